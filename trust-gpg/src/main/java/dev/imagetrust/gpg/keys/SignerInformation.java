/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Signer;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Who signed an image, to be shown. Immutable.
 *
 * <p>{@link State} says how much is known; only {@link State#VERIFIED} is a fact about who signed.
 *
 * @param candidate which signature
 * @param state how much is known about the signer
 * @param claimed what an unverified signature says about its maker: hostile text, empty where a key is known
 * @param fingerprint of the primary key under which the signature holds; empty where none is known
 * @param key what the key says about itself; null where its file is not among those that were given
 * @param signedName the name that was signed; empty unless the signature holds
 * @param refusal why it is refused; null where it is not
 * @since 0.1
 */
public record SignerInformation(
        CandidateRef candidate,
        State state,
        String claimed,
        String fingerprint,
        @Nullable OpenPgpKey key,
        String signedName,
        @Nullable Reason refusal) {

    private static final String TOOL = "gpg";

    /**
     * How much is known about a signer.
     *
     * @since 0.1
     */
    public enum State {
        /** The signature holds, under a key that is trusted for this image. */
        VERIFIED,
        /** It is refused; {@link SignerInformation#refusal} says why. */
        REJECTED,
        /** It could not be found out. */
        UNVERIFIED
    }

    /** Checks for nulls. */
    public SignerInformation {
        requireNonNull(candidate, "candidate");
        requireNonNull(state, "state");
        requireNonNull(claimed, "claimed");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(signedName, "signedName");
    }

    /**
     * The signers of every simple signature that a verdict is about; those of {@code ImageTrust.inspect} are about all.
     * Empty: the image has none that the policy asks for.
     *
     * @param keyFiles where the keys are described
     * @throws dev.imagetrust.spi.SetUpException if a key file cannot be used
     */
    public static List<SignerInformation> of(Verdict verdict, Collection<Bytes> keyFiles) {
        Instant now = verdict.dependencies().judgedAt();
        Map<String, OpenPgpKey> keys = keyFiles.stream()
                .flatMap(file -> OpenPgpKey.readAll(file, now).stream())
                .collect(Collectors.toMap(OpenPgpKey::fingerprint, key -> key, (first, copy) -> first));
        List<SignerInformation> signers = new ArrayList<>();
        for (SignatureReport report : verdict.reports()) {
            if (report.tool().equals(TOOL)) {
                signers.add(of(report, keys));
            }
        }
        return List.copyOf(signers);
    }

    /** Why the signature is refused; empty where it is not. */
    public Optional<Reason> reason() {
        return Optional.ofNullable(refusal);
    }

    /** One line for people; what came from outside is escaped. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(state.name());
        if (!fingerprint.isEmpty()) {
            out.append(" key ").append(fingerprint);
        } else if (!claimed.isEmpty()) {
            out.append(" says it is by ").append(Printable.of(claimed));
        }
        if (key != null && !key.userIds().isEmpty()) {
            out.append(' ').append(Printable.of(key.userIds().get(0)));
        }
        if (!signedName.isEmpty()) {
            out.append(" for ").append(Printable.of(signedName));
        }
        return refusal == null
                ? out.toString()
                : out.append(": ").append(refusal.text()).toString();
    }

    private static SignerInformation of(SignatureReport report, Map<String, OpenPgpKey> keys) {
        Optional<Signer> signer = report.signer();
        String fingerprint = signer.flatMap(SignerInformation::identity)
                .map(SignerIdentity::value)
                .orElse("");
        return new SignerInformation(
                report.candidate(),
                state(report),
                fingerprint.isEmpty() ? signer.map(Signer::display).orElse("") : "",
                fingerprint,
                keys.get(fingerprint),
                report.facts().getOrDefault("docker-reference", ""),
                report.decisive().flatMap(Check::reason).orElse(null));
    }

    private static State state(SignatureReport report) {
        return switch (report.status()) {
            case ACCEPTED -> State.VERIFIED;
            case REFUSED, TOLERATED -> State.REJECTED;
            case UNAVAILABLE -> State.UNVERIFIED;
        };
    }

    private static Optional<SignerIdentity> identity(Signer signer) {
        if (signer instanceof TrustedSigner trusted) {
            return Optional.of(trusted.countsAs());
        }
        return signer instanceof PresentedSigner presented ? Optional.of(presented.identity()) : Optional.empty();
    }
}
