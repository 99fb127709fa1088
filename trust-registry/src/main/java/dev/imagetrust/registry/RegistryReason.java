/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.verdict.ReasonClass;
import dev.imagetrust.verdict.ReasonCode;

/**
 * Why something could not be had over HTTP. None of them means that it is certainly not there.
 *
 * @since 0.1
 */
public enum RegistryReason implements ReasonCode {
    /** No connection, no such host, or the connection broke before an answer began. */
    UNREACHABLE("registry.unreachable", "The host could not be reached"),
    /** No TLS connection to the host that was meant. */
    TLS_FAILED("registry.tls-failed", "No TLS connection could be made or kept"),
    /** The answer ended early or was not HTTP. */
    BROKEN_ANSWER("registry.broken-answer", "The answer ended early or was not HTTP"),
    /** Longer than {@link HttpSettings} allows, or nothing came for too long. */
    TOO_SLOW("registry.too-slow", "The host took too long to answer"),
    /** More bytes than there may be. */
    TOO_LARGE("registry.too-large", "The answer is longer than its limit"),
    /** A content coding although none was accepted: nothing is ever decompressed. */
    CONTENT_ENCODED("registry.content-encoded", "The answer is compressed, which was not asked for"),
    /** More redirects than are followed. */
    TOO_MANY_REDIRECTS("registry.too-many-redirects", "Too many redirects"),
    /** A redirect to another scheme, with credentials inside, or to nowhere. */
    REDIRECT_REFUSED("registry.redirect-refused", "A redirect leads where none may lead"),
    /** An address inside the caller's network that was not allowed. */
    ADDRESS_REFUSED("registry.address-refused", "The host has an address that is not open to everybody"),
    /** Plain HTTP to a host for which it was not allowed. */
    PLAIN_HTTP_REFUSED("registry.plain-http-refused", "Plain HTTP is not allowed for this host"),
    /** A login is needed, and there is none or it was not accepted. */
    UNAUTHORIZED("registry.unauthorized", "The host asks for a login that it was not given or does not accept"),
    /** Whoever logged in may not read it. */
    DENIED("registry.denied", "The host does not allow to read this"),
    /** The challenge of a login cannot be read, or none of them is supported. */
    CHALLENGE_UNUSABLE("registry.challenge-unusable", "The host asks for a login in a way that is not supported"),
    /** A token service that the registry must not send anybody to (CVE-2019-10214). */
    REALM_REFUSED("registry.realm-refused", "The token service that the registry names is refused"),
    /** The token service gave no token, or none that can be used. */
    TOKEN_UNUSABLE("registry.token-unusable", "The token service did not give a token that can be used"),
    /** The caller's credentials could not be had. */
    CREDENTIALS_FAILED("registry.credentials-failed", "The credentials could not be read"),
    /** A {@link HttpInterceptor} of the caller threw, or asked for a header that it may not set. */
    INTERCEPTOR_FAILED("registry.interceptor-failed", "An interceptor of the caller failed"),
    /** Too many requests, and no time left to try again. */
    RATE_LIMITED("registry.rate-limited", "The host limits how often it is asked"),
    /** An error of the server, also after trying again. */
    SERVER_ERROR("registry.server-error", "The host reports an error of its own"),
    /** A status that means nothing here. */
    UNEXPECTED_STATUS("registry.unexpected-status", "The host answered with an unexpected status"),
    /** "Not found", but not in the words of a registry: perhaps nobody who knows was asked. */
    NOT_FOUND_UNCLEAR("registry.not-found-unclear", "The host says 'not found', but not as a registry does"),
    /** A blob that a manifest lists is not there. */
    BLOB_UNKNOWN("registry.blob-unknown", "A blob that is listed is not there"),
    /** Something that is no manifest, such as a login page. */
    NOT_A_MANIFEST("registry.not-a-manifest", "The host answered with something that is no manifest"),
    /** The next page of a listing is on another host, or its link cannot be read. */
    PAGE_REFUSED("registry.page-refused", "The next page of a listing is not where it may be"),
    /** Evidence at an address that is no http or https URL, or has a login inside. */
    EVIDENCE_ADDRESS("registry.evidence-address", "The address of evidence is none that may be fetched"),
    /** Evidence of another media type than was asked for. */
    EVIDENCE_TYPE("registry.evidence-type", "The answer is not of the type of evidence that was asked for"),
    /** A web page where a signature should be. */
    NOT_A_SIGNATURE("registry.not-a-signature", "The lookaside store answered with a web page"),
    /** An answer of the signature extension that cannot be read, as a whole or in one entry. */
    EXTENSION_MALFORMED("registry.extension-malformed", "The registry's list of signatures cannot be read"),
    /** The signature extension listed a signature of another image. */
    EXTENSION_OTHER_IMAGE("registry.extension-other-image", "The registry lists a signature of another image"),
    /** The repository was closed. */
    CLOSED("registry.closed", "The repository was closed");

    private final String id;
    private final String sentence;

    RegistryReason(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    @Override
    public String id() {
        return id;
    }

    /** Always {@code ENVIRONMENT}: the transport never says anything about a signature. */
    @Override
    public ReasonClass reasonClass() {
        return ReasonClass.ENVIRONMENT;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
