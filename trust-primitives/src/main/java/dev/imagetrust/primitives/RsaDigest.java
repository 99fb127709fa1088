/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RSASSA-PKCS1-v1_5 where only the digest of the message is at hand, which the Java runtime has no engine for.
 *
 * <p>The encoding is built and compared as a whole (RFC 8017 §8.2.2, step 3 and 4): nothing is parsed that came out of a
 * signature.
 */
final class RsaDigest {

    private static final int LEAST_PADDING = 8;

    private RsaDigest() {}

    static SignatureResult verify(KeyMaterial.Rsa key, Digest digest, Bytes signature) {
        RSAPublicKey rsa = key.key();
        BigInteger modulus = rsa.getModulus();
        if (!SignatureCheck.isMeasured(modulus, signature)) {
            return SignatureResult.MALFORMED;
        }
        BigInteger opened = new BigInteger(1, signature.toByteArray()).modPow(rsa.getPublicExponent(), modulus);
        return SignatureCheck.result(opened.equals(encoded(digest, signature.length())));
    }

    /** RFC 8017 §9.2: 00 01 FF … FF 00, then the digest with its algorithm. */
    private static BigInteger encoded(Digest digest, int length) {
        byte[] info = digestInfo(digest);
        byte[] encoded = new byte[length];
        int separator = length - info.length - 1;
        if (separator < 2 + LEAST_PADDING) {
            throw new IllegalStateException("the shortest accepted key is too short for " + digest.algorithm());
        }
        encoded[1] = 1;
        Arrays.fill(encoded, 2, separator, (byte) 0xff);
        System.arraycopy(info, 0, encoded, separator + 1, info.length);
        return new BigInteger(1, encoded);
    }

    /** RFC 8017 §9.2, note 1. */
    private static byte[] digestInfo(Digest digest) {
        String head = switch (digest.algorithm()) {
            case SHA256 -> "3031300d060960864801650304020105000420";
            case SHA384 -> "3041300d060960864801650304020205000430";
            case SHA512 -> "3051300d060960864801650304020305000440";
        };
        return HexFormat.of().parseHex(head + digest.hex());
    }
}
