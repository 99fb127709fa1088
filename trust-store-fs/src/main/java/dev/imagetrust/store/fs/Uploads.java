/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import java.io.IOException;
import java.util.Optional;

/** Whether material may be stored: before that, not when a signature is judged by it. */
final class Uploads {

    private final StoreFiles files;

    Uploads(StoreFiles files) {
        this.files = files;
    }

    /**
     * Checks what can be told from the material alone.
     *
     * @return what it will be called
     */
    static AnchorId check(AnchorKind kind, String store, Bytes material) throws EditRefusedException {
        if (kind == AnchorKind.COSIGN_CA) {
            throw new EditRefusedException(EditRefusal.KIND_UNSUPPORTED, kind.id());
        }
        if (!Layout.isNewStoreName(store) || Layout.folder(kind, store).isEmpty()) {
            throw new EditRefusedException(EditRefusal.STORE_NAME_INVALID, store);
        }
        if (material.length() > Layout.MAX_FILE_BYTES) {
            throw new EditRefusedException(EditRefusal.TOO_LONG, "limit " + Layout.MAX_FILE_BYTES);
        }
        Optional<MaterialCheck.Problem> problem = MaterialCheck.problem(kind, material);
        if (problem.isPresent()) {
            throw new EditRefusedException(
                    problem.get().refusal(), problem.get().why());
        }
        return new AnchorId(kind, store, Digest.sha256(material));
    }

    /** Checks what depends on the rest of the store. */
    void checkAgainstStore(AnchorId id, Bytes material) throws IOException, EditRefusedException {
        Optional<DenyList.Entry> denied = Effects.denied(files).findAny(MaterialReader.targets(id.kind(), material));
        if (denied.isPresent()) {
            throw new EditRefusedException(
                    EditRefusal.DENIED,
                    denied.get().target() + ": " + denied.get().why());
        }
        if (id.kind() != AnchorKind.COSIGN_KEY) {
            checkTwins(id);
        }
    }

    /** Two names that differ by case are one folder on some systems. */
    private void checkTwins(AnchorId id) throws IOException, EditRefusedException {
        String folder = Layout.folder(id.kind(), id.origin()).orElseThrow();
        for (String other : files.folders(folder.substring(0, folder.lastIndexOf('/')))) {
            if (other.equalsIgnoreCase(id.origin()) && !other.equals(id.origin())) {
                throw new EditRefusedException(
                        EditRefusal.STORE_NAME_INVALID, id.origin() + " differs from " + other + " by case only");
            }
        }
    }
}
