/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignSigningReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * What stands in a private key file of cosign: a PKCS#8 key in a {@link SecretBox} whose key scrypt makes from a password
 * (section 3.3).
 *
 * @param cost scrypt's N; r and p are always 8 and 1
 * @param salt for scrypt
 * @param nonce for the box
 * @param box the key, encrypted
 */
record EncryptedKey(int cost, Bytes salt, Bytes nonce, Bytes box) {

    /** What cosign writes, what it wrote at first, and what OWASP recommends. The last one needs 128 MiB of memory. */
    private static final Set<Long> COSTS = Set.of(65536L, 32768L, 131072L);

    static final int DEFAULT_COST = 65536;
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLELISM = 1;
    private static final int SALT_LENGTH = 32;
    private static final int MOST_SALT = 1024;
    private static final JsonLimits LIMITS = new JsonLimits(64 * 1024, 4, 64 * 1024, 20);

    /**
     * Reads the content of the PEM block. Whatever scrypt would cost more than the three levels cosign knows is refused
     * before anything is computed.
     *
     * @throws MalformedInputException if it is anything else
     */
    static EncryptedKey parse(Bytes json) throws MalformedInputException {
        JsonObject file = Json.parseObject(json, LIMITS).requireExactly(Set.of("kdf", "cipher", "ciphertext"));
        JsonObject kdf = file.object("kdf").requireExactly(Set.of("name", "params", "salt"));
        JsonObject params = kdf.object("params").requireExactly(Set.of("N", "r", "p"));
        JsonObject cipher = file.object("cipher").requireExactly(Set.of("name", "nonce"));
        if (!kdf.text("name").equals("scrypt") || !cipher.text("name").equals("nacl/secretbox")) {
            throw refusal(
                    CosignSigningReason.KEY_ENCRYPTION_UNKNOWN, kdf.text("name") + " with " + cipher.text("name"));
        }
        long cost = params.integer("N");
        if (!COSTS.contains(cost) || params.integer("r") != BLOCK_SIZE || params.integer("p") != PARALLELISM) {
            throw refusal(
                    CosignSigningReason.KEY_ENCRYPTION_COST,
                    "N=" + cost + ", r=" + params.integer("r") + ", p=" + params.integer("p"));
        }
        Bytes salt = kdf.value("salt").asBase64();
        Bytes nonce = cipher.value("nonce").asBase64();
        if (salt.length() > MOST_SALT || nonce.length() != SecretBox.NONCE_LENGTH) {
            throw refusal(CosignSigningReason.KEY_FILE_MALFORMED, "length of salt or nonce");
        }
        return new EncryptedKey(
                (int) cost, salt, nonce, file.value("ciphertext").asBase64());
    }

    /** Encrypts a key. */
    static EncryptedKey seal(byte[] pkcs8, char[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        byte[] nonce = new byte[SecretBox.NONCE_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        byte[] key = derive(password, salt, DEFAULT_COST);
        try {
            byte[] box = new SecretBox(key, nonce).seal(pkcs8);
            return new EncryptedKey(DEFAULT_COST, Bytes.copyOf(salt), Bytes.copyOf(nonce), Bytes.copyOf(box));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The PKCS#8 key, for the caller to wipe; empty under another password. */
    Optional<byte[]> open(char[] password) {
        byte[] key = derive(password, salt.toByteArray(), cost);
        try {
            return new SecretBox(key, nonce.toByteArray()).open(box.toByteArray());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** As Go's JSON package writes it for cosign. */
    Bytes toJson() {
        return JsonWriter.object(file -> file.object(
                        "kdf",
                        kdf -> kdf.text("name", "scrypt")
                                .object(
                                        "params",
                                        params -> params.integer("N", cost)
                                                .integer("r", BLOCK_SIZE)
                                                .integer("p", PARALLELISM))
                                .text("salt", Base64Text.encodeStandard(salt)))
                .object(
                        "cipher",
                        cipher -> cipher.text("name", "nacl/secretbox").text("nonce", Base64Text.encodeStandard(nonce)))
                .text("ciphertext", Base64Text.encodeStandard(box)));
    }

    private static byte[] derive(char[] password, byte[] salt, int cost) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        Arrays.fill(encoded.array(), encoded.arrayOffset(), encoded.arrayOffset() + encoded.limit(), (byte) 0);
        try {
            return SCrypt.generate(octets, salt, cost, BLOCK_SIZE, PARALLELISM, SecretBox.KEY_LENGTH);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static MalformedInputException refusal(CosignSigningReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
