/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.Edited;
import dev.imagetrust.trust.Expiry;
import dev.imagetrust.trust.JournalAction;
import dev.imagetrust.trust.JournalEntry;
import dev.imagetrust.trust.MaterialPage;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.StoreRevision;
import dev.imagetrust.trust.StoredMaterial;
import dev.imagetrust.trust.TrustStoreEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Changes the trust material in a directory, which zot, notation and {@link FileTrustStore} read.
 *
 * <p>Whatever is returned from is on disk, and after a crash the store is as before or as after an edit. Editors wait for each
 * other, in this process and in others, for 30 seconds unless {@link #waitingAtMost} says otherwise: then edits end in a
 * {@link StoreBusyException}. A thread that is interrupted while it waits ends in an {@link java.io.InterruptedIOException},
 * and stays interrupted; one that is interrupted later fails like on a broken disk. Who changed what stands in
 * {@code _journal.jsonl}. Reading needs neither lock nor journal, so that {@link FileTrustStore} works in a directory that may
 * not be written to.
 *
 * <p>zot does not know the lock. While it writes into the directory as well, our edits are as whole as ever; a file of its
 * own may be seen in part, which its name gives away, until it is complete. What it adds is in no journal and makes no
 * new revision. Its policy it writes anew whenever it starts.
 *
 * <p>An {@link IOException} says that the directory is gone, full, may not be written to, has a link or a foreign file in the
 * way, or that the journal was tampered with. The store is as it was then, with one exception: where only the last step
 * failed, making a name durable, the edit is visible, and the journal has it. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class FileTrustStoreEditor implements TrustStoreEditor {

    private final StoreFiles files;
    private final StoreLock lock;
    private final ZotCompat profile;
    private final Journal journal;
    private final JournalReader reader;
    private final EditSequence edits;
    private final Catalogue catalogue;
    private final Policies policies;
    private final Uploads uploads;
    private final Occupancy occupancy;

    private FileTrustStoreEditor(StoreFiles files, StoreLock lock, ZotCompat profile) {
        this.files = files;
        this.lock = lock;
        this.profile = profile;
        this.journal = new Journal(files);
        this.reader = new JournalReader(journal);
        this.edits = new EditSequence(lock, journal, new Effects(files));
        this.occupancy = new Occupancy(files);
        this.catalogue = new Catalogue(files, reader, occupancy);
        this.policies = new Policies(files, profile);
        this.uploads = new Uploads(files);
    }

    /**
     * Opens a store as the zot of today has it, {@link ZotCompat#V2_1}.
     *
     * @throws IOException if there is no such directory
     */
    public static FileTrustStoreEditor open(Path root) throws IOException {
        return open(root, ZotCompat.V2_1);
    }

    /**
     * Opens a store. Nothing is written yet.
     *
     * @param root a directory that exists; may be a symbolic link, while nothing below it may be one
     * @throws IOException if there is no such directory
     */
    public static FileTrustStoreEditor open(Path root, ZotCompat profile) throws IOException {
        requireNonNull(profile, "profile");
        Path real = root.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(root.toString());
        }
        return new FileTrustStoreEditor(new StoreFiles(real), StoreLock.of(real), profile);
    }

    /**
     * The same editor with another limit on how long an edit waits for others, which is 30 seconds otherwise. Zero is not to
     * wait at all. It waits by trying every two milliseconds, in no order: who comes first need not be first.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public FileTrustStoreEditor waitingAtMost(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("nobody waits for " + limit);
        }
        return new FileTrustStoreEditor(files, lock.waitingAtMost(limit), profile);
    }

    /**
     * Makes the folders and the trust policy that zot makes when it starts. A policy that is there stays, whoever wrote it
     * and whatever it says; a note tells if it is another.
     */
    public Edited initialise(Edit edit) throws IOException, EditRefusedException {
        return edits.run(edit, policies::initialise);
    }

    /**
     * Takes over what lies in another directory that zot or notation wrote, whichever of zot's three layouts it has: each file
     * as an upload of its own, into the named store where it lay. What cannot be an anchor is left and reported. The other
     * directory's trust policy comes along if there is none here; one that is here stays. Nothing is written to the other
     * directory.
     *
     * @throws IOException if either directory cannot be used; what was imported before that stays, and an import may be
     *     repeated
     * @throws IllegalArgumentException if it is the directory of this store
     */
    public ImportReport importFrom(Path other, Edit edit) throws IOException {
        Path real = other.toRealPath();
        if (real.equals(files.root())) {
            throw new IllegalArgumentException("a store is not imported into itself");
        }
        return new StoreImport(new StoreFiles(real), this, Edit.by(edit.by())).run();
    }

    /** Like which zot the store is kept. */
    public ZotCompat profile() {
        return profile;
    }

    @Override
    public StoreRevision revision() throws IOException {
        files.requireRoot();
        return journal.tail().revision();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Takes up to 4 MiB. A note says if {@link ZotCompat#SEED_2023_08} wants the store in the trust policy and the policy
     * is not zot's.
     */
    @Override
    public Edited put(AnchorKind kind, String store, Bytes material, Edit edit)
            throws IOException, EditRefusedException {
        AnchorId id = Uploads.check(kind, store, material);
        if (profile.policyGrows() && Layout.notationTypes().containsValue(kind)) {
            return edits.run(edit, () -> planPut(id, material), () -> policies.grow(kind, store));
        }
        return edits.run(edit, () -> planPut(id, material));
    }

    private EditPlan planPut(AnchorId id, Bytes material) throws IOException, EditRefusedException {
        uploads.checkAgainstStore(id, material);
        Shelf shelf = Shelf.of(files, id).orElseThrow();
        if (shelf.holds()) {
            return EditPlan.nothing();
        }
        if (!shelf.disabled().isEmpty()) {
            return EditPlan.nothing("is there, disabled, and stays so");
        }
        if (!occupancy.hasRoom(shelf.folder())) {
            throw new EditRefusedException(EditRefusal.STORE_FULL, "limit " + Layout.MAX_ENTRIES);
        }
        return EditPlan.of(
                JournalAction.PUT,
                new JournalSubject.Material(id),
                "",
                () -> occupancy.adding(shelf.folder(), () -> shelf.put(material)));
    }

    @Override
    public MaterialPage list(MaterialQuery query) throws IOException {
        StoreRevision revision = revision();
        return catalogue.page(query, revision);
    }

    @Override
    public Optional<StoredMaterial> find(AnchorId id) throws IOException {
        files.requireRoot();
        return catalogue.find(id);
    }

    @Override
    public Optional<Bytes> material(AnchorId id) throws IOException {
        files.requireRoot();
        Optional<Shelf> shelf = Shelf.of(files, id, occupancy::others);
        return shelf.isEmpty() ? Optional.empty() : shelf.get().content();
    }

    @Override
    public Edited disable(AnchorId id, Edit edit) throws IOException, EditRefusedException {
        return edits.run(edit, () -> {
            Shelf shelf = required(id, Shelf.of(files, id));
            return shelf.inForce().isEmpty()
                    ? EditPlan.nothing()
                    : EditPlan.of(
                            JournalAction.DISABLE,
                            new JournalSubject.Material(id),
                            "",
                            () -> occupancy.removing(shelf.folder(), shelf::disable));
        });
    }

    @Override
    public Edited enable(AnchorId id, Edit edit) throws IOException, EditRefusedException {
        return edits.run(edit, () -> {
            Shelf shelf = required(id, Shelf.of(files, id, occupancy::others));
            if (!shelf.inForce().isEmpty()) {
                return EditPlan.nothing();
            }
            Bytes material = shelf.content().orElseThrow(() -> notFound(id));
            uploads.checkAgainstStore(Uploads.check(id.kind(), id.origin(), material), material);
            return EditPlan.of(
                    JournalAction.ENABLE,
                    new JournalSubject.Material(id),
                    "",
                    () -> occupancy.adding(shelf.folder(), shelf::enable));
        });
    }

    @Override
    public Edited delete(AnchorId id, Edit edit) throws IOException, EditRefusedException {
        return edits.run(edit, () -> {
            Shelf shelf = required(id, Shelf.of(files, id));
            return EditPlan.of(
                    JournalAction.DELETE,
                    new JournalSubject.Material(id),
                    "",
                    () -> occupancy.removing(shelf.folder(), shelf::delete));
        });
    }

    @Override
    public Edited deny(DenyTarget target, String why, Edit edit) throws IOException, EditRefusedException {
        return edits.run(edit, () -> new Denials(files).deny(target, why, edit));
    }

    @Override
    public Edited allow(DenyTarget target, Edit edit) throws IOException, EditRefusedException {
        return edits.run(edit, () -> new Denials(files).allow(target));
    }

    @Override
    public DenyList denied() throws IOException {
        return Effects.denied(files);
    }

    @Override
    public Optional<Bytes> policy(PolicyKind kind) throws IOException {
        return policies.find(kind);
    }

    @Override
    public Edited putPolicy(PolicyKind kind, Bytes policy, Edit edit) throws IOException, EditRefusedException {
        return edits.run(edit, () -> policies.put(kind, policy));
    }

    @Override
    public List<Expiry> expiries(Instant until) throws IOException {
        files.requireRoot();
        return catalogue.expiries(until);
    }

    /** {@inheritDoc} Takes the lock, so that no entry is shown that will be taken back. */
    @Override
    public List<JournalEntry> journal(long after, int limit) throws IOException {
        MaterialQuery.all().limit(limit); // checks it
        edits.settle();
        return reader.entries(after, limit);
    }

    /** The directory. */
    @Override
    public String toString() {
        return "editor of trust store " + files.root();
    }

    private static Shelf required(AnchorId id, Optional<Shelf> found) throws IOException, EditRefusedException {
        Shelf shelf = found.orElseThrow(() -> notFound(id));
        if (shelf.inForce().isEmpty() && shelf.disabled().isEmpty()) {
            throw notFound(id);
        }
        return shelf;
    }

    private static EditRefusedException notFound(AnchorId id) {
        return new EditRefusedException(EditRefusal.NOT_FOUND, id.toString());
    }
}
