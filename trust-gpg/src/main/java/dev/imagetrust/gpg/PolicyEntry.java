/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.EditablePolicy;
import dev.imagetrust.gpg.internal.EntryText;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.spi.SetUpException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a scope of a {@code policy.json} asks for, to be written by {@link PolicyEditor}.
 *
 * <p>Several keys are alternatives in {@link #signedByAny} and are all needed in {@link #signedByAll}: that is what
 * {@code atomic trust add -k A -k B} and {@code podman image trust set -f A -f B} write, whatever was meant. Immutable.
 *
 * @since 0.1
 */
public final class PolicyEntry {

    private final EditablePolicy.Requirements requirements;

    private PolicyEntry(EditablePolicy.Requirements requirements) {
        this.requirements = requirements;
    }

    /** {@code reject}: no image. */
    public static PolicyEntry reject() {
        return new PolicyEntry(EntryText.bare("reject"));
    }

    /** {@code insecureAcceptAnything}: any image, signed or not. */
    public static PolicyEntry insecurelyAcceptAnything() {
        return new PolicyEntry(EntryText.bare("insecureAcceptAnything"));
    }

    /** {@code signedBy}: a simple signature by any of the keys. */
    public static Signed signedByAny(PolicyKey first, PolicyKey... more) {
        return new Signed(false, keys(first, more), false);
    }

    /** {@code signedBy} once for each key: a simple signature by every one of them. */
    public static Signed signedByAll(PolicyKey first, PolicyKey... more) {
        return new Signed(false, keys(first, more), true);
    }

    /** {@code sigstoreSigned}: a cosign signature by any of the public keys. */
    public static Signed sigstoreSignedByAny(PolicyKey first, PolicyKey... more) {
        return new Signed(true, keys(first, more), false);
    }

    /** {@code sigstoreSigned} once for each public key. */
    public static Signed sigstoreSignedByAll(PolicyKey first, PolicyKey... more) {
        return new Signed(true, keys(first, more), true);
    }

    EditablePolicy.Requirements requirements() {
        return requirements;
    }

    private static List<PolicyKey> keys(PolicyKey first, PolicyKey... more) {
        List<PolicyKey> keys = new ArrayList<>(List.of(first));
        keys.addAll(List.of(more));
        return List.copyOf(keys);
    }

    /**
     * Keys of an entry: a file that the policy names, or octets that stand in it.
     *
     * @param path null for octets
     * @param content null for a file
     * @since 0.1
     */
    public record PolicyKey(@Nullable Path path, @Nullable Bytes content) {

        /**
         * Checks that it is one or the other.
         *
         * @throws IllegalArgumentException if it is both or neither, or the path is relative: each tool would look for it
         *     below another folder
         */
        public PolicyKey {
            if ((path == null) == (content == null)) {
                throw new IllegalArgumentException("a key is either in a file or in the policy");
            }
            if (path != null && !path.isAbsolute()) {
                throw new IllegalArgumentException("the path of a key has to be absolute: " + path);
            }
        }

        /** The keys in a file, which is read whenever the policy is. */
        public static PolicyKey inFile(Path path) {
            return new PolicyKey(requireNonNull(path, "path"), null);
        }

        /** The keys in these octets: a key file for {@code signedBy}, PEM for {@code sigstoreSigned}. */
        public static PolicyKey embedded(Bytes content) {
            return new PolicyKey(null, requireNonNull(content, "content"));
        }
    }

    /**
     * An entry with keys, which may say more. Immutable.
     *
     * @since 0.1
     */
    public static final class Signed {

        private final boolean sigstore;
        private final List<PolicyKey> keys;
        private final boolean all;
        private final @Nullable SignedIdentity identity;

        private Signed(boolean sigstore, List<PolicyKey> keys, boolean all) {
            this(sigstore, keys, all, null);
        }

        private Signed(boolean sigstore, List<PolicyKey> keys, boolean all, @Nullable SignedIdentity identity) {
            this.sigstore = sigstore;
            this.keys = keys;
            this.all = all;
            this.identity = identity;
        }

        /** The same with a {@code signedIdentity}; without one, {@code matchRepoDigestOrExact} holds. */
        public Signed identity(SignedIdentity rule) {
            return new Signed(sigstore, keys, all, requireNonNull(rule, "rule"));
        }

        /**
         * The entry.
         *
         * @throws SetUpException {@link GpgReason#KEYRING_UNREADABLE} and its like, if embedded OpenPGP keys are none
         * @throws IllegalArgumentException if keys of files and embedded ones are alternatives: the format has no such
         *     requirement
         */
        public PolicyEntry entry() {
            List<List<PolicyKey>> groups = all ? keys.stream().map(List::of).toList() : List.of(keys);
            return new PolicyEntry(EntryText.signed(sigstore, groups, identity));
        }
    }
}
