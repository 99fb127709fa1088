/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.store.fs.Inventory.Item;
import dev.imagetrust.store.fs.ItemReader.UnusableFileException;
import dev.imagetrust.store.fs.Reading.Judged;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the files that were listed. */
final class InventoryReader {

    private final Inventory inventory;
    private final BadEntries badEntries;
    private final ItemReader files;
    private final List<Judged> judged = new ArrayList<>();
    private final List<TrustAnchor> anchors = new ArrayList<>();
    private final List<SkippedEntry> skipped;

    /** With what is known of files from an earlier reading. */
    InventoryReader(Inventory inventory, BadEntries badEntries, Map<Path, Judged> known) {
        this.inventory = inventory;
        this.badEntries = badEntries;
        this.files = new ItemReader(known);
        this.skipped = new ArrayList<>(inventory.badEntries());
    }

    /**
     * Reads everything.
     *
     * @throws IOException if a file vanished or cannot be read, or there is too much
     */
    Reading read(Readers readers) throws IOException {
        readers.all(inventory.items(), files::judge).forEach(this::accept);
        List<SkippedEntry> spoiling = new ArrayList<>(inventory.badFolders());
        List<SkippedEntry> passedOver = new ArrayList<>();
        for (SkippedEntry entry : skipped) {
            (isPassedOver(entry) ? passedOver : spoiling).add(entry);
        }
        TrustSnapshot snapshot = TrustSnapshot.of(anchors, spoiling, denied());
        return new Reading(inventory, new StoreContents(snapshot, passedOver, policies()), judged);
    }

    private boolean isPassedOver(SkippedEntry entry) {
        return switch (badEntries) {
            case SPOIL_THEIR_STORE -> false;
            case ARE_PASSED_OVER -> true;
            case LIKE_ZOT -> entry.kind() == AnchorKind.COSIGN_KEY;
        };
    }

    private Map<PolicyKind, StoreContents.Document> policies() throws IOException {
        Map<PolicyKind, StoreContents.Document> documents = new EnumMap<>(PolicyKind.class);
        for (Map.Entry<PolicyKind, String> problem : inventory.policyProblems().entrySet()) {
            documents.put(problem.getKey(), new StoreContents.Document(Bytes.empty(), problem.getValue()));
        }
        for (Map.Entry<PolicyKind, Item> policy : inventory.policies().entrySet()) {
            try {
                documents.put(policy.getKey(), new StoreContents.Document(files.content(policy.getValue()), ""));
            } catch (UnusableFileException e) {
                String problem = policy.getValue().name() + " " + e.why();
                documents.put(policy.getKey(), new StoreContents.Document(Bytes.empty(), problem));
            }
        }
        return documents;
    }

    private DenyList denied() throws IOException {
        Item item = inventory.denied();
        if (item == null) {
            return DenyList.empty();
        }
        try {
            return DenyFile.parse(files.content(item));
        } catch (UnusableFileException e) {
            throw new IOException(Layout.DENIED + " " + e.why(), e);
        }
    }

    private void accept(Judged file) {
        if (file.isKept()) {
            judged.add(file);
        }
        TrustAnchor anchor = file.anchor();
        if (anchor == null) {
            skipped.add(file.item().skipped(file.problem()));
        } else {
            anchors.add(anchor);
        }
    }
}
