/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;

import static java.util.Objects.requireNonNull;

/**
 * One block of {@link Pem} text.
 *
 * @param label what stands between {@code -----BEGIN } and {@code -----}, for example {@code CERTIFICATE}
 * @param content the octets inside; what they are is only claimed by the label
 * @since 0.1
 */
public record PemBlock(String label, Bytes content) {

    /** The label of an X.509 certificate. */
    public static final String CERTIFICATE = "CERTIFICATE";

    /** The label of a SubjectPublicKeyInfo. */
    public static final String PUBLIC_KEY = "PUBLIC KEY";

    /**
     * Checks the block.
     *
     * @throws IllegalArgumentException if the label is not upper-case words and digits, or there is no content
     */
    public PemBlock {
        requireNonNull(label, "label");
        requireNonNull(content, "content");
        if (!isLabel(label)) {
            throw new IllegalArgumentException("a PEM label has upper-case letters, digits and single spaces");
        }
        if (content.isEmpty()) {
            throw new IllegalArgumentException("a PEM block has content");
        }
    }

    /** Narrower than RFC 7468 section 3: upper-case letters and digits, single spaces between them. */
    static boolean isLabel(String label) {
        boolean wordBefore = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean inWord = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!inWord && !(c == ' ' && wordBefore)) {
                return false;
            }
            wordBefore = inWord;
        }
        return wordBefore;
    }
}
