/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes what is trusted; the half of a store that writes. {@link TrustStore} is the half that reads.
 *
 * <p>Every edit happens as a whole or not at all, and whoever reads meanwhile sees the store before or after it. Edits of
 * several editors, in this process or in others, follow one another. An edit that finds the store as it wants it changes
 * nothing; one that changes something makes a new {@link StoreRevision} and an entry of the journal. Material is checked
 * before it is stored: what could be no anchor, or would spoil its named store for everybody, is refused. Nothing here
 * asks whether the caller may do it: that is the host's to decide.
 *
 * <p>Editors are safe for use by several threads and start none of their own. Time comes with each {@link Edit}.
 *
 * @since 0.1
 */
public interface TrustStoreEditor {

    /** The revision that the store is at. */
    StoreRevision revision() throws IOException;

    /**
     * Adds material. Its identity is {@code new AnchorId(kind, store, Digest.sha256(material))}.
     *
     * <p>Material that is there already stays as it is, also if it is {@linkplain MaterialState#DISABLED disabled}: to add
     * it again does not enable it. A note of the result says so.
     *
     * @throws EditRefusedException for the kind, the name of the store, what is wrong with the material, a denial, a
     *     conflict, or lack of room
     */
    Edited put(AnchorKind kind, String store, Bytes material, Edit edit) throws IOException, EditRefusedException;

    /** Lists what there is, whether it counts or not. */
    MaterialPage list(MaterialQuery query) throws IOException;

    /** One piece of material. */
    Optional<StoredMaterial> find(AnchorId id) throws IOException;

    /** The bytes of one piece of material, as they were put. */
    Optional<Bytes> material(AnchorId id) throws IOException;

    /**
     * Takes material out of force and keeps it.
     *
     * @throws EditRefusedException {@link EditRefusal#NOT_FOUND}, or for a conflict
     */
    Edited disable(AnchorId id, Edit edit) throws IOException, EditRefusedException;

    /**
     * Puts disabled material into force again, if it would be taken by {@link #put} today.
     *
     * @throws EditRefusedException {@link EditRefusal#NOT_FOUND}, or as {@link #put} has it
     */
    Edited enable(AnchorId id, Edit edit) throws IOException, EditRefusedException;

    /**
     * Removes material for good, whatever state it is in.
     *
     * @throws EditRefusedException {@link EditRefusal#NOT_FOUND}, or for a conflict
     */
    Edited delete(AnchorId id, Edit edit) throws IOException, EditRefusedException;

    /**
     * Denies something from now on; the denial begins with the time of the edit. A second denial of the same target
     * leaves the first as it is.
     *
     * @param why for people, at most {@link Provenance#MAX_LENGTH} characters
     * @throws EditRefusedException for a conflict, a reason that is too long, or lack of room
     */
    Edited deny(DenyTarget target, String why, Edit edit) throws IOException, EditRefusedException;

    /**
     * Takes something off the deny list.
     *
     * @throws EditRefusedException {@link EditRefusal#NOT_FOUND}, or for a conflict
     */
    Edited allow(DenyTarget target, Edit edit) throws IOException, EditRefusedException;

    /** What is denied. */
    DenyList denied() throws IOException;

    /** A policy document as it was written. */
    Optional<Bytes> policy(PolicyKind kind) throws IOException;

    /**
     * Writes a policy document, in place of another if there is one. It is not evaluated: whoever wants to know whether it
     * is valid loads it with the module of its format first.
     *
     * @throws EditRefusedException {@link EditRefusal#NOT_A_POLICY} if it is not even a JSON object,
     *     {@link EditRefusal#KIND_UNSUPPORTED}, {@link EditRefusal#TOO_LONG}, or for a conflict
     */
    Edited putPolicy(PolicyKind kind, Bytes policy, Edit edit) throws IOException, EditRefusedException;

    /** What of the material in force ceases to be valid up to a moment, earliest first, past ends included. */
    List<Expiry> expiries(Instant until) throws IOException;

    /**
     * Entries of the journal, oldest first.
     *
     * @param after the number of the last entry that is known; 0 to begin
     * @param limit how many at most, 1 to {@link MaterialQuery#MAX_LIMIT}
     * @throws IOException if it cannot be read, or is not as the editors left it
     */
    List<JournalEntry> journal(long after, int limit) throws IOException;
}
