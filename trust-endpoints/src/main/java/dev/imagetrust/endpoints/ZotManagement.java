/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.MaterialFacts;
import dev.imagetrust.trust.MaterialPage;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoreRevision;
import dev.imagetrust.trust.StoredMaterial;
import dev.imagetrust.trust.TrustStoreEditor;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What zot's API lacks: {@code GET …/cosign[/<digest>]} and {@code GET …/notation/<type>/<store>[/<digest>]} list and read,
 * {@code DELETE} with a digest removes, at a revision if {@code If-Match} names one.
 */
final class ZotManagement {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final int BAD_REQUEST = 400;
    private static final int DEFAULT_PAGE = 100;

    private final TrustStoreEditor editor;
    private final ZotCompat compat;
    private final InstantSource clock;

    ZotManagement(TrustStoreEditor editor, ZotCompat compat, InstantSource clock) {
        this.editor = editor;
        this.compat = compat;
        this.clock = clock;
    }

    /**
     * What a path names.
     *
     * @param kind of material
     * @param store its named store
     * @param digest null for all of the store
     */
    private record Target(
            AnchorKind kind, String store, @Nullable Digest digest) {

        Optional<AnchorId> id() {
            return Optional.ofNullable(digest).map(found -> new AnchorId(kind, store, found));
        }
    }

    TrustResponse get(ZotRoute route, TrustRequest request) {
        Optional<Target> target = target(route, request);
        if (target.isEmpty()) {
            return TrustResponse.of(NOT_FOUND);
        }
        try {
            Optional<AnchorId> id = target.get().id();
            return id.isPresent() ? one(id.get()) : list(target.get(), request);
        } catch (IOException e) {
            return TrustResponse.of(FAILED);
        }
    }

    TrustResponse delete(ZotRoute route, TrustRequest request) {
        Optional<AnchorId> id = target(route, request).flatMap(Target::id);
        if (id.isEmpty()) {
            return TrustResponse.of(NOT_FOUND);
        }
        try {
            Edit edit = Edit.by(Provenances.of(request, clock));
            Optional<String> condition = request.header("If-Match");
            if (condition.isPresent()) {
                edit = edit.onlyAt(new StoreRevision(condition.get().replace("\"", "")));
            }
            return etag(
                    TrustResponse.of(NO_CONTENT), editor.delete(id.get(), edit).revision());
        } catch (EditRefusedException e) {
            return TrustResponse.of(ZotUploads.status(e));
        } catch (IllegalArgumentException e) {
            return TrustResponse.of(BAD_REQUEST); // a condition that is no revision
        } catch (IOException e) {
            return TrustResponse.of(FAILED);
        }
    }

    private Optional<Target> target(ZotRoute route, TrustRequest request) {
        String rest = request.path().substring(route.path().length());
        List<String> parts = List.of(rest.split("/", -1));
        if (!parts.get(0).isEmpty()) {
            return Optional.empty(); // a prefix is enough for uploads only
        }
        List<String> names = parts.subList(1, parts.size());
        return switch (route) {
            case COSIGN -> target(AnchorKind.COSIGN_KEY, NamedStore.DEFAULT, names);
            case NOTATION ->
                names.size() < 2
                        ? Optional.empty()
                        : Optional.ofNullable(NamedStore.anchors(names.get(0), compat))
                                .filter(kind -> new NamedStore(kind, names.get(1)).isNameAllowed())
                                .flatMap(kind -> target(kind, names.get(1), names.subList(2, names.size())));
        };
    }

    private static Optional<Target> target(AnchorKind kind, String store, List<String> digest) {
        return switch (digest.size()) {
            case 0 -> Optional.of(new Target(kind, store, null));
            case 1 -> Digest.find(digest.get(0)).map(found -> new Target(kind, store, found));
            default -> Optional.empty();
        };
    }

    private TrustResponse one(AnchorId id) throws IOException {
        Optional<Bytes> material = editor.material(id);
        return material.map(bytes -> new TrustResponse(
                        OK,
                        Map.of(
                                "Content-Type",
                                "application/octet-stream",
                                "Docker-Content-Digest",
                                id.material().toString()),
                        bytes))
                .orElseGet(() -> TrustResponse.of(NOT_FOUND));
    }

    private TrustResponse list(Target target, TrustRequest request) throws IOException {
        MaterialQuery wanted = MaterialQuery.all().of(target.kind()).in(target.store());
        Optional<String> last = request.parameter("last");
        Optional<AnchorId> after = last.flatMap(Digest::find).map(d -> new AnchorId(target.kind(), target.store(), d));
        Optional<Integer> limit = limit(request.parameter("n").orElse(String.valueOf(DEFAULT_PAGE)));
        if (last.isPresent() != after.isPresent() || limit.isEmpty()) {
            return TrustResponse.of(BAD_REQUEST);
        }
        wanted = wanted.limit(limit.get());
        MaterialPage page = editor.list(after.isPresent() ? wanted.after(after.get()) : wanted);
        return etag(TrustResponse.of(OK, ErrorDocument.JSON, document(page)), page.revision());
    }

    private static Optional<Integer> limit(String text) {
        return text.matches("[0-9]{1,4}")
                ? Optional.of(Integer.parseInt(text)).filter(n -> n >= 1 && n <= MaterialQuery.MAX_LIMIT)
                : Optional.empty();
    }

    private static TrustResponse etag(TrustResponse response, StoreRevision revision) {
        return response.with("ETag", '"' + revision.token() + '"');
    }

    private static Bytes document(MaterialPage page) {
        return JsonWriter.object(out -> {
            out.text("revision", page.revision().token());
            out.array("items", items -> page.items().forEach(item -> items.object(each -> item(each, item))));
            AnchorId next = page.next();
            if (next != null) {
                out.text("next", next.material().toString());
            }
        });
    }

    private static void item(JsonWriter.ObjectContent out, StoredMaterial item) {
        out.text("digest", item.id().material().toString())
                .text("state", item.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .integer("size", item.size());
        if (!item.problem().isEmpty()) {
            out.text("problem", item.problem());
        }
        Provenance added = item.added();
        if (added != null) {
            out.object(
                    "added",
                    by -> by.text("by", added.who())
                            .text("at", added.when().toString())
                            .text("from", added.from()));
        }
        out.array("facts", facts -> item.facts().forEach(fact -> facts.object(each -> fact(each, fact))));
    }

    private static void fact(JsonWriter.ObjectContent out, MaterialFacts fact) {
        out.text("fingerprint", fact.fingerprint()).text("description", fact.description());
        time(out, "notBefore", fact.notBefore());
        time(out, "notAfter", fact.notAfter());
    }

    private static void time(JsonWriter.ObjectContent out, String name, @Nullable Instant time) {
        if (time != null) {
            out.text(name, time.toString());
        }
    }
}
