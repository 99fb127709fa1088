/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Digest;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.plugin.PluginCapability;
import dev.imagetrust.notation.plugin.PluginException;
import dev.imagetrust.notation.plugin.VerificationPlugin.Result;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is checked of a signature that holds: whether the policy relies on who made it, and still does. */
final class TrustChecks {

    /** Nobody says how long a plugin's answer holds, so that a kept verdict asks again. */
    private static final Duration PLUGIN_ANSWER_LIFE = Duration.ofHours(1);

    private final NotationRequirement requirement;
    private final NotationTrust trust;
    private final VerifiedSignature signature;
    private final RevocationCheck revocations;
    private final PluginCheck plugins;
    private final CheckLog log;
    private PluginCheck.Delegated delegated = PluginCheck.NOTHING;

    /** Who is asked besides: responders, and plugins of the caller. */
    record Others(RevocationCheck revocations, PluginCheck plugins) {}

    TrustChecks(
            NotationRequirement requirement,
            NotationTrust trust,
            VerifiedSignature signature,
            Others others,
            CheckLog log) {
        this.requirement = requirement;
        this.trust = trust;
        this.signature = signature;
        this.revocations = others.revocations();
        this.plugins = others.plugins();
        this.log = log;
    }

    /** Makes the checks in their order and ends with the first that fails and is enforced. */
    void run() throws InterruptedException {
        writeFacts();
        boolean trusted = trustedCertificate();
        boolean goOn = (trusted || !enforces(Step.AUTHENTICITY))
                && criticalAttributes(trusted)
                // Whether a certificate that nobody vouches for bears the right name means nothing.
                && (!trusted || trustedIdentity() || !enforces(Step.AUTHENTICITY))
                && (expiry() || !enforces(Step.EXPIRY))
                && (authenticTimestamp() || !enforces(Step.AUTHENTIC_TIMESTAMP));
        if (goOn) {
            revocation(trusted);
            userMetadata();
        }
    }

    private boolean enforces(Step step) {
        return requirement.action(step) == Action.ENFORCED;
    }

    private void writeFacts() {
        SignedAttributes attributes = signature.attributes();
        boolean authentic = attributes.scheme() == SigningScheme.SIGNING_AUTHORITY;
        log.fact(
                authentic ? "authenticSigningTime" : "claimedSigningTime",
                attributes.signingTime().toString());
        signerSubject();
        if (attributes.expiry() != null) {
            log.fact("expiry", attributes.expiry().toString());
        }
        Map<String, String> metadata = signature.payload().annotations();
        if (!metadata.isEmpty()) {
            log.fact(
                    "userMetadata",
                    CanonicalText.of(
                            "userMetadata",
                            out -> out.put("keys", metadata.keySet()).put("values", metadata.values())));
        }
    }

    /** What zot calls the author. Whether anybody vouches for that certificate is told by the checks. */
    private void signerSubject() {
        try {
            log.fact("signerSubject", signature.leaf().subjectInGoOrder());
        } catch (MalformedInputException e) {
            // A name that cannot be taken apart is compared octet by octet all the same; there is nothing to show.
            log.fact("signerSubject", "");
        }
    }

    private boolean trustedCertificate() {
        TrustedCertificates certificates =
                trust.certificates(signature.attributes().scheme());
        if (certificates.isAskedFor() && certificates.isEmpty()) {
            log.unavailable(NotationCheck.TRUSTED_CERTIFICATE, Reason.of(NotationReason.TRUST_STORE_EMPTY));
            return false;
        }
        Optional<TrustedCertificates.Match> match = certificates.find(signature.chain());
        if (match.isEmpty()) {
            log.fail(
                    NotationCheck.TRUSTED_CERTIFICATE,
                    new Reason(
                            NotationReason.NO_TRUSTED_CERTIFICATE,
                            signature.leaf().subjectText()));
            return false;
        }
        log.pass(NotationCheck.TRUSTED_CERTIFICATE);
        log.signer(signer(match.get()));
        return true;
    }

    private TrustedSigner signer(TrustedCertificates.Match match) {
        CertificateFacts leaf = signature.leaf();
        String countsAs = match.anchor() + " " + Digest.sha256(leaf.subject());
        return new TrustedSigner(
                match.anchor(),
                new SignerIdentity(SignerIdentity.Kind.CERTIFICATE, countsAs),
                denyTargets(signature.chain()),
                leaf.subjectText());
    }

    /** All that a deny list can name in a chain: who distrusts an authority distrusts whom it certified. */
    static Set<DenyTarget> denyTargets(List<CertificateFacts> chain) {
        Set<DenyTarget> targets = new HashSet<>();
        for (CertificateFacts certificate : chain) {
            targets.add(new DenyTarget.Certificate(certificate.fingerprint()));
            keyOf(certificate).ifPresent(targets::add);
        }
        return targets;
    }

    /** The key of a certificate as a deny list names it. */
    static Optional<DenyTarget> keyOf(CertificateFacts certificate) {
        try {
            return Optional.of(new DenyTarget.Key(certificate.key().fingerprint()));
        } catch (MalformedInputException e) {
            return Optional.empty(); // no key we verify with; the certificate itself can still be denied
        }
    }

