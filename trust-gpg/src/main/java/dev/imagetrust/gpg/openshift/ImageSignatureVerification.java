/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.GpgVerifierProvider;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.internal.VerifiedContent;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Verifies the signatures that OpenShift keeps with an image, as {@code oc adm verify-image-signature} should.
 *
 * <pre>{@code
 * ImageSignatureVerification verification = ImageSignatureVerification.builder()
 *         .expectedIdentity("registry.example/team/app:1.2")
 *         .keyring(Keyrings.inHome(gnupgHome, userHome))
 *         .user("alice")
 *         .build();
 * VerifiedImage result = verification.verify(image, manifest, Instant.now());
 * if (result.isVerified()) {
 *     store(result.save().after());
 * }
 * }</pre>
 *
 * <p>A signature holds if it is by a key of the keyring, about this image, and about the expected identity under
 * {@code matchRepoDigestOrExact}. All the checks of {@link dev.imagetrust.gpg.GpgCheck} are made, and each is in the result.
 *
 * <p>Other than {@code oc}: the expected identity has a tag or a digest and not both, and a digest has to be that of the
 * image; the manifest is compared with the digest of the image; what is shown about the signer is the verified fingerprint
 * in full, not an id that anybody can write; no signature is ever destroyed unless a method is called that says so;
 * and whether anything was verified can be told from the result. Immutable and safe for use by several threads.
 *
 * @since 0.1
 */
public final class ImageSignatureVerification {

    private static final Place KEPT = new Place.SignatureExtension();
    private static final String VERIFIED = "manually verified";

    private final ExpectedIdentity expected;
    private final SimpleSigningRequirement requirement;
    private final TrustStore trust;
    private final List<Bytes> keys;
    private final String user;

    private ImageSignatureVerification(Builder builder, ExpectedIdentity expected) {
        this.expected = expected;
        SimpleSigningRequirement.Builder wanted = SimpleSigningRequirement.builder();
        builder.keyring.forEach(file -> wanted.pinnedKeys(file.content(), file.origin()));
        this.requirement = wanted.build();
        this.keys = builder.keyring.stream().map(Keyrings.File::content).toList();
        this.trust = builder.trust;
        this.user = builder.user;
    }

    /** Begins a set-up. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Verifies every signature of an image.
     *
     * @param image as it is kept
     * @param manifest its manifest, from wherever it comes: it is compared with the digest of the image
     * @param now the time to judge by
     * @return what was found out; nothing is stored by it
     * @throws SetUpException {@link GpgReason#MANIFEST_OTHER_IMAGE} if the manifest is not that of the image, {@link
     *     GpgReason#EXPECTED_IDENTITY} if the expected identity has the digest of another one, or the reason why the keyring
     *     cannot be used
     */
    public VerifiedImage verify(StoredImage image, Bytes manifest, Instant now) {
        ImageSubject subject = expected.subject(image.digest(), manifest);
        Verdict verdict = ImageTrust.builder()
                .withoutDiscovery()
                .provider(new GpgVerifierProvider())
                .policy(TrustPolicy.forAllImages(requirement))
                .trustStore(trust)
                .clock(InstantSource.fixed(now))
                .limits(Limits.builder()
                        .candidates(Math.max(1, image.signatures().size()))
                        .build())
                .signatures((asked, about, places, budget) -> candidates(image, places))
                .build()
                .inspect(subject)
                .verdict();
        Map<Digest, SignatureReport> reports = verdict.reports().stream()
                .collect(Collectors.toMap(each -> each.candidate().id(), Function.identity(), (one, same) -> one));
        List<VerifiedImage.Outcome> outcomes = new ArrayList<>();
        for (StoredSignature signature : image.signatures()) {
            @Nullable SignatureReport report = reports.get(signature.object().id());
            if (report != null) {
                outcomes.add(judged(signature, report, now));
            } else if (signature.type().equals(SignatureObjects.TYPE)) {
                outcomes.add(new VerifiedImage.Outcome(signature, signature, null, gap(verdict)));
            } else {
                outcomes.add(
                        refused(signature, new Reason(GpgReason.FORMAT_OTHER, "type " + signature.type()), null, now));
            }
        }
        return new VerifiedImage(image, outcomes);
    }

    /**
     * Verifies one signature of an image, and leaves the others as they are.
     *
     * @param name of the signature
     * @throws IllegalArgumentException if the image has none of that name
     * @throws SetUpException as {@link #verify} does
     */
    public VerifiedImage verifyOnly(String name, StoredImage image, Bytes manifest, Instant now) {
        List<StoredSignature> only = image.signatures().stream()
                .filter(signature -> signature.name().equals(name))
                .toList();
        if (only.isEmpty()) {
            throw new IllegalArgumentException("the image has no signature of that name: " + name);
        }
        return new VerifiedImage(image, verify(image.with(only), manifest, now).outcomes());
    }

