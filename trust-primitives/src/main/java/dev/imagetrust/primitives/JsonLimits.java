/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

/**
 * What {@link Json} reads at most.
 *
 * @param maxBytes octets of the whole input
 * @param maxDepth arrays and objects inside each other; a value that is neither has depth zero; at most
 *     {@link #DEEPEST}
 * @param maxStringLength UTF-16 code units of one text or member name, escapes resolved
 * @param maxMembers members and elements in the whole document, at all levels together
 * @since 0.1
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxStringLength, int maxMembers) {

    /** No limit on depth may be larger: the reader uses stack for each level. */
    public static final int DEEPEST = 128;

    /** Characters of one number, in every document; 64-bit integers have 20 at most. */
    public static final int MAX_NUMBER_LENGTH = 64;

    /** For what a signature covers when it is small: simple signing and Notary Project payloads, JOSE headers. */
    public static final JsonLimits SIGNED_PAYLOAD = new JsonLimits(64 * 1024, 20, 8 * 1024, 1_000);

    /** For a signature around its payload: JWS envelopes, annotations with log entries. */
    public static final JsonLimits ENVELOPE = new JsonLimits(4 * 1024 * 1024, 20, 4 * 1024 * 1024, 10_000);

    /** For a Sigstore bundle, whose payload is one text inside it. */
    public static final JsonLimits BUNDLE = new JsonLimits(16 * 1024 * 1024, 32, 8 * 1024 * 1024, 20_000);

    /** For an in-toto statement, whose predicate may be a bill of materials. */
    public static final JsonLimits STATEMENT = new JsonLimits(16 * 1024 * 1024, 64, 1024 * 1024, 500_000);

    /** For what an operator writes or installs: policies, trusted roots, store metadata. */
    public static final JsonLimits CONFIGURATION = new JsonLimits(4 * 1024 * 1024, 32, 256 * 1024, 100_000);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is negative, or the depth above {@link #DEEPEST}
     */
    public JsonLimits {
        if (maxBytes < 0 || maxDepth < 0 || maxStringLength < 0 || maxMembers < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
        if (maxDepth > DEEPEST) {
            throw new IllegalArgumentException("the depth limit is above " + DEEPEST + ": " + maxDepth);
        }
    }
}
