/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignSigningReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.verdict.Reason;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

/** Private key files of cosign: an {@link EncryptedKey} in a PEM block. */
public final class EncryptedKeyFile {

    private static final String LABEL = "ENCRYPTED SIGSTORE PRIVATE KEY";
    private static final Set<String> LABELS = Set.of(LABEL, "ENCRYPTED COSIGN PRIVATE KEY");

    private EncryptedKeyFile() {}

    /** Opens a file. */
    public static SigningKey open(Bytes pem, char[] password) throws MalformedInputException {
        PemBlock block = Pem.parseOne(pem);
        if (!LABELS.contains(block.label())) {
            throw new MalformedInputException(
                    new Reason(CosignSigningReason.KEY_FILE_MALFORMED, "a PEM block " + block.label()));
        }
        byte[] pkcs8 = EncryptedKey.parse(block.content())
                .open(password)
                .orElseThrow(() -> new MalformedInputException(Reason.of(CosignSigningReason.KEY_PASSWORD)));
        try {
            return SigningKey.fromPkcs8(Bytes.copyOf(pkcs8));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** Writes a file. */
    public static Bytes write(SigningKey key, char[] password, SecureRandom random) {
        byte[] pkcs8 = key.toPkcs8().toByteArray();
        try {
            EncryptedKey encrypted = EncryptedKey.seal(pkcs8, password, random);
            return Bytes.utf8(Pem.write(new PemBlock(LABEL, encrypted.toJson())));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }
}
