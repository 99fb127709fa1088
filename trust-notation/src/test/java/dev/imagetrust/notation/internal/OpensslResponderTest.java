/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.notation.internal.CertificateForge.Issued;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.imagetrust.notation.internal.Judgement.*;
import static dev.imagetrust.notation.internal.NotationCheck.REVOCATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What OpenSSL's responder answers, asked by GET and by POST, with a nonce and without. */
class OpensslResponderTest {

    /** The responder's clock is that of the machine, so all of it is valid for long. */
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");

    private static final Issued ROOT = CertificateForge.authority(
                    CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=acme,CN=long")
            .valid(FROM, TO)
            .issue();
    private static final Issued RESPONDER = CertificateForge.leaf(CertificateForge.ec("secp256r1"), "CN=responder")
            .by(ROOT)
            .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
            .valid(FROM, TO)
            .issue();

    @TempDir
    Path folder;

    private int port;

    private static Issued leaf(String responder) {
        return CertificateForge.leaf(TestChain.LEAF.key(), "C=US,ST=WA,O=acme,CN=signer")
                .by(ROOT)
                .extension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_ocsp,
                                new GeneralName(GeneralName.uniformResourceIdentifier, responder)))
                .valid(FROM, TO)
                .issue();
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Process responder(String index) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PrivateKey key = RESPONDER.key().getPrivate();
        Process process = new ProcessBuilder(
                        "openssl",
                        "ocsp",
                        "-port",
                        String.valueOf(port),
                        "-index",
                        file("index.txt", index).toString(),
                        "-CA",
                        file("ca.pem", pem("CERTIFICATE", ROOT.der().toByteArray()))
                                .toString(),
                        "-rsigner",
                        file("responder.pem", pem("CERTIFICATE", RESPONDER.der().toByteArray()))
                                .toString(),
                        "-rkey",
                        file("responder.key", pem("PRIVATE KEY", key.getEncoded()))
                                .toString(),
                        "-nmin",
                        "60")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        String line = said.readLine();
        while (line != null && !line.contains("waiting for OCSP client")) {
            all.append(line).append('\n');
            line = said.readLine();
        }
        assertThat(line).as(all.toString()).isNotNull();
        return process;
    }

    private SignatureReport judge(Issued leaf) {
        return strictly()
                .trusting(trust(AnchorKind.NOTATION_CA, ROOT.der()))
                .at(Instant.now())
                .asking(request -> Loopback.fetch(port, request))
                .withNonces(() -> Bytes.copyOf(new byte[16]))
                .judge(EnvelopeForge.of(EnvelopeFormat.JWS, leaf, ROOT));
    }

    private static String line(String status, Issued leaf, String revoked) throws Exception {
        String serial = CertificateFacts.parse(leaf.der()).serialNumber().toString(16);
        String even = serial.length() % 2 == 0 ? serial : "0" + serial;
        return status + "\t21001231235959Z\t" + revoked + "\t" + even.toUpperCase(Locale.ROOT) + "\tunknown\t/CN="
                + even + "\n";
    }

    @Test
    void itsAnswersAreTakenForWhatTheyAre() throws Exception {
        assumeTrue(isThere(), "openssl is not installed");
        Issued byGet = leaf("http://ocsp.example");
        Issued byPost = leaf("http://ocsp.example/?post");
        Issued revoked = leaf("http://ocsp.example");
        Issued unknown = leaf("http://ocsp.example");
        Process process = responder(
                line("V", byGet, "") + line("V", byPost, "") + line("R", revoked, "260101000000Z,keyCompromise"));
        try {
            for (Issued good : new Issued[] {byGet, byPost}) {
                SignatureReport report = judge(good);
                assertThat(report.status()).as(report.toString()).isEqualTo(Status.ACCEPTED);
                assertThat(report.facts()).containsEntry("revocation", "OK by OCSP");
            }
            assertEnds(judge(revoked), Status.REFUSED, REVOCATION, NotationReason.CERT_REVOKED);
            assertEnds(judge(unknown), Status.UNAVAILABLE, REVOCATION, NotationReason.REVOCATION_UNKNOWN);
        } finally {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
