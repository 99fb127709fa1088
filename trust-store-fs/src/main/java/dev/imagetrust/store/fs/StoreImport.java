/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.store.fs.ImportReport.Entry;
import dev.imagetrust.store.fs.ImportReport.Origin;
import dev.imagetrust.store.fs.ImportReport.Outcome;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.PolicyKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes over what lies in another directory, file by file, each as an upload of its own. */
final class StoreImport {

    private final StoreFiles source;
    private final FileTrustStoreEditor target;
    private final Edit edit;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> notationStores = new TreeSet<>();

    StoreImport(StoreFiles source, FileTrustStoreEditor target, Edit edit) {
        this.source = source;
        this.target = target;
        this.edit = edit;
    }

    ImportReport run() throws IOException {
        Optional<Bytes> policy = source.content(Layout.policy(PolicyKind.NOTATION));
        takePolicy(policy);
        folder(AnchorKind.COSIGN_KEY, Layout.COSIGN_STORE);
        for (AnchorKind kind : AnchorKind.values()) {
            if (kind != AnchorKind.COSIGN_KEY) {
                for (String store : stores(kind)) {
                    folder(kind, store);
                }
            }
        }
        noteStoresWithoutPolicy();
        return new ImportReport(policy.map(StoreImport::origin).orElse(Origin.OTHER), entries, notes);
    }

    private List<String> stores(AnchorKind kind) throws IOException {
        Optional<String> sample = Layout.folder(kind, Layout.COSIGN_STORE);
        return sample.isEmpty()
                ? List.of()
                : source.folders(sample.get().substring(0, sample.get().lastIndexOf('/')));
    }

    private void folder(AnchorKind kind, String store) throws IOException {
        Optional<String> folder = Layout.folder(kind, store);
        if (folder.isEmpty()) {
            notes.add(kind.id() + " has a store with a name that no store may have, which was left");
            return;
        }
        for (String name : source.names(folder.get())) {
            file(kind, store, folder.get() + '/' + name);
        }
    }

    private void file(AnchorKind kind, String store, String file) throws IOException {
        Optional<Bytes> content = readable(file);
        if (content.isEmpty()) {
            return;
        }
        AnchorId id = new AnchorId(kind, store, Digest.sha256(content.get()));
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (FileNames.digest(name)
                .filter(digest -> !digest.matches(content.get()))
                .isPresent()) {
            entries.add(new Entry(file, id, Outcome.REFUSED, "has other content than its name says"));
            return;
        }
        try {
            boolean changed = target.put(kind, store, content.get(), edit).changed();
            entries.add(new Entry(file, id, changed ? Outcome.IMPORTED : Outcome.THERE_ALREADY, ""));
            if (Layout.notationTypes().containsValue(kind)) {
                notationStores.add(Policies.storeInPolicy(kind, store));
            }
        } catch (EditRefusedException e) {
            entries.add(new Entry(file, id, Outcome.REFUSED, String.valueOf(e.getMessage())));
        }
    }

    private Optional<Bytes> readable(String file) throws IOException {
        try {
            return source.content(file);
        } catch (IOException e) {
            source.requireRoot();
            notes.add(file + " cannot be read and was left");
            return Optional.empty();
        }
    }

    /** A policy comes along only to where none is: what an operator wrote here is his. */
    private void takePolicy(Optional<Bytes> policy) throws IOException {
        if (policy.isEmpty()) {
            return;
        }
        Optional<Bytes> ours = target.policy(PolicyKind.NOTATION);
        if (ours.isPresent()) {
            if (!ours.equals(policy)) {
                notes.add("the trust policy was not taken, for there is another one here");
            }
            return;
        }
        try {
            target.putPolicy(PolicyKind.NOTATION, policy.get(), edit);
        } catch (EditRefusedException e) {
            notes.add("the trust policy was not taken: " + e.getMessage());
        }
    }

    /** zot lost the trust in named stores that way when it wrote its policy of September 2023 over that of August. */
    private void noteStoresWithoutPolicy() throws IOException {
        Optional<Bytes> policy = target.policy(PolicyKind.NOTATION);
        Set<String> missing = new TreeSet<>(notationStores);
        if (policy.isPresent()) {
            missing.removeAll(storesOf(policy.get()));
        }
        for (String store : missing) {
            notes.add("the trust policy does not name " + store + ", so that its material does not count");
        }
    }

    private static Set<String> storesOf(Bytes policy) {
        Set<String> stores = new TreeSet<>();
        try {
            JsonObject document = Json.parseObject(policy, JsonLimits.CONFIGURATION);
            for (JsonObject each : document.array("trustPolicies").objects()) {
                if (each.has("trustStores")) {
                    stores.addAll(each.array("trustStores").texts());
                }
            }
        } catch (MalformedInputException e) {
            return Set.of(); // a policy that cannot be read names nothing
        }
        return stores;
    }

    private static Origin origin(Bytes policy) {
        if (policy.equals(ZotPolicies.V2_1)) {
            return Origin.ZOT_2026_06;
        }
        if (policy.equals(ZotPolicies.V2_0)) {
            return Origin.ZOT_2023_09;
        }
        return PolicyGrowth.isManaged(policy) ? Origin.ZOT_2023_08 : Origin.OTHER;
    }
}
