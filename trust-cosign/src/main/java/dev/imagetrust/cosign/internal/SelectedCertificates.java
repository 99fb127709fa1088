/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Reason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the certificates of an own authority. Whatever cannot be used is an error: trust must not shrink unseen. */
final class SelectedCertificates {

    private static final int MAX_CERTIFICATES = 1000;

    private final TrustSnapshot trust;
    private final Map<CertificateFacts, AnchorId> certificates = new LinkedHashMap<>();

    private SelectedCertificates(TrustSnapshot trust) {
        this.trust = trust;
    }

    /**
     * The certificates and the anchors in which they stand, in their order.
     *
     * @throws SetUpException if there is a selector, a store or a certificate that cannot be used, or too many of them
     */
    static Map<CertificateFacts, AnchorId> of(Collection<AnchorSelector> selectors, TrustSnapshot trust) {
        SelectedCertificates selected = new SelectedCertificates(trust);
        selectors.forEach(selected::add);
        return selected.certificates;
    }

    private void add(AnchorSelector selector) {
        if (selector.kind() != AnchorKind.COSIGN_CA) {
            throw setUp(CosignReason.ANCHOR_KIND, selector.kind().id());
        }
        if (selector instanceof Pinned pinned) {
            add(pinned.material(), pinned.id(), pinned.origin());
            return;
        }
        InStore store = (InStore) selector;
        List<SkippedEntry> skipped = trust.skipped(store.kind(), store.store());
        if (!skipped.isEmpty()) {
            throw setUp(CosignReason.STORE_INCOMPLETE, skipped.get(0).toString());
        }
        List<TrustAnchor> anchors = trust.anchors(store.kind(), store.store());
        if (anchors.isEmpty()) {
            throw setUp(CosignReason.STORE_EMPTY, store.store());
        }
        anchors.forEach(anchor -> add(anchor.material(), anchor.id(), anchor.name()));
    }

    private void add(Bytes pem, AnchorId anchor, String name) {
        try {
            for (PemBlock block : Pem.parse(pem)) {
                if (!block.label().equals(PemBlock.CERTIFICATE)) {
                    throw setUp(CosignReason.AUTHORITY_UNREADABLE, name + ": a PEM block " + block.label());
                }
                certificates.putIfAbsent(CertificateFacts.parse(block.content()), anchor);
            }
        } catch (MalformedInputException e) {
            throw new SetUpException(new Reason(CosignReason.AUTHORITY_UNREADABLE, name + ": " + e.reason()), e);
        }
        if (certificates.size() > MAX_CERTIFICATES) {
            throw setUp(CosignReason.TOO_MANY_KEYS, "limit " + MAX_CERTIFICATES + " certificates");
        }
    }

    private static SetUpException setUp(CosignReason code, String detail) {
        return new SetUpException(new Reason(code, detail));
    }
}
