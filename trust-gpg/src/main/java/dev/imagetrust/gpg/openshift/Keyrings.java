/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Finds the public keys of a GnuPG home: what {@code oc adm verify-image-signature} looks for under
 * {@code $GNUPGHOME/pubring.gpg}.
 *
 * <p>With {@code GNUPGHOME} unset that is a file of the working directory, which may be anybody's; here it is
 * {@code ~/.gnupg}, as for GnuPG, and never the working directory. Both {@code pubring.gpg} and {@code pubring.kbx} are read
 * and merged, so that a revocation in either counts. {@link File#origin} says which were used. At most 8 MiB each.
 *
 * @since 0.1
 */
public final class Keyrings {

    private static final List<String> NAMES = List.of("pubring.gpg", "pubring.kbx");
    private static final String DATABASE = "public-keys.d/pubring.db";

    private Keyrings() {}

    /**
     * A file with public keys.
     *
     * @param origin its path
     * @param content its bytes
     * @since 0.1
     */
    public record File(String origin, Bytes content) {

        /** Checks for nulls. */
        public File {
            requireNonNull(origin, "origin");
            requireNonNull(content, "content");
        }
    }

    /**
     * One file that the caller names: {@code --public-key}.
     *
     * @throws SetUpException {@link GpgReason#KEYRING_UNREADABLE} if it cannot be read
     */
    public static List<File> of(Path file) {
        return List.of(read(file));
    }

    /**
     * The keyrings of a GnuPG home.
     *
     * @param gnupgHome the value of {@code GNUPGHOME}; null or empty where it is not set
     * @param userHome the user's home directory
     * @throws SetUpException {@link GpgReason#KEYRING_UNREADABLE} if a keyring cannot be read or the home is no absolute
     *     path, {@link GpgReason#NO_PUBLIC_KEYS} if there is none, {@link GpgReason#KEYRING_UNSUPPORTED} if the keys lie in
     *     the database of keyboxd
     */
    public static List<File> inHome(@Nullable String gnupgHome, Path userHome) {
        Path home = gnupgHome == null || gnupgHome.isEmpty() ? userHome.resolve(".gnupg") : Path.of(gnupgHome);
        if (!home.isAbsolute()) {
            throw setUp(GpgReason.KEYRING_UNREADABLE, "expected an absolute path, found " + home, null);
        }
        if (Files.exists(home.resolve(DATABASE))) {
            throw setUp(
                    GpgReason.KEYRING_UNSUPPORTED,
                    home.resolve(DATABASE) + ", the database of keyboxd; export the keys to a file",
                    null);
        }
        List<File> found = new ArrayList<>();
        for (String name : NAMES) {
            Path file = home.resolve(name);
            // One that cannot be asked about is there: it may be the one with the revocation.
            if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                found.add(read(file));
            }
        }
        if (found.isEmpty()) {
            throw setUp(GpgReason.NO_PUBLIC_KEYS, "neither " + String.join(" nor ", NAMES) + " in " + home, null);
        }
        return List.copyOf(found);
    }

    private static File read(Path file) {
        Path folder = requireNonNull(file.toAbsolutePath().getParent());
        try {
            return new File(file.toString(), KeyFiles.relativeTo(folder).read(file.toString()));
        } catch (IOException e) {
            throw setUp(GpgReason.KEYRING_UNREADABLE, file.toString(), e);
        }
    }

    private static SetUpException setUp(GpgReason code, String detail, @Nullable IOException cause) {
        Reason reason = new Reason(code, detail);
        return cause == null ? new SetUpException(reason) : new SetUpException(reason, cause);
    }
}
