/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of an image's signatures found out. Nothing is stored by it. Immutable.
 *
 * @since 0.1
 */
public final class VerifiedImage {

    private final StoredImage image;
    private final List<Outcome> outcomes;

    VerifiedImage(StoredImage image, List<Outcome> outcomes) {
        this.image = image;
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * What was found out about one signature.
     *
     * @since 0.1
     */
    public static final class Outcome {

        private final StoredSignature before;
        private final StoredSignature after;
        private final @Nullable SignatureReport report;
        private final @Nullable Reason refusal;

        Outcome(
                StoredSignature before,
                StoredSignature after,
                @Nullable SignatureReport report,
                @Nullable Reason refusal) {
            this.before = before;
            this.after = after;
            this.report = report;
            this.refusal = refusal;
        }

        /** The signature as it was. */
        public StoredSignature before() {
            return before;
        }

        /** The signature as it would be stored: the same content, with what was found out. */
        public StoredSignature after() {
            return after;
        }

        /** Whether it holds. */
        public boolean isVerified() {
            return refusal == null;
        }

        /** Why it does not hold; empty if it does. */
        public Optional<Reason> refusal() {
            return Optional.ofNullable(refusal);
        }

        /** Every check; empty if it is of another format, which is not looked at. */
        public Optional<SignatureReport> report() {
            return Optional.ofNullable(report);
        }

        /** One line for people: the name, and signer or reason. */
        @Override
        public String toString() {
            SignatureFindings findings = after.findings();
            return findings == null
                    ? before.name() + " does not hold: "
                            + refusal().map(Reason::text).orElse("")
                    : before.name() + " holds, signed by " + findings.fingerprint() + " as " + findings.imageIdentity();
        }
    }

    /** What was found out about each signature that was verified, in the order of the image. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** Whether at least one signature holds. */
    public boolean isVerified() {
        return outcomes.stream().anyMatch(Outcome::isVerified);
    }

    /** Whether there are signatures and each of them holds. */
    public boolean isVerifiedThroughout() {
        return !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome::isVerified);
    }

    /** What {@code --save} ought to store: every signature as it was, with what was found out about it. */
    public ImageUpdate save() {
        Map<String, StoredSignature> known = outcomes.stream()
                .map(Outcome::after)
                .collect(Collectors.toMap(StoredSignature::name, Function.identity()));
        return ImageUpdate.of(
                image,
                image.signatures().stream()
                        .map(signature -> known.getOrDefault(signature.name(), signature))
                        .toList());
    }

    /**
     * What {@code oc adm verify-image-signature --save} leaves: those that do not hold are gone. It overwrites each of them
     * with an empty object, which old servers stored and newer ones refuse together with everything else; one wrong key so
     * destroys every signature. {@link ImageUpdate#removed} says which.
     */
    public ImageUpdate saveDroppingRefusedLikeOc() {
        List<String> refused = outcomes.stream()
                .filter(outcome -> !outcome.isVerified())
                .map(outcome -> outcome.before().name())
                .toList();
        return ImageUpdate.of(
                image,
                save().after().signatures().stream()
                        .filter(signature -> !refused.contains(signature.name()))
                        .toList());
    }

    /** In lines for people. */
    @Override
    public String toString() {
        return outcomes.stream().map(outcome -> outcome + "\n").collect(Collectors.joining());
    }
}
