/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.internal.EncryptedKeyFile;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SigningKey;
import java.security.SecureRandom;

import static java.util.Objects.requireNonNull;

/**
 * Private key files as {@code cosign generate-key-pair} and {@code cosign import-key-pair} write them.
 *
 * <p>A file is one PEM block {@code ENCRYPTED SIGSTORE PRIVATE KEY}, or {@code ENCRYPTED COSIGN PRIVATE KEY} from older
 * versions: a PKCS#8 key in NaCl's secretbox, under a key that scrypt makes from the password. Passwords are used as UTF-8 and may
 * be empty; arrays given for them are not changed, so that callers can wipe them.
 *
 * @since 0.1
 */
public final class CosignKeyFile {

    private CosignKeyFile() {}

    /**
     * Opens a key file.
     *
     * <p>Takes about a tenth of a second and 64 MiB of memory, and 128 MiB for files of the highest of the three levels
     * that cosign knows; every other level is refused before anything is computed. A block {@code PRIVATE KEY},
     * {@code EC PRIVATE KEY} or {@code RSA PRIVATE KEY} is not encrypted: {@link SigningKey#fromPem} reads it.
     *
     * @param pem at most 64 KiB inside one block
     * @throws MalformedInputException with a {@link CosignSigningReason} if it is no such file or the password is another,
     *     or with a reason of {@code trust-primitives} if there is no usable key inside
     */
    public static SigningKey open(Bytes pem, char[] password) throws MalformedInputException {
        return EncryptedKeyFile.open(requireNonNull(pem, "pem"), requireNonNull(password, "password"));
    }

    /**
     * Writes a key file under the newer label, at the level that cosign uses.
     *
     * @param random for salt and nonce
     * @throws IllegalStateException if the key lies in a provider that does not give it away
     */
    public static Bytes write(SigningKey key, char[] password, SecureRandom random) {
        return EncryptedKeyFile.write(
                requireNonNull(key, "key"), requireNonNull(password, "password"), requireNonNull(random, "random"));
    }
}
