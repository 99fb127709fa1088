/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.Printable;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.CosignRequirement.Format;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustSnapshot;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a signer is to do, and refuses what does not go together before anything is signed. */
public final class SigningPlan {

    private static final int MAX_PREDICATE = 16 << 20;

    private final boolean bundled;
    private final RemoteSigner signer;
    private final Map<String, String> annotations = new TreeMap<>();
    private final List<LogClient> logs = new ArrayList<>();
    private final List<TimestampService> authorities = new ArrayList<>();
    private @Nullable String dockerReference;
    private OwnContent.@Nullable Attestation attestation;
    private @Nullable SigningAlgorithm algorithm;
    private @Nullable Bytes root;

    private SigningPlan(boolean bundled, RemoteSigner signer) {
        this.bundled = bundled;
        this.signer = signer;
    }

    /** For bundles. */
    public static SigningPlan bundle(RemoteSigner signer) {
        return new SigningPlan(true, signer);
    }

    /** For layers under tags. */
    public static SigningPlan legacy(RemoteSigner signer) {
        return new SigningPlan(false, signer);
    }

    /** A pair that is signed. */
    public void annotation(String name, String value) {
        annotations.put(name, value);
    }

    /** The name in a payload. */
    public void dockerReference(String reference) {
        DockerReference.parse(reference);
        this.dockerReference = reference;
    }

    /** What is attested to. */
    public void attestation(String predicateType, Bytes predicate) {
        if (!isAbsolute(predicateType) || predicateType.equals(CosignFormat.SIGN_PREDICATE)) {
            throw new IllegalArgumentException(
                    "an attestation has a type of its own, an absolute URI: " + Printable.of(predicateType));
        }
        try {
            this.attestation = new OwnContent.Attestation(
                    predicateType, Json.parseObject(predicate, CosignFormat.json(MAX_PREDICATE)));
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("the predicate: " + e.reason(), e);
        }
    }

    private static boolean isAbsolute(String uri) {
        try {
            return URI.create(uri).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** How the key signs. */
    public void algorithm(SigningAlgorithm chosen) {
        this.algorithm = chosen;
    }

    /** Who vouches. */
    public void trustedRoot(Bytes json) {
        this.root = json;
    }

    /** A log of the first kind. */
    public void entryLog(URI log) {
        logs.add(new EntryLog(withoutSlash(log)));
    }

    /** A log made of tiles. */
    public void tileLog(URI log) {
        logs.add(new TileLog(withoutSlash(log)));
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** A timestamp authority, and where nonces come from. */
    public void timestampAuthority(URI authority, SecureRandom nonces) {
        authorities.add(new TimestampService(authority, nonces));
    }

    /** What carries it out. */
    public CosignSigning signing() {
        require(attestation == null || annotations.isEmpty(), "an attestation has no annotations");
        require(
                dockerReference == null || (!bundled && attestation == null),
                "only legacy signatures have a docker reference");
        OwnKey key = OwnKey.of(signer, algorithm);
        boolean isStatement = bundled || attestation != null;
        logs.forEach(log -> log.requireSuitable(key, isStatement));
        EvidenceServices services = new EvidenceServices(logs, authorities);
        require(services.isEmpty() || root != null, "logs and timestamp authorities need the root that names them");
        if (!bundled) {
            require(logs.size() <= 1 && authorities.size() <= 1, "the legacy layout has room for one of a kind");
            require(logs.stream().allMatch(LogClient::promises), "the legacy layout has no room for entries of tiles");
        }
        return new CosignSigning(bundled, key, content(), services, product(key, services));
    }

    private OwnContent content() {
        if (attestation != null) {
            return attestation;
        }
        return bundled
                ? new OwnContent.Signature(Map.copyOf(annotations))
                : new OwnContent.Payload(dockerReference, Map.copyOf(annotations));
    }

    private OwnProduct product(OwnKey key, EvidenceServices services) {
        CosignRequirement.Builder requirement =
                CosignRequirement.key(key.pem(), "own key").onlyFormat(bundled ? Format.BUNDLE : Format.LEGACY);
        if (attestation != null) {
            requirement.attestation(attestation.predicateType());
        }
        annotations.forEach(requirement::annotation);
        if (root == null || services.isEmpty()) {
            return new OwnProduct(requirement.build(), key, null);
        }
        Pinned anchor = new Pinned(AnchorKind.SIGSTORE_ROOT, root, "the signer's root");
        if (!logs.isEmpty()) {
            requirement.transparencyLog(anchor);
        }
        TrustedRoot trusted = SelectedRoot.of(anchor, TrustSnapshot.empty()).root();
        return new OwnProduct(requirement.build(), key, trusted);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
