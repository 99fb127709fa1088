/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.Receipts;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.SigningAlgorithm;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.RevocationBend;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what the testkit can make of the seeds anew, under new keys; see README.md. */
final class WriteSeeds {

    private final Path resources;

    private WriteSeeds(Path resources) {
        this.resources = resources;
    }

    public static void main(String[] args) throws IOException {
        WriteSeeds out = new WriteSeeds(Path.of(args[0]));
        Layout.Forge forge = Layout.Forge.generate();
        out.trusted(forge);
        out.keys();
        out.certificates(forge);
        for (Layout layout : Layout.values()) {
            out.put(Target.valueOf(layout.name()), "good", forge.input(layout));
        }
        for (Target target : Target.values()) {
            if (target.name().startsWith("SIGNED_")) {
                out.put(target, "signed", Resigned.good(target));
            }
        }
        out.documents(forge);
        out.revocations();
    }

    private void revocations() throws IOException {
        ForgedChain chain = ForgedChain.generate(ForgedKey.Kind.EC_P256)
                .namingOcsp(URI.create("http://ocsp.example/"))
                .namingCrl(URI.create("http://crl.example/c.crl"));
        write("trust/revoked.der", chain.certificates().get(0));
        write("trust/revoker.der", chain.certificates().get(1));
        put(Target.OCSP, "revoked", chain.ocspAnswer(RevocationBend.REVOKED));
        put(Target.CRL, "revoked", chain.crl(RevocationBend.REVOKED));
    }

    /** First: the judges look for it when they are made. */
    private void trusted(Layout.Forge forge) throws IOException {
        write("trust/cosign.pub", forge.key().publicKeyPem());
        write("trust/notation.crt", forge.chain().rootPem());
        write("trust/openpgp.asc", forge.openPgp().armoredCertificate());
    }

    private void keys() throws IOException {
        Map<String, ForgedKey.Kind> kinds = new LinkedHashMap<>();
        kinds.put("ec", ForgedKey.Kind.EC_P256);
        kinds.put("rsa", ForgedKey.Kind.RSA_2048);
        kinds.put("ed25519", ForgedKey.Kind.ED25519);
        for (Map.Entry<String, ForgedKey.Kind> kind : kinds.entrySet()) {
            ForgedKey key = ForgedKey.generate(kind.getValue());
            SigningAlgorithm algorithm = switch (kind.getValue()) {
                case RSA_2048 -> SigningAlgorithm.RSA_PSS_SHA256;
                case ED25519 -> SigningAlgorithm.ED25519;
                default -> SigningAlgorithm.ECDSA_SHA256;
            };
            Bytes signature = key.sign(algorithm, Primitives.SIGNED);
            Bytes length = Bytes.fromHex(String.format("%04x", key.spki().length()));
            write("trust/" + kind.getKey() + ".pub", key.publicKeyPem());
            put(Target.SIGNATURE, kind.getKey(), signature);
            put(Target.PUBLIC_KEY, kind.getKey(), key.spki());
            put(Target.KEY_AND_SIGNATURE, kind.getKey(), Resigned.joined(length, key.spki(), signature));
            put(Target.COSIGN_KEY_FILE, kind.getKey(), key.publicKeyPem());
            put(Target.PEM, kind.getKey(), key.publicKeyPem());
        }
    }

    private void certificates(Layout.Forge forge) throws IOException {
        put(Target.CERTIFICATE, "leaf", forge.chain().certificates().get(0));
        put(Target.CERTIFICATE, "root", forge.chain().root());
        put(Target.CERTIFICATE_FILE, "pem", forge.chain().rootPem());
        put(Target.CERTIFICATE_FILE, "der", forge.chain().root());
        put(Target.NOTATION_TRUST_FILE, "pem", forge.chain().rootPem());
        put(Target.NOTATION_TRUST_FILE, "der", forge.chain().root());
        put(
                Target.PEM,
                "two",
                Resigned.joined(forge.chain().rootPem(), forge.key().publicKeyPem()));
    }

    private void documents(Layout.Forge forge) throws IOException {
        put(Target.KEYRING, "certificate", forge.openPgp().certificate());
        put(Target.KEYRING, "armored", forge.openPgp().armoredCertificate());
        put(Target.SIMPLE_SIGNING_UNVERIFIED, "good", forge.input(Layout.SIMPLE_SIGNING));
        put(
                Target.BASE64,
                "standard",
                Bytes.utf8(Base64Text.encodeStandard(forge.key().spki())));
        put(Target.BASE64, "url", Bytes.utf8(Base64Text.encodeUrl(forge.key().spki())));
        put(Target.JSON, "bundle", forge.input(Layout.COSIGN_BUNDLE));
        put(Target.OCI_DOCUMENT, "manifest", ImageForge.image("app").manifest());
        put(
                Target.OCI_DOCUMENT,
                "index",
                ImageForge.index(ImageForge.image("one"), ImageForge.image("two"))
                        .manifest());
        put(
                Target.DOCKER_REFERENCE,
                "tag-and-digest",
                Bytes.utf8("registry.example:5000/team/app:v1@" + Digest.sha256(Bytes.empty())));
        put(Target.DOCKER_REFERENCE, "short", Bytes.utf8("busybox"));
        LookasideBlob blob = new LookasideBlob("signature-1", forge.input(Layout.SIMPLE_SIGNING));
        for (ImageSubject image : List.of(Layout.SIGNED, Layout.OTHER)) {
            ImageTrust trust = Documents.trust()
                    .signatures(new One(blob))
                    .clock(InstantSource.fixed(ForgedTime.NOW))
                    .build();
            String name = trust.verify(image).outcome().name();
            put(Target.VERDICT_DOCUMENT, name, Bytes.utf8(Receipts.document(trust.verify(image))));
        }
    }

    private void put(Target target, String name, Bytes content) throws IOException {
        write("seeds/" + target.name() + "/" + name, content);
    }

    private void write(String name, Bytes content) throws IOException {
        Path file = resources.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.toByteArray());
    }

    /** One signature for whatever is asked. */
    private record One(LookasideBlob blob) implements SignatureSource {

        @Override
        public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget) {
            List<SignatureCandidate> candidates = new ArrayList<>();
            List<Look> looks = new ArrayList<>();
            for (Digest digest : about) {
                for (Place place : places) {
                    boolean here = place instanceof Place.Lookaside;
                    if (here) {
                        candidates.add(new SignatureCandidate(blob, digest, place));
                    }
                    looks.add(Look.found(place, digest, here ? 1 : 0));
                }
            }
            return new Found(candidates, looks);
        }
    }
}
