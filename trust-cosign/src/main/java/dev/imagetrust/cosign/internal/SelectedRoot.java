/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Reason;
import java.util.List;

/**
 * The Sigstore root that a selector names.
 *
 * @param root what it vouches for
 * @param anchor the root as an anchor
 */
record SelectedRoot(TrustedRoot root, AnchorId anchor) {

    /**
     * Finds and parses it.
     *
     * @throws SetUpException if there is not exactly one, or it cannot be read
     */
    static SelectedRoot of(AnchorSelector selector, TrustSnapshot trust) {
        if (selector.kind() != AnchorKind.SIGSTORE_ROOT) {
            throw setUp(CosignReason.ANCHOR_KIND, selector.kind().id());
        }
        if (selector instanceof Pinned pinned) {
            return parsed(pinned.material(), pinned.id(), pinned.origin()).without(trust.denied());
        }
        TrustAnchor anchor = only((InStore) selector, trust);
        return parsed(anchor.material(), anchor.id(), anchor.name()).without(trust.denied());
    }

    /** One: the logs of one root must not vouch for the certificates of another. */
    private static TrustAnchor only(InStore selector, TrustSnapshot trust) {
        List<SkippedEntry> skipped = trust.skipped(selector.kind(), selector.store());
        if (!skipped.isEmpty()) {
            throw setUp(CosignReason.STORE_INCOMPLETE, skipped.get(0).toString());
        }
        List<TrustAnchor> anchors = trust.anchors(selector.kind(), selector.store());
        if (anchors.isEmpty()) {
            throw setUp(CosignReason.STORE_EMPTY, selector.store());
        }
        if (anchors.size() > 1) {
            throw setUp(CosignReason.ROOT_AMBIGUOUS, selector.store() + " has " + anchors.size());
        }
        return anchors.get(0);
    }

    private SelectedRoot without(DenyList denied) {
        return new SelectedRoot(Distrust.applied(root, denied), anchor);
    }

    private static SelectedRoot parsed(Bytes json, AnchorId anchor, String name) {
        try {
            return new SelectedRoot(TrustedRoot.parse(json), anchor);
        } catch (MalformedInputException e) {
            throw new SetUpException(
                    new Reason(
                            CosignReason.TRUSTED_ROOT_MALFORMED,
                            name + ": " + e.reason().text()),
                    e);
        }
    }

    private static SetUpException setUp(CosignReason code, String detail) {
        return new SetUpException(new Reason(code, detail));
    }
}
