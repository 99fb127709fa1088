/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.util.Objects.requireNonNull;

/**
 * Writes decisions to a {@code policy.json} and to a deny list kept elsewhere.
 *
 * <p>Readers see the old policy or the new, never a part. Nothing is locked: who changes the file between the comparison and
 * the writing loses the change. Safe for use by several threads if the deny list is.
 *
 * @since 0.1
 */
public final class PolicyFile implements TrustEditor {

    private static final int MAX_LENGTH = 16 << 20;

    private final Path file;
    private final Denials denials;

    /**
     * An editor of one file.
     *
     * @param file the policy; a regular file of at most 16 MiB
     * @param denials the deny list, as the store has it
     */
    public PolicyFile(Path file, Denials denials) {
        this.file = requireNonNull(file, "file");
        this.denials = requireNonNull(denials, "denials");
    }

    /**
     * A deny list that can be added to.
     *
     * @since 0.1
     */
    @FunctionalInterface
    public interface Denials {

        /**
         * Adds an entry.
         *
         * @throws IOException if it cannot be written; nothing has changed then
         */
        void deny(DenyList.Entry entry) throws IOException;
    }

    @Override
    public void deny(DenyList.Entry entry) throws IOException {
        denials.deny(entry);
    }

    @Override
    public void replacePolicy(Bytes expected, Bytes replacement) throws IOException {
        if (Files.size(file) > MAX_LENGTH
                || !Bytes.copyOf(Files.readAllBytes(file)).equals(expected)) {
            throw new SetUpException(new Reason(GpgReason.POLICY_CHANGED, file.toString()));
        }
        AtomicFiles.replace(file, replacement, AtomicFiles.Access.EVERYBODY);
    }
}
