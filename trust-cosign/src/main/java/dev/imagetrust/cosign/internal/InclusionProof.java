/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.List;

/**
 * That a leaf is in a Merkle tree, RFC 6962 section 2.1.1; not verified.
 *
 * @param index the position in the tree that the proof is about, which need not be the whole log
 * @param size of that tree
 * @param root its hash, empty if not given
 * @param hashes from the leaf upwards
 * @param checkpoint the signed note
 */
record InclusionProof(long index, long size, Bytes root, List<Bytes> hashes, String checkpoint) {

    /** A tree of 2^63 leaves has no longer one. */
    static final int MAX_HASHES = 64;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final int HASH_LENGTH = 32;

    /**
     * The root of the tree in which the leaf stands.
     *
     * @throws MalformedInputException if the position is outside the tree or there are more or fewer hashes than the
     *     position needs: otherwise a leaf could be passed off as a node
     */
    static Bytes rootAbove(Bytes leafHash, long index, long size, List<Bytes> hashes) throws MalformedInputException {
        if (index < 0 || index >= size) {
            throw refusal("position " + index + " in a tree of " + size);
        }
        int inner = Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
        int expected = inner + Long.bitCount(inner == Long.SIZE ? 0 : index >>> inner);
        if (hashes.size() != expected) {
            throw refusal(hashes.size() + " hashes instead of " + expected);
        }
        Bytes node = leafHash;
        for (int level = 0; level < hashes.size(); level++) {
            Bytes sibling = hashes.get(level);
            if (sibling.length() != HASH_LENGTH) {
                throw refusal("a hash of " + sibling.length() + " octets");
            }
            boolean isLeft = level < inner && (index >>> level & 1) == 0;
            node = isLeft ? hash(NODE, LogKey.concat(node, sibling)) : hash(NODE, LogKey.concat(sibling, node));
        }
        return node;
    }

    /** What stands for an entry in the tree; its first octet keeps it apart from a node (RFC 6962 section 2.1). */
    static Bytes leafHash(Bytes entry) {
        return hash(LEAF, entry);
    }

    private static Bytes hash(byte kind, Bytes content) {
        return Digest.sha256(LogKey.concat(Bytes.copyOf(new byte[] {kind}), content))
                .value();
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(CosignReason.LOG_PROOF_INVALID, detail));
    }
}
