/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.cosign.internal.UnverifiedSignature.Material;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificate that came with a signature; anybody can make one.
 *
 * @param leaf the signer's
 * @param others that may stand between it and an authority
 */
record PresentedCertificate(CertificateFacts leaf, List<CertificateFacts> others) {

    /**
     * Reads the material (specification step 7).
     *
     * @throws MalformedInputException if it is no certificate: a key vouches for nothing (GHSA-fx35-mq7g-6g98)
     */
    static PresentedCertificate of(Material material) throws MalformedInputException {
        if (material instanceof Material.BundleCertificates bundled
                && !bundled.ders().isEmpty()) {
            return of(bundled.ders());
        }
        if (material instanceof Material.CertificateAnnotation annotated) {
            List<Bytes> ders = new ArrayList<>(ders(annotated.pem()));
            if (!annotated.chain().isEmpty()) {
                ders.addAll(ders(annotated.chain()));
            }
            return of(ders);
        }
        String what = material instanceof Material.OfAnotherVersion other
                ? other.field() + ", which its version has not"
                : "no certificate";
        throw new MalformedInputException(new Reason(CosignReason.CERTIFICATE_ABSENT, what));
    }

    private static PresentedCertificate of(List<Bytes> ders) throws MalformedInputException {
        List<CertificateFacts> all = Certificates.parseChain(ders);
        return new PresentedCertificate(all.get(0), all.subList(1, all.size()));
    }

    private static List<Bytes> ders(String pem) throws MalformedInputException {
        List<Bytes> ders = new ArrayList<>();
        for (PemBlock block : Pem.parse(Bytes.utf8(pem))) {
            if (!block.label().equals(PemBlock.CERTIFICATE)) {
                throw new MalformedInputException(new Reason(CosignReason.NOT_A_CERTIFICATE, block.label()));
            }
            ders.add(block.content());
        }
        return ders;
    }
}
