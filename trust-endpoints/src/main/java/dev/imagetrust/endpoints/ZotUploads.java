/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.MaterialPage;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.TrustStoreEditor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Uploads of keys and certificates, in the order of steps that zot has: whatever fails first is what is answered. */
final class ZotUploads {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FULL = 507;
    private static final int FAILED = 500;

    private final TrustStoreEditor editor;
    private final ZotCompat compat;
    private final UploadLimits limits;
    private final InstantSource clock;
    private final UploadGate gate;

    ZotUploads(TrustStoreEditor editor, ZotCompat compat, UploadLimits limits, InstantSource clock) {
        this.editor = editor;
        this.compat = compat;
        this.limits = limits;
        this.clock = clock;
        this.gate = new UploadGate(limits, clock);
    }

    TrustResponse upload(ZotRoute route, TrustRequest request) {
        NamedStore target = NamedStore.of(route, request, compat);
        if (target.name().isEmpty()) {
            return TrustResponse.of(BAD_REQUEST); // asked for before the body is read
        }
        return gate.through(request.caller(), () -> {
            RequestBody body = RequestBody.read(request, limits);
            return body.content()
                    .map(content -> store(target, content, request))
                    .orElseGet(() -> TrustResponse.of(body.status()));
        });
    }

    private TrustResponse store(NamedStore target, Bytes content, TrustRequest request) {
        Optional<AnchorKind> kind = target.kind();
        if (kind.isEmpty() || !target.isNameAllowed()) {
            return TrustResponse.of(BAD_REQUEST);
        }
        try {
            AnchorId id = new AnchorId(kind.get(), target.name(), Digest.sha256(content));
            if (editor.find(id).isEmpty() && isFull()) {
                return TrustResponse.of(FULL);
            }
            editor.put(kind.get(), target.name(), content, Edit.by(Provenances.of(request, clock)));
            return TrustResponse.of(OK);
        } catch (EditRefusedException e) {
            return TrustResponse.of(status(e));
        } catch (IOException e) {
            return TrustResponse.of(FAILED);
        }
    }

    /** Counts no further than it has to. */
    private boolean isFull() throws IOException {
        int left = limits.entries();
        MaterialQuery query = MaterialQuery.all().limit(Math.min(left, MaterialQuery.MAX_LIMIT));
        MaterialPage page = editor.list(query);
        while (left > page.items().size() && page.next() != null) {
            left -= page.items().size();
            page = editor.list(query.after(page.next()));
        }
        return left <= page.items().size();
    }

    /** What is within zot's length and still too long for the store is content that is not acceptable, as to zot junk is. */
    static int status(EditRefusedException refused) {
        return switch (refused.refusal()) {
            case STORE_FULL -> FULL;
            case NOT_FOUND -> 404;
            case REVISION_CONFLICT -> 409;
            default -> BAD_REQUEST;
        };
    }
}
