/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

/**
 * The digest algorithms of the OCI image specification that identify content here.
 *
 * <p>OCI image-spec, descriptor.md, "Registered algorithms", and {@code sha384}, which simple signing and Notary
 * Project payloads may carry.
 *
 * @since 0.1
 */
public enum DigestAlgorithm {
    /** SHA-256: 64 hexadecimal digits. */
    SHA256("sha256", "SHA-256", 64),
    /** SHA-384: 96 hexadecimal digits. */
    SHA384("sha384", "SHA-384", 96),
    /** SHA-512: 128 hexadecimal digits. */
    SHA512("sha512", "SHA-512", 128);

    private final String ociName;
    private final String javaName;
    private final int hexLength;

    DigestAlgorithm(String ociName, String javaName, int hexLength) {
        this.ociName = ociName;
        this.javaName = javaName;
        this.hexLength = hexLength;
    }

    /** The name before the colon of a digest, for example {@code sha256}. */
    public String ociName() {
        return ociName;
    }

    /** The name in the Java Cryptography Architecture, for example {@code SHA-256}. */
    public String javaName() {
        return javaName;
    }

    /** How many hexadecimal digits such a digest has. */
    public int hexLength() {
        return hexLength;
    }
}