    /** Whoever keeps the signatures with the image has no other place for them. */
    private static Found candidates(StoredImage image, Set<Place> places) {
        List<SignatureCandidate> candidates = image.signatures().stream()
                .filter(signature -> signature.type().equals(SignatureObjects.TYPE))
                .map(signature -> new SignatureCandidate(signature.object(), image.digest(), KEPT))
                .toList();
        List<Look> looks = places.stream()
                .map(place -> Look.found(place, image.digest(), place.equals(KEPT) ? candidates.size() : 0))
                .toList();
        return new Found(candidates, looks);
    }

    private VerifiedImage.Outcome judged(StoredSignature signature, SignatureReport report, Instant now) {
        if (report.status() != SignatureReport.Status.ACCEPTED) {
            Reason reason = report.decisive().flatMap(Check::reason).orElse(Reason.of(GpgReason.FORMAT_OTHER));
            return refused(signature, reason, report, now);
        }
        StoredSignature verified = new StoredSignature(
                signature.name(),
                signature.type(),
                signature.content(),
                conditions(SignatureCondition.Status.TRUE, VERIFIED, "verified by user \"" + user + "\"", now),
                findings(report, signature.content(), now));
        return new VerifiedImage.Outcome(signature, verified, report, null);
    }

    private SignatureFindings findings(SignatureReport report, Bytes blob, Instant now) {
        String fingerprint = report.trustedSigner().orElseThrow().countsAs().value();
        String name = keys.stream()
                .flatMap(file -> OpenPgpKey.readAll(file, now).stream())
                .filter(key -> key.fingerprint().equals(fingerprint))
                .flatMap(key -> key.userIds().stream())
                .findFirst()
                .orElse("");
        VerifiedContent content = VerifiedContent.of(blob);
        return new SignatureFindings(content.reference(), content.claims(), content.created(), fingerprint, name);
    }

    /** Why a signature was not looked at: nothing is known of it then, and nothing changes. */
    private static Reason gap(Verdict verdict) {
        return verdict.reasons().stream().findFirst().orElse(Reason.of(CoreReason.TIME_UP));
    }

    private VerifiedImage.Outcome refused(
            StoredSignature signature, Reason reason, @Nullable SignatureReport report, Instant now) {
        String message = "refused for user \"" + user + "\": " + reason.text();
        StoredSignature after = new StoredSignature(
                signature.name(),
                signature.type(),
                signature.content(),
                conditions(SignatureCondition.Status.FALSE, reason.code().id(), message, now),
                null);
        return new VerifiedImage.Outcome(signature, after, report, reason);
    }

    /** The API takes these two only together. */
    private static List<SignatureCondition> conditions(
            SignatureCondition.Status status, String reason, String message, Instant now) {
        return List.of(
                new SignatureCondition(SignatureCondition.TRUSTED, status, now, reason, message),
                new SignatureCondition(SignatureCondition.FOR_IMAGE, status, now, reason, message));
    }

    /** Sets up an {@link ImageSignatureVerification}. Not thread-safe. */
    public static final class Builder {

        private @Nullable String expectedIdentity;
        private List<Keyrings.File> keyring = List.of();
        private TrustStore trust = TrustSnapshot.empty();
        private String user = "";

        private Builder() {}

        /**
         * The name that has to be signed, with a tag or a digest. Required.
         *
         * @param reference for example {@code registry.example/team/app:1.2}
         */
        public Builder expectedIdentity(String reference) {
            this.expectedIdentity = requireNonNull(reference, "reference");
            return this;
        }

        /** The keys to verify by, any one of which is enough. Required; {@link Keyrings} finds them. */
        public Builder keyring(List<Keyrings.File> files) {
            this.keyring = List.copyOf(files);
            return this;
        }

        /** Whose deny list is heeded; nothing is denied unless a store is given. */
        public Builder denyListOf(TrustStore value) {
            this.trust = requireNonNull(value, "value");
            return this;
        }

        /** Who verifies; it goes into the message of the conditions. Nobody unless a name is given. */
        public Builder user(String name) {
            this.user = requireNonNull(name, "name");
            return this;
        }

        /**
         * The verification.
         *
         * @throws IllegalStateException if expected identity or keyring are missing
         * @throws SetUpException {@link GpgReason#EXPECTED_IDENTITY} if that is no reference, has neither tag nor digest, or
         *     has both
         */
        public ImageSignatureVerification build() {
            if (expectedIdentity == null || keyring.isEmpty()) {
                throw new IllegalStateException("expected identity and keyring are required");
            }
            return new ImageSignatureVerification(this, ExpectedIdentity.parse(expectedIdentity));
        }
    }
}
