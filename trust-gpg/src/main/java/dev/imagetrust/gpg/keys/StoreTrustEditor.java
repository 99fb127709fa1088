/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoreRevision;
import dev.imagetrust.trust.TrustStoreEditor;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Writes decisions to a trust store that keeps the containers policy beside its keys and its deny list.
 *
 * <pre>{@code
 * KeyRevocation.of(editor.policy(PolicyKind.CONTAINERS).orElseThrow(), keyFiles, fingerprint, "stolen", now)
 *         .apply(new StoreTrustEditor(editor, new Provenance("alice", now, "console")));
 * }</pre>
 *
 * <p>Keys that were {@linkplain ConfirmedKeys confirmed} go into the store by {@code editor.put(AnchorKind.OPENPGP_KEY,
 * store, keys.file(), edit)}; so do files of a {@link KeyPoll.Update}, beside the old ones: copies of a key are merged, and a
 * revocation in either counts. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class StoreTrustEditor implements TrustEditor {

    private final TrustStoreEditor store;
    private final Provenance by;

    /**
     * An editor of one store.
     *
     * @param by who answers for the changes; denials begin with its time
     */
    public StoreTrustEditor(TrustStoreEditor store, Provenance by) {
        this.store = requireNonNull(store, "store");
        this.by = requireNonNull(by, "by");
    }

    @Override
    public void deny(DenyList.Entry entry) throws IOException {
        try {
            store.deny(entry.target(), entry.why(), Edit.by(by));
        } catch (EditRefusedException e) {
            throw new IOException("the store does not deny " + entry.target() + ": " + e.getMessage(), e);
        }
    }

    /** Compares and replaces in one step: who changes the policy in between makes it fail. */
    @Override
    public void replacePolicy(Bytes expected, Bytes replacement) throws IOException {
        StoreRevision revision = store.revision();
        if (!store.policy(PolicyKind.CONTAINERS).equals(Optional.of(expected))) {
            throw new SetUpException(Reason.of(GpgReason.POLICY_CHANGED));
        }
        try {
            store.putPolicy(PolicyKind.CONTAINERS, replacement, Edit.by(by).onlyAt(revision));
        } catch (EditRefusedException e) {
            if (e.refusal() == EditRefusal.REVISION_CONFLICT) {
                throw new SetUpException(new Reason(GpgReason.POLICY_CHANGED, String.valueOf(e.getMessage())), e);
            }
            throw new IOException("the store does not take the policy: " + e.getMessage(), e);
        }
    }
}
