/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * zot's one policy, as requirements: any key and any certificate of the store vouches for any image, at the level strict.
 *
 * <p>Anchors are named one by one and not by their store, so that an entry which cannot be used costs itself alone: with
 * any of them being enough, fewer of them is less trust, never more.
 */
final class StoreRequirements {

    private static final String DEFAULT_STORE = "default";
    /** A cosign requirement takes this many keys. */
    private static final int KEYS_AT_ONCE = 1000;

    private StoreRequirements() {}

    /** By tool; a tool for which the store has nothing is not there. */
    static Map<String, Requirement> of(TrustSnapshot trust, ZotCompat compat) {
        Map<String, Requirement> byTool = new LinkedHashMap<>();
        cosign(
                pinned(trust, AnchorKind.COSIGN_KEY).stream()
                        .filter(key -> isKey(key.material()))
                        .toList(),
                byTool);
        notation(trust, compat, byTool);
        List<AnchorSelector.Pinned> openPgp = pinned(trust, AnchorKind.OPENPGP_KEY);
        if (!openPgp.isEmpty()) {
            SimpleSigningRequirement.Builder keys = SimpleSigningRequirement.builder();
            openPgp.forEach(key -> keys.pinnedKeys(key.material(), key.origin()));
            byTool.put("gpg", keys.build());
        }
        return byTool;
    }

    private static void cosign(List<AnchorSelector.Pinned> keys, Map<String, Requirement> byTool) {
        List<Requirement> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            List<AnchorSelector.Pinned> some = keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE));
            parts.add(CosignRequirement.keys(some).build());
        }
        if (!parts.isEmpty()) {
            byTool.put("cosign", parts.size() == 1 ? parts.get(0) : new AnyOf(parts));
        }
    }

    /** zot passes over a file that is no key; a rule with one in it could not be used at all. */
    private static boolean isKey(Bytes material) {
        try {
            PemBlock block = Pem.parseOne(material);
            if (block.label().equals(PemBlock.PUBLIC_KEY)) {
                VerificationKey.fromSpki(block.content());
            } else {
                VerificationKey.fromPkcs1RsaPublicKey(block.content());
            }
            return true;
        } catch (MalformedInputException e) {
            return false;
        }
    }

    private static void notation(TrustSnapshot trust, ZotCompat compat, Map<String, Requirement> byTool) {
        List<AnchorSelector.Pinned> anchors = new ArrayList<>(certificates(trust, AnchorKind.NOTATION_CA, compat));
        anchors.addAll(certificates(trust, AnchorKind.NOTATION_SIGNING_AUTHORITY, compat));
        if (anchors.isEmpty()) {
            return;
        }
        NotationRequirement.Builder strict = NotationRequirement.builder(NotationRequirement.Level.STRICT)
                .trustedIdentity("*")
                .verifyTimestamp(NotationRequirement.VerifyTimestamp.AFTER_CERT_EXPIRY);
        if (compat.storeKinds().contains(AnchorKind.NOTATION_TSA)) {
            anchors.addAll(certificates(trust, AnchorKind.NOTATION_TSA, compat));
        }
        anchors.forEach(strict::anchor);
        byTool.put("notation", strict.build());
    }

    /** The policy that zot writes names the one store, or every store that it made for an upload. */
    private static List<AnchorSelector.Pinned> certificates(TrustSnapshot trust, AnchorKind kind, ZotCompat compat) {
        return pinned(compat.namesStores() ? trust.anchors() : trust.anchors(kind, DEFAULT_STORE), kind);
    }

    private static List<AnchorSelector.Pinned> pinned(TrustSnapshot trust, AnchorKind kind) {
        return pinned(trust.anchors(), kind);
    }

    /** In a fixed order: where a key is there twice, the entry that vouches must not depend on how a folder is listed. */
    private static List<AnchorSelector.Pinned> pinned(List<TrustAnchor> anchors, AnchorKind kind) {
        return anchors.stream()
                .filter(a -> a.kind() == kind)
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .map(a -> new AnchorSelector.Pinned(kind, a.material(), a.store()))
                .toList();
    }
}
