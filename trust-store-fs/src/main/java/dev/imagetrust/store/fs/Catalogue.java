/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Expiry;
import dev.imagetrust.trust.MaterialFacts;
import dev.imagetrust.trust.MaterialPage;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.MaterialState;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoreRevision;
import dev.imagetrust.trust.StoredMaterial;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What lies in a store, in force or not. Takes no lock: what vanishes between two looks is not there. */
final class Catalogue {

    private final StoreFiles files;
    private final JournalReader journal;
    private final Occupancy occupancy;

    Catalogue(StoreFiles files, JournalReader journal, Occupancy occupancy) {
        this.files = files;
        this.journal = journal;
        this.occupancy = occupancy;
    }

    /** The files of one piece of material. */
    private record Found(List<String> inForce, List<String> disabled) {

        Found() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    MaterialPage page(MaterialQuery query, StoreRevision revision) throws IOException {
        NavigableMap<AnchorId, Found> all = all(query);
        AnchorId after = query.after();
        NavigableMap<AnchorId, Found> rest = after == null ? all : all.tailMap(after, false);
        List<StoredMaterial> items = new ArrayList<>();
        @Nullable AnchorId last = null;
        for (Map.Entry<AnchorId, Found> entry : rest.entrySet()) {
            if (items.size() == query.limit()) {
                return new MaterialPage(items, last, revision);
            }
            describe(entry.getKey(), entry.getValue()).ifPresent(items::add);
            last = entry.getKey();
        }
        return new MaterialPage(items, null, revision);
    }

    private NavigableMap<AnchorId, Found> all(MaterialQuery query) throws IOException {
        NavigableMap<AnchorId, Found> all = new TreeMap<>();
        for (Map.Entry<String, AnchorId> folder : folders(query).entrySet()) {
            collect(folder.getKey(), folder.getValue(), all);
        }
        return all;
    }

    Optional<StoredMaterial> find(AnchorId id) throws IOException {
        Optional<Shelf> shelf = Shelf.of(files, id, occupancy::others);
        return shelf.isEmpty()
                ? Optional.empty()
                : describe(id, new Found(shelf.get().inForce(), shelf.get().disabled()));
    }

    List<Expiry> expiries(Instant until) throws IOException {
        List<Expiry> expiries = new ArrayList<>();
        for (AnchorKind kind : Layout.notationTypes().values()) {
            for (Map.Entry<AnchorId, Found> entry :
                    all(MaterialQuery.all().of(kind)).entrySet()) {
                describe(entry.getKey(), entry.getValue()).ifPresent(item -> collect(item, until, expiries));
            }
        }
        expiries.sort(Comparator.comparing(Expiry::at).thenComparing(Expiry::id));
        return List.copyOf(expiries);
    }

    private static void collect(StoredMaterial item, Instant until, List<Expiry> expiries) {
        if (item.state() != MaterialState.IN_FORCE) {
            return;
        }
        for (MaterialFacts part : item.facts()) {
            Instant end = part.notAfter();
            if (end != null && !end.isAfter(until)) {
                expiries.add(new Expiry(end, item.id(), part));
            }
        }
    }

    /** The folders to look into, each with kind and store; the digest in it means nothing. */
    private Map<String, AnchorId> folders(MaterialQuery query) throws IOException {
        Map<String, AnchorId> folders = new LinkedHashMap<>();
        for (AnchorKind kind : AnchorKind.values()) {
            for (String store : stores(kind)) {
                AnchorId folder = new AnchorId(kind, store, Digest.sha256(Bytes.empty()));
                if (query.matches(folder)) {
                    Layout.folder(kind, store).ifPresent(path -> folders.put(path, folder));
                }
            }
        }
        return folders;
    }

    private Set<String> stores(AnchorKind kind) throws IOException {
        if (kind == AnchorKind.COSIGN_KEY) {
            return Set.of(Layout.COSIGN_STORE);
        }
        Optional<String> sample = Layout.folder(kind, Layout.COSIGN_STORE);
        if (sample.isEmpty()) {
            return Set.of();
        }
        String above = sample.get().substring(0, sample.get().lastIndexOf('/'));
        Set<String> stores = new TreeSet<>(files.folders(above));
        stores.addAll(files.folders(Layout.DISABLED + '/' + above));
        return stores;
    }

    private void collect(String folder, AnchorId place, Map<AnchorId, Found> all) throws IOException {
        for (String name : files.names(folder)) {
            found(folder, name, place, all).ifPresent(found -> found.inForce().add(name));
        }
        String disabled = Layout.DISABLED + '/' + folder;
        for (String name : files.names(disabled)) {
            found(disabled, name, place, all)
                    .ifPresent(found -> found.disabled().add(name));
        }
    }

    private Optional<Found> found(String folder, String name, AnchorId place, Map<AnchorId, Found> all)
            throws IOException {
        return Shelf.digest(files, folder, name)
                .map(digest -> new AnchorId(place.kind(), place.origin(), digest))
                .map(id -> all.computeIfAbsent(id, absent -> new Found()));
    }

    private Optional<StoredMaterial> describe(AnchorId id, Found found) throws IOException {
        boolean inForce = !found.inForce().isEmpty();
        List<String> names = inForce ? found.inForce() : found.disabled();
        Optional<String> folder = Layout.folder(id.kind(), id.origin());
        if (names.isEmpty() || folder.isEmpty()) {
            return Optional.empty();
        }
        String path = (inForce ? "" : Layout.DISABLED + '/') + folder.get();
        Provenance added = journal.added(id).orElse(null);
        try {
            return StoreFiles.read(files.at(path).resolve(names.get(0)))
                    .map(content -> describe(id, names, inForce, content, added));
        } catch (IOException e) {
            files.requireRoot();
            return Optional.of(
                    new StoredMaterial(id, names, MaterialState.UNUSABLE, "cannot be read", 0, added, List.of()));
        }
    }

    private static StoredMaterial describe(
            AnchorId id, List<String> names, boolean inForce, Bytes content, @Nullable Provenance added) {
        Optional<String> problem = inForce ? MaterialCheck.problem(id.kind(), names.get(0), content) : Optional.empty();
        MaterialState state = !inForce
                ? MaterialState.DISABLED
                : problem.isPresent() ? MaterialState.UNUSABLE : MaterialState.IN_FORCE;
        List<MaterialFacts> facts = MaterialReader.facts(id.kind(), content);
        return new StoredMaterial(id, names, state, problem.orElse(""), content.length(), added, facts);
    }
}
