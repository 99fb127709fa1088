/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Verifies stored signatures on behalf of somebody with the right of an image-auditor, and notes the outcome with each: what
 * {@code oc adm verify-image-signature --save} is for.
 *
 * <p>A signature that could not be judged keeps its state, and no content is ever changed. Notes are for people; nothing in
 * this library decides by them.
 *
 * @since 0.1
 */
public final class SignatureAudit {

    private final SignatureObjectStore objects;
    private final ImageTrust trust;

    private SignatureAudit(SignatureObjectStore objects, ImageTrust trust) {
        this.objects = requireNonNull(objects, "objects");
        this.trust = requireNonNull(trust, "trust");
    }

    /**
     * An audit.
     *
     * @param objects the stored signatures
     * @param trust judges; finds signatures through a {@link StoredSignatureSource} over {@code objects}
     */
    public static SignatureAudit of(SignatureObjectStore objects, ImageTrust trust) {
        return new SignatureAudit(objects, trust);
    }

    /**
     * The image under the name that its signatures are expected to have.
     *
     * @param expectedIdentity a full name with a tag, or with the digest of the image. A name alone would mean any tag to
     *     some and {@code latest} to others
     * @return empty if it is none, or has both or the digest of another image
     */
    public static Optional<ImageSubject> expecting(String expectedIdentity, ImageSubject image) {
        Optional<DockerReference> reference = DockerReference.find(expectedIdentity);
        if (reference.isEmpty()
                || reference.get().tag().isPresent() == reference.get().digest().isPresent()) {
            return Optional.empty();
        }
        if (reference
                .get()
                .digest()
                .filter(d -> !d.equals(image.image().digest()))
                .isPresent()) {
            return Optional.empty();
        }
        Asked asked = reference
                .get()
                .tag()
                .<Asked>map(Asked.ByTag::new)
                .orElseGet(() -> new Asked.ByDigest(image.image().digest()));
        return Optional.of(ImageSubject.of(ImageName.parse(reference.get().name()), asked, image.image()));
    }

    /**
     * Verifies every stored signature of an image.
     *
     * @param image see {@link #expecting}
     * @param by who wants to know
     * @return the signatures with what is known about them now
     * @throws IOException if the outcome cannot be kept
     */
    public List<StoredSignature> verify(ImageSubject image, String by) throws IOException {
        Verdict verdict = trust.inspect(image).verdict();
        for (StoredSignature stored : objects.list(image.image().digest())) {
            Optional<SignatureState> state = state(stored, verdict, by);
            if (state.isPresent()) {
                objects.note(stored, state.get());
            }
        }
        return objects.list(image.image().digest());
    }

    /** Of several requirements that a signature is a matter of, one that it meets is enough. */
    private static Optional<SignatureState> state(StoredSignature stored, Verdict verdict, String by) {
        Instant when = verdict.dependencies().judgedAt();
        Optional<SignatureState> rejected = Optional.empty();
        for (SignatureReport report : verdict.reports()) {
            if (!report.candidate().id().equals(stored.object().id())) {
                continue;
            }
            Optional<TrustedSigner> signer = report.trustedSigner();
            if (report.status() == SignatureReport.Status.ACCEPTED && signer.isPresent()) {
                return Optional.of(
                        new SignatureState.Verified(by, when, signer.get().display()));
            }
            if (report.status() == SignatureReport.Status.UNAVAILABLE) {
                return Optional.empty();
            }
            Optional<Reason> why = report.decisive().flatMap(check -> check.reason());
            rejected = Optional.of(new SignatureState.Rejected(
                    by,
                    when,
                    why.map(r -> r.code().id()).orElse(""),
                    why.map(Reason::text).orElse("a part of the proof was only logged")));
        }
        return rejected;
    }
}
