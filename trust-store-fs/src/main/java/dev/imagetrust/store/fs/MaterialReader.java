/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Certificates;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.VerificationKey;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.MaterialFacts;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** What is in material: keys and certificates. The content of Sigstore roots and OpenPGP certificates is not looked at. */
final class MaterialReader {

    private MaterialReader() {}

    /** What it says of itself; empty where it cannot be read. */
    static List<MaterialFacts> facts(AnchorKind kind, Bytes content) {
        try {
            return switch (kind) {
                case COSIGN_KEY -> List.of(facts(key(content)));
                case OPENPGP_KEY, SIGSTORE_ROOT -> List.of();
                default ->
                    certificates(content).stream().map(MaterialReader::facts).toList();
            };
        } catch (MalformedInputException e) {
            return List.of();
        }
    }

    /** What of it could be on a deny list; empty where it cannot be read. */
    static List<DenyTarget> targets(AnchorKind kind, Bytes content) {
        try {
            return switch (kind) {
                case COSIGN_KEY -> List.of(new DenyTarget.Key(key(content).fingerprint()));
                case OPENPGP_KEY, SIGSTORE_ROOT -> List.of();
                default ->
                    certificates(content).stream()
                            .flatMap(facts -> targets(facts).stream())
                            .toList();
            };
        } catch (MalformedInputException e) {
            return List.of();
        }
    }

    private static List<DenyTarget> targets(CertificateFacts facts) {
        DenyTarget certificate = new DenyTarget.Certificate(Digest.sha256(facts.der()));
        try {
            return List.of(certificate, new DenyTarget.Key(facts.key().fingerprint()));
        } catch (MalformedInputException e) {
            return List.of(certificate); // a key that is not accepted vouches for nothing
        }
    }

    private static MaterialFacts facts(VerificationKey key) {
        return new MaterialFacts(key.fingerprint().toString(), key.type() + " " + key.sizeInBits(), null, null);
    }

    private static MaterialFacts facts(CertificateFacts certificate) {
        return new MaterialFacts(
                Digest.sha256(certificate.der()).toString(),
                certificate.subjectText(),
                certificate.notBefore(),
                certificate.notAfter());
    }

    private static VerificationKey key(Bytes content) throws MalformedInputException {
        PemBlock block = Pem.parseOne(content);
        return block.label().equals(PemBlock.PUBLIC_KEY)
                ? VerificationKey.fromSpki(block.content())
                : VerificationKey.fromPkcs1RsaPublicKey(block.content());
    }

    private static List<CertificateFacts> certificates(Bytes content) throws MalformedInputException {
        List<CertificateFacts> facts = new ArrayList<>();
        for (X509Certificate certificate : Certificates.parsePemOrDer(content)) {
            facts.add(CertificateFacts.of(certificate));
        }
        return facts;
    }
}
