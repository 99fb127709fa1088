/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A content digest such as {@code sha256:} followed by 64 lower-case hexadecimal digits.
 *
 * <p>Follows the digest grammar of OCI image-spec, descriptor.md, restricted to {@link DigestAlgorithm} and to lower
 * case, so that equal digests are equal text. A digest is safe as part of a path, a tag or a URL.
 *
 * @param algorithm the hash function
 * @param hex its value, lower-case, exactly {@link DigestAlgorithm#hexLength()} digits
 * @since 0.1
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Comparable<Digest> {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if {@code hex} has another length or a character other than {@code 0-9a-f}
     */
    public Digest {
        requireNonNull(algorithm, "algorithm");
        requireNonNull(hex, "hex");
        if (hex.length() != algorithm.hexLength() || !isLowerHex(hex, 0)) {
            throw new IllegalArgumentException(
                    "a " + algorithm.ociName() + " digest has " + algorithm.hexLength() + " lower-case hex digits");
        }
    }

    /**
     * Reads {@code algorithm:hex}.
     *
     * @throws IllegalArgumentException if the text is anything but a digest of a known algorithm
     */
    public static Digest parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "not a digest such as sha256:<64 lower-case hex digits>: " + Printable.of(text)));
    }

    /** Reads {@code algorithm:hex}; empty where {@link #parse} would throw. Meant for text from outside. */
    public static Optional<Digest> find(String text) {
        DigestAlgorithm algorithm = algorithm(text);
        return algorithm == null
                ? Optional.empty()
                : Optional.of(
                        new Digest(algorithm, text.substring(algorithm.ociName().length() + 1)));
    }

    /** Whether {@link #find} finds something; for very many texts. */
    public static boolean isDigest(String text) {
        return algorithm(text) != null;
    }

    private static @Nullable DigestAlgorithm algorithm(String text) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            int colon = algorithm.ociName().length();
            if (text.length() == colon + 1 + algorithm.hexLength()
                    && text.charAt(colon) == ':'
                    && text.startsWith(algorithm.ociName())) {
                return isLowerHex(text, colon + 1) ? algorithm : null;
            }
        }
        return null;
    }

    /** The SHA-256 digest of some content. */
    public static Digest sha256(Bytes content) {
        return of(DigestAlgorithm.SHA256, content);
    }

    /** The digest of some content. */
    public static Digest of(DigestAlgorithm algorithm, Bytes content) {
        MessageDigest hash = newMessageDigest(algorithm);
        content.into(hash);
        return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
    }

    /** Whether this is the digest of the given content. */
    public boolean matches(Bytes content) {
        return of(algorithm, content).equals(this);
    }

    /** The raw hash value. */
    public Bytes value() {
        return Bytes.fromHex(hex);
    }

    /** The digest as tags spell it: a hyphen in place of the colon. */
    public String inTag() {
        return algorithm.ociName() + '-' + hex;
    }

    /** By algorithm, then by value. */
    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    /** {@code algorithm:hex}. */
    @Override
    public String toString() {
        return algorithm.ociName() + ':' + hex;
    }

    static MessageDigest newMessageDigest(DigestAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm.javaName(), e);
        }
    }

    private static boolean isLowerHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
