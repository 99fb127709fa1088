/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.List;

/** The keys of one requirement. */
final class KeyRing {

    private final List<CosignKey> keys;

    KeyRing(List<CosignKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * The keys that may have made a signature, in the order to try them; not empty.
     *
     * <p>Material selects among the keys of the ring and never adds one (GHSA-fx35-mq7g-6g98: a bare key in place of a
     * certificate became the verifier).
     *
     * @throws MalformedInputException if the material does not go with any of them
     */
    List<CosignKey> admissible(Material material) throws MalformedInputException {
        if (material instanceof Material.KeyHint claimed) {
            return hintedFirst(claimed.hint());
        }
        if (material instanceof Material.CertificateAnnotation claimed) {
            return certified(claimed.pem());
        }
        if (material instanceof Material.BundleCertificates || material instanceof Material.OfAnotherVersion) {
            throw refusal(CosignReason.MATERIAL_MISMATCH, "a bundle with a certificate");
        }
        return keys;
    }

    /** A hint is signed by nobody: it may save work, and a wrong one changes nothing else. */
    private List<CosignKey> hintedFirst(String hint) {
        List<CosignKey> ordered = new ArrayList<>(keys);
        ordered.sort((a, b) -> Boolean.compare(b.hint().equals(hint), a.hint().equals(hint)));
        return ordered;
    }

    /** Section 2.4: where there are both a certificate and a configured key, they are the same key. */
    private List<CosignKey> certified(String pem) throws MalformedInputException {
        VerificationKey certified = leafKey(pem);
        List<CosignKey> same =
                keys.stream().filter(k -> k.key().equals(certified)).toList();
        if (same.isEmpty()) {
            throw refusal(CosignReason.MATERIAL_MISMATCH, "a certificate for " + certified.fingerprint());
        }
        return same;
    }

    private static VerificationKey leafKey(String pem) throws MalformedInputException {
        PemBlock leaf = Pem.parse(Bytes.utf8(pem)).get(0);
        if (!leaf.label().equals(PemBlock.CERTIFICATE)) {
            throw refusal(CosignReason.NOT_A_CERTIFICATE, leaf.label());
        }
        return VerificationKey.fromCertificateKey(Certificates.parse(leaf.content()));
    }

    private static MalformedInputException refusal(CosignReason code, String detail) {
        return new MalformedInputException(new Reason(code, detail));
    }
}
