/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.internal.CertificateForge.Issued;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.PemBlock;
import dev.imagetrust.primitives.RevocationSources;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.notation.internal.Judgement.*;
import static dev.imagetrust.notation.internal.NotationCheck.REVOCATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The chains, CRLs and keys of the notation tool's own tests, served from loopback. Their addresses are ports of
 * localhost; the fetcher leads all of them to the one that is free here.
 */
class UpstreamRevocationTest {

    private static final Path E2E =
            Path.of(System.getProperty("imagetrust.shared", "../../shared"), "upstream/notation-e2e/config");
    private static final Path CORE =
            Path.of(System.getProperty("imagetrust.shared", "../../shared"), "upstream/notation-core-go");

    private Loopback server;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Files.isDirectory(E2E), "the notation tool's test data is not there: " + E2E);
        server = new Loopback();
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private Bytes fetch(EvidenceFetcher.Request request) throws IOException {
        return Loopback.fetch(server.port(), request);
    }

    private static List<CertificateFacts> chain(String file) throws Exception {
        List<CertificateFacts> chain = new ArrayList<>();
        for (PemBlock block : Pem.parseAmongOtherText(read(file))) {
            chain.add(CertificateFacts.parse(block.content()));
        }
        return chain;
    }

    private static PrivateKey key(String file) throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Pem.parseOne(read(file)).content().toByteArray()));
    }

    private static Bytes read(String file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(E2E.resolve(file)));
    }

    private static Issued issued(CertificateFacts certificate, PrivateKey key) {
        return new Issued(
                certificate.der(),
                new KeyPair(null, key),
                X500Name.getInstance(certificate.subject().toByteArray()));
    }

    private SignatureReport judge(List<CertificateFacts> chain, PrivateKey key) {
        Issued[] issued = chain.stream().map(each -> issued(each, key)).toArray(Issued[]::new);
        return strictly()
                .trusting(trust(
                        AnchorKind.NOTATION_CA, chain.get(chain.size() - 1).der()))
                .asking(this::fetch)
                .judge(EnvelopeForge.of(EnvelopeFormat.JWS, SigningAlgorithm.PS256, issued));
    }

    /** What the files are called after is what has to come of them; the intermediate's OCSP responder never answers. */
    @Test
    void everyCrlOfTheToolIsTakenAsItsTestsTakeIt() throws Exception {
        List<CertificateFacts> chain = chain("crl/certchain_with_crl.pem");
        PrivateKey key = key("crl/leaf.key");
        serveCrls("leaf.crl", "intermediate.crl");
        SignatureReport good = judge(chain, key);
        assertThat(good.status()).as(good.toString()).isEqualTo(Status.ACCEPTED);
        assertThat(good.facts()).containsEntry("revocation", "OK by CRL, OK by OCSP_FALLBACK_CRL");

        serveCrls("leaf_revoked.crl", "intermediate.crl");
        assertEnds(judge(chain, key), Status.REFUSED, REVOCATION, NotationReason.CERT_REVOKED);
        serveCrls("leaf.crl", "intermediate_revoked.crl");
        assertEnds(judge(chain, key), Status.REFUSED, REVOCATION, NotationReason.CERT_REVOKED);
        serveCrls("leaf_expired.crl", "intermediate.crl");
        assertEnds(judge(chain, key), Status.UNAVAILABLE, REVOCATION, NotationReason.REVOCATION_UNKNOWN);
        serveCrls("intermediate.crl", "leaf.crl");
        assertEnds(judge(chain, key), Status.UNAVAILABLE, REVOCATION, NotationReason.REVOCATION_UNKNOWN);
    }

    private void serveCrls(String leaf, String intermediate) throws IOException {
        server.files.put("/leaf.crl", read("crl/" + leaf));
        server.files.put("/intermediate.crl", read("crl/" + intermediate));
    }

    /** The tool's responder has a certificate of its own, which names no place to be looked up at. */
    @Test
    void theToolsResponderIsOneThatMayAnswer() throws Exception {
        List<CertificateFacts> chain = chain("ocsp/certchain_with_ocsp.pem");
        PrivateKey key = key("ocsp/leaf.key");
        server.files.put("*", answer(chain, CertificateStatus.GOOD));
        SignatureReport good = judge(chain, key);
        assertThat(good.status()).as(good.toString()).isEqualTo(Status.ACCEPTED);

        server.files.put("*", answer(chain, new RevokedStatus(Date.from(Instant.parse("2026-01-01T00:00:00Z")))));
        assertEnds(judge(chain, key), Status.REFUSED, REVOCATION, NotationReason.CERT_REVOKED);
        server.files.put("*", answer(chain, new UnknownStatus()));
        assertEnds(judge(chain, key), Status.UNAVAILABLE, REVOCATION, NotationReason.REVOCATION_UNKNOWN);
        server.files.remove("*");
        assertEnds(judge(chain, key), Status.UNAVAILABLE, REVOCATION, NotationReason.REVOCATION_UNKNOWN);
    }

    private static Bytes answer(List<CertificateFacts> chain, CertificateStatus status) throws Exception {
        CertificateFacts responder = chain("ocsp/ocsp.crt").get(0);
        return OcspForge.called(
                        X500Name.getInstance(responder.subject().toByteArray()).toString())
                .with(responder)
                .says(status, chain.get(0), chain.get(1))
                .signedBy(new KeyPair(null, key("ocsp/ocsp.key")), "SHA256withRSA");
    }

    /** Of these the keys are not published: they are read, and what they say of changes is as their names have it. */
    @Test
    void theCertificatesAndCrlsOfTheLibraryAreRead() throws Exception {
        Path folder = CORE.resolve("revocation/crl/testdata");
        assumeTrue(Files.isDirectory(folder), "notation-core-go's test data is not there: " + folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".cer")).toList()) {
                Bytes content = Bytes.copyOf(Files.readAllBytes(file));
                boolean pem = content.at(0) == '-';
                CertificateFacts facts =
                        CertificateFacts.parse(pem ? Pem.parseOne(content).content() : content);
                assertThat(RevocationSources.of(facts)).as(file.toString()).isNotNull();
                assertThat(facts.extension("2.5.29.46")).as(file.toString()).isPresent();
            }
        }
    }
}
