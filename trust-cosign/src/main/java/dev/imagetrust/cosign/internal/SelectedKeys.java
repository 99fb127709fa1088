/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.InStore;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.VerificationKey;
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

/** Collects the keys that selectors name. Whatever cannot be used is an error: trust must not shrink unseen. */
final class SelectedKeys {

    private static final String PKCS1_PUBLIC_KEY = "RSA PUBLIC KEY";

    private final TrustSnapshot trust;

    /** By key, so that one that is named twice is tried once; the anchor named first is the one that vouches. */
    private final Map<VerificationKey, CosignKey> keys = new LinkedHashMap<>();

    private SelectedKeys(TrustSnapshot trust) {
        this.trust = trust;
    }

    /**
     * The keys.
     *
     * @throws SetUpException if there is a selector, a store or a key that cannot be used, or too many keys
     */
    static KeyRing of(Collection<AnchorSelector> selectors, TrustSnapshot trust) {
        SelectedKeys selected = new SelectedKeys(trust);
        for (AnchorSelector selector : selectors) {
            selected.add(selector);
        }
        return new KeyRing(List.copyOf(selected.keys.values()));
    }

    private void add(AnchorSelector selector) {
        if (selector.kind() != AnchorKind.COSIGN_KEY) {
            throw setUp(CosignReason.ANCHOR_KIND, selector.kind().id());
        }
        if (selector instanceof Pinned pinned) {
            add(pinned.material(), pinned.id(), pinned.origin());
        } else {
            addStore((InStore) selector);
        }
    }

    private void addStore(InStore selector) {
        List<SkippedEntry> skipped = trust.skipped(selector.kind(), selector.store());
        if (!skipped.isEmpty()) {
            throw setUp(CosignReason.STORE_INCOMPLETE, skipped.get(0).toString());
        }
        List<TrustAnchor> anchors = trust.anchors(selector.kind(), selector.store());
        if (anchors.isEmpty()) {
            throw setUp(CosignReason.STORE_EMPTY, selector.store());
        }
        for (TrustAnchor anchor : anchors) {
            add(anchor.material(), anchor.id(), anchor.name());
        }
    }

    private void add(Bytes pem, AnchorId anchor, String name) {
        VerificationKey key = parse(pem, name);
        keys.putIfAbsent(key, CosignKey.of(key, anchor, name));
        if (keys.size() > CosignFormat.MAX_KEYS) {
            throw setUp(CosignReason.TOO_MANY_KEYS, "limit " + CosignFormat.MAX_KEYS);
        }
    }

    private static VerificationKey parse(Bytes pem, String name) {
        try {
            PemBlock block = Pem.parseOne(pem);
            return switch (block.label()) {
                case PemBlock.PUBLIC_KEY -> VerificationKey.fromSpki(block.content());
                case PKCS1_PUBLIC_KEY -> VerificationKey.fromPkcs1RsaPublicKey(block.content());
                case PemBlock.CERTIFICATE -> throw setUp(CosignReason.KEY_IS_CERTIFICATE, name);
                default -> throw setUp(CosignReason.KEY_UNREADABLE, name + ": a PEM block " + block.label());
            };
        } catch (MalformedInputException e) {
            Reason reason = new Reason(CosignReason.KEY_UNREADABLE, name + ": " + e.reason());
            throw new SetUpException(reason, e);
        }
    }

    private static SetUpException setUp(CosignReason code, String detail) {
        return new SetUpException(new Reason(code, detail));
    }
}