    /** No level makes this optional: who does not understand such an attribute must not accept the signature. */
    private boolean criticalAttributes(boolean trusted) throws InterruptedException {
        SignedAttributes attributes = signature.attributes();
        if (attributes.plugin() != null) {
            return plugin(attributes.plugin(), trusted);
        }
        return log.test(
                NotationCheck.CRITICAL_ATTRIBUTES,
                attributes.unprocessedCritical().isEmpty(),
                NotationReason.UNPROCESSED_CRITICAL_ATTRIBUTE,
                attributes.unprocessedCritical().toString());
    }

    private boolean plugin(String name, boolean trusted) throws InterruptedException {
        if (!trusted) {
            // A stranger's signature starts nothing.
            log.fail(
                    NotationCheck.CRITICAL_ATTRIBUTES,
                    new Reason(NotationReason.PLUGIN_UNAVAILABLE, name + "; none is asked about an untrusted chain"));
            return false;
        }
        try {
            delegated = plugins.ask(name, requirement, signature);
            log.fact("verificationPlugin", delegated.plugin());
            log.changesAt(revocations.now().plus(PLUGIN_ANSWER_LIFE));
            log.pass(NotationCheck.CRITICAL_ATTRIBUTES);
            return true;
        } catch (MalformedInputException e) {
            log.fail(NotationCheck.CRITICAL_ATTRIBUTES, e.reason());
        } catch (PluginException e) {
            log.unavailable(
                    NotationCheck.CRITICAL_ATTRIBUTES,
                    new Reason(NotationReason.PLUGIN_FAILED, String.valueOf(e.getMessage())));
        }
        return false;
    }

    private boolean trustedIdentity() {
        Optional<Result> judged = delegated.result(PluginCapability.SIGNATURE_VERIFIER_TRUSTED_IDENTITY);
        if (judged.isPresent()) {
            return log.test(
                    NotationCheck.TRUSTED_IDENTITY,
                    judged.get().success(),
                    NotationReason.IDENTITY_NOT_TRUSTED,
                    judged.get().reason());
        }
        if (trust.isAnybodyTrusted()) {
            log.notApplicable(NotationCheck.TRUSTED_IDENTITY);
            return true;
        }
        try {
            Map<String, String> subject =
                    LeafSubject.attributes(signature.leaf().subject());
            return log.test(
                    NotationCheck.TRUSTED_IDENTITY,
                    trust.identities().stream()
                            .anyMatch(i -> i instanceof TrustedIdentity.Subject s && s.isIncludedIn(subject)),
                    NotationReason.IDENTITY_NOT_TRUSTED,
                    signature.leaf().subjectText());
        } catch (MalformedInputException e) {
            log.fail(NotationCheck.TRUSTED_IDENTITY, e.reason());
            return false;
        }
    }

    private boolean expiry() {
        Instant expiry = signature.attributes().expiry();
        if (expiry == null) {
            log.notApplicable(NotationCheck.EXPIRY);
            return true;
        }
        boolean holds = revocations.now().isBefore(expiry);
        if (holds) {
            log.changesAt(expiry);
        }
        return log.test(NotationCheck.EXPIRY, holds, NotationReason.SIGNATURE_EXPIRED, expiry.toString());
    }

    private boolean authenticTimestamp() throws InterruptedException {
        return new TimeChecks(requirement, trust, signature, revocations, log).run();
    }

    private void revocation(boolean trusted) throws InterruptedException {
        if (requirement.action(Step.REVOCATION) == Action.SKIPPED) {
            return;
        }
        if (!trusted) {
            // Nobody may be made to ask addresses that a stranger wrote into a certificate.
            log.unavailable(
                    NotationCheck.REVOCATION,
                    new Reason(NotationReason.REVOCATION_UNKNOWN, "the chain is not trusted, so nobody is asked"));
            return;
        }
        Optional<Result> judged = delegated.result(PluginCapability.SIGNATURE_VERIFIER_REVOCATION_CHECK);
        if (judged.isPresent()) {
            log.test(
                    NotationCheck.REVOCATION,
                    judged.get().success(),
                    NotationReason.CERT_REVOKED,
                    judged.get().reason());
            return;
        }
        SignedAttributes attributes = signature.attributes();
        boolean authentic = attributes.scheme() == SigningScheme.SIGNING_AUTHORITY;
        ChainRevocation found = revocations.of(signature.chain(), authentic ? attributes.signingTime() : null);
        if (found.isNotApplicable()) {
            log.notApplicable(NotationCheck.REVOCATION);
        } else if (RevocationStep.OF_SIGNER.write(found, log)) {
            log.pass(NotationCheck.REVOCATION);
        }
    }

    private void userMetadata() {
        if (!requirement.userMetadata().isEmpty()) {
            Map<String, String> signed = signature.payload().annotations();
            log.test(
                    NotationCheck.USER_METADATA,
                    signed.entrySet().containsAll(requirement.userMetadata().entrySet()),
                    NotationReason.METADATA_MISMATCH,
                    "expected " + requirement.userMetadata());
        }
    }
}
