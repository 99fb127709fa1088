/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One good signature, made once with the Java runtime; the private keys are gone. */
record RecordedSignature(SignatureScheme scheme, VerificationKey key, Bytes signature) {

    /** What all of them sign. */
    static final Bytes MESSAGE = Bytes.utf8("the octets that were signed");

    /** One for every scheme and, with ECDSA, every curve. */
    static List<RecordedSignature> all() {
        return new String(Keys.resource("/signatures/recorded.txt"), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> of(line.split(" ")))
                .toList();
    }

    static RecordedSignature of(SignatureScheme scheme, KeyType type) {
        return all().stream()
                .filter(recorded ->
                        recorded.scheme() == scheme && recorded.key().type() == type)
                .findFirst()
                .orElseThrow();
    }

    SignatureResult result() {
        return result(MESSAGE, signature);
    }

    SignatureResult result(Bytes message, Bytes otherSignature) {
        return SignatureCheck.verify(key, scheme, message, otherSignature);
    }

    @Override
    public String toString() {
        return scheme + " under " + key.type();
    }

    private static RecordedSignature of(String[] columns) {
        try {
            return new RecordedSignature(
                    SignatureScheme.valueOf(columns[0]),
                    VerificationKey.fromSpki(Bytes.fromHex(columns[1])),
                    Bytes.fromHex(columns[2]));
        } catch (MalformedInputException e) {
            throw new IllegalStateException(e);
        }
    }
}
