/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.PolicyDiff;
import dev.imagetrust.gpg.ContainersPolicy;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.gpg.internal.PolicyWithoutKey;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Printable;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * Ends the trust in a key, such as one that was stolen: what that would change, and then the change. Immutable.
 *
 * <pre>{@code
 * KeyRevocation revocation = KeyRevocation.of(policyDocument, keyFiles, fingerprint, "stolen, ticket 4711", now);
 * show(revocation.text());
 * revocation.affected(trust, imagesInUse).refused().forEach(this::warnOwners);
 * revocation.apply(editor); // deny list first, then the policy
 * }</pre>
 *
 * <p>The fingerprint goes to the deny list, by which every format and every policy refuses the key from then on; and out of
 * the policy, for other tools that read it. A scope that is left without a key for one of its requirements becomes {@code
 * reject}: never an empty list, never less than was required. Key files are left as they are, since others may own them; a
 * requirement that names a file with the key and others carries the others in itself afterwards, and
 * {@link #filesWithKey} says which files still have it.
 *
 * @since 0.1
 */
public final class KeyRevocation {

    private final Bytes before;
    private final KeyFiles files;
    private final PolicyWithoutKey without;
    private final DenyList.Entry denial;

    private KeyRevocation(Bytes before, KeyFiles files, PolicyWithoutKey without, DenyList.Entry denial) {
        this.before = before;
        this.files = files;
        this.without = without;
        this.denial = denial;
    }

    /**
     * One scope of the policy that changes.
     *
     * @param transport for example {@code docker}; empty for the default of all
     * @param scope below the transport; empty for the whole of it
     * @param before its requirements, as JSON
     * @param after its requirements, as JSON
     * @param becomesReject whether no key is left for one of its requirements
     * @since 0.1
     */
    public record ScopeChange(String transport, String scope, String before, String after, boolean becomesReject) {

        /** Checks for nulls. */
        public ScopeChange {
            requireNonNull(transport, "transport");
            requireNonNull(scope, "scope");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
        }

        /** One line for people. */
        @Override
        public String toString() {
            String name = transport.isEmpty() ? "default" : transport + ":" + Printable.of(scope);
            return name + (becomesReject ? " is left without a key and rejects" : " keeps its other keys");
        }
    }

    /**
     * Prepares the end of a key. Nothing is changed by it.
     *
     * @param policy a containers {@code policy.json}
     * @param files reads the key files it names
     * @param fingerprint of the key or one of its subkeys, in full; spaces and case do not count
     * @param why for people
     * @param since from when on it is distrusted; signatures made before are refused all the same
     * @throws SetUpException {@link GpgReason#FINGERPRINT_INVALID}, {@link GpgReason#POLICY_INVALID}, {@link
     *     GpgReason#POLICY_FILE_UNREADABLE} or what is wrong with a key file: where the key stands cannot be told then
     */
    public static KeyRevocation of(Bytes policy, KeyFiles files, String fingerprint, String why, Instant since) {
        String full = FingerprintCheck.find(fingerprint)
                .orElseThrow(() -> new SetUpException(new Reason(GpgReason.FINGERPRINT_INVALID, fingerprint)));
        return new KeyRevocation(
                policy,
                files,
                PolicyWithoutKey.of(policy, files, full),
                new DenyList.Entry(new DenyTarget.OpenPgpKey(full), why, since));
    }

    /** What goes to the deny list. */
    public DenyList.Entry denial() {
        return denial;
    }

    /** The scopes that change, in the order of the policy. */
    public List<ScopeChange> scopes() {
        return without.changes().stream()
                .map(change -> new ScopeChange(
                        change.transport(), change.scope(), change.before(), change.after(), change.rejects()))
                .toList();
    }

    /** The policy without the key; the same as before if it does not have it. */
    public Bytes policy() {
        return changesPolicy() ? without.document() : before;
    }

    /** The files named by the policy that contain the key, and go on doing so until their owners take it out. */
    public List<String> filesWithKey() {
        return without.filesWithKey();
    }

    /**
     * Which images would be judged otherwise.
     *
     * @param setUp as {@link PolicyDiff#between} takes it
     */
    public PolicyDiff affected(ImageTrust setUp, Collection<ImageSubject> images) {
        return PolicyDiff.between(
                setUp, ContainersPolicy.parse(before, files), ContainersPolicy.parse(policy(), files), images);
    }

    /** Which of the verdicts given so far rest on the key: judge their images again. */
    public List<Verdict> restingOnKey(Collection<Verdict> given) {
        return given.stream()
                .filter(verdict -> verdict.signers().stream()
                        .anyMatch(signer -> signer.material().contains(denial.target())))
                .toList();
    }

    /**
     * Makes the change: first the deny list, by which the key is distrusted at once, then the policy. If the second fails,
     * the key is distrusted all the same, and the method may be called again.
     *
     * @throws IOException if one of the two cannot be written
     * @throws SetUpException {@link GpgReason#POLICY_CHANGED} if the policy is another by now: prepare it again
     */
    public void apply(TrustEditor editor) throws IOException {
        editor.deny(denial);
        if (changesPolicy()) {
            editor.replacePolicy(before, policy());
        }
    }

    /** All of it, in lines for people. */
    public String text() {
        StringBuilder out =
                new StringBuilder("distrusts ").append(denial.target()).append(": ");
        out.append(Printable.of(denial.why())).append('\n');
        scopes().forEach(scope -> out.append(scope).append('\n'));
        filesWithKey()
                .forEach(file -> out.append("take the key out of ")
                        .append(Printable.of(file))
                        .append('\n'));
        return out.toString();
    }

    /** The {@linkplain #text() text}. */
    @Override
    public String toString() {
        return text();
    }

    private boolean changesPolicy() {
        return !without.changes().isEmpty();
    }
}
