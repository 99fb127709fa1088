/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Reason;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates of the trust stores of one kind that a requirement selects. Being trusted means being one of them,
 * octet for octet; no path is built beyond the chain in the envelope. Timestamps alone bring chains that lead up to one.
 */
final class TrustedCertificates {

    private final AnchorKind kind;
    private final Map<CertificateFacts, AnchorId> anchors = new HashMap<>();
    private boolean asked;

    private TrustedCertificates(AnchorKind kind) {
        this.kind = kind;
    }

    /** A certificate of a chain and the anchor it was found in. */
    record Match(CertificateFacts certificate, AnchorId anchor) {}

    /**
     * Reads the selected stores.
     *
     * @throws SetUpException {@code TRUST_STORE_INVALID} if a store holds anything that cannot be used: an operator who
     *     misspelt a file has to hear of it, not to lose a root
     */
    static TrustedCertificates of(AnchorKind kind, Collection<AnchorSelector> selectors, TrustSnapshot trust) {
        TrustedCertificates trusted = new TrustedCertificates(kind);
        for (AnchorSelector selector : selectors) {
            if (selector.kind() != kind) {
                continue;
            }
            trusted.asked = true;
            if (selector instanceof AnchorSelector.Pinned pinned) {
                trusted.add(pinned.id(), pinned.material(), pinned.origin());
            } else if (selector instanceof AnchorSelector.InStore inStore) {
                trusted.addStore(inStore, trust);
            }
        }
        return trusted;
    }

    /** Whether the requirement names stores of this kind at all; a signature of a scheme it does not name is refused. */
    boolean isAskedFor() {
        return asked;
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return anchors.isEmpty();
    }

    /** All of them. */
    Set<CertificateFacts> all() {
        return Set.copyOf(anchors.keySet());
    }

    /** The first certificate of a chain, from the leaf on, that is trusted. */
    Optional<Match> find(List<CertificateFacts> chain) {
        for (CertificateFacts certificate : chain) {
            AnchorId anchor = anchors.get(certificate);
            if (anchor != null) {
                return Optional.of(new Match(certificate, anchor));
            }
        }
        return Optional.empty();
    }

    private void addStore(AnchorSelector.InStore selector, TrustSnapshot trust) {
        for (SkippedEntry skipped : trust.skipped(selector.kind(), selector.store())) {
            throw new SetUpException(new Reason(NotationReason.TRUST_STORE_INVALID, skipped.toString()));
        }
        for (TrustAnchor anchor : trust.anchors(selector.kind(), selector.store())) {
            add(anchor.id(), anchor.material(), selector.store() + "/" + anchor.name());
        }
    }

    private void add(AnchorId id, Bytes material, String origin) {
        try {
            for (X509Certificate certificate : Certificates.parsePemOrDer(material)) {
                CertificateFacts facts = CertificateFacts.of(certificate);
                checkUsable(facts);
                anchors.putIfAbsent(facts, id);
            }
        } catch (MalformedInputException e) {
            throw new SetUpException(
                    new Reason(
                            NotationReason.TRUST_STORE_INVALID,
                            origin + ": " + e.reason().text()),
                    e);
        }
    }

    /**
     * An authority, or one that vouches for itself: a leaf of somebody else's in a store is a mistake. Chains are built
     * up to the authorities for time stamping, so those are roots.
     */
    private void checkUsable(CertificateFacts facts) throws MalformedInputException {
        Optional<Reason> mistake;
        if (kind == AnchorKind.NOTATION_TSA) {
            mistake = CertificateRules.certificateAuthority(facts).or(() -> CertificateRules.selfSigned(facts));
        } else if (CertificateRules.endEntity(facts).isEmpty()) {
            mistake = CertificateRules.selfSigned(facts);
        } else {
            mistake = Optional.empty();
        }
        if (mistake.isPresent()) {
            throw new MalformedInputException(mistake.get());
        }
    }
}
