/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** CRLs that Bouncy Castle made. */
class RevocationListTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final long SERIAL = 7;
    private static final KeyPair KEY = TestCertificate.MIDDLE_KEY;
    private static final ASN1ObjectIdentifier NOBODY_KNOWS = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.7");
    private static final String HERE = "http://crl.example/7.crl";

    private final CertificateFacts issuer;
    private final CertificateFacts leaf;

    RevocationListTest() throws Exception {
        issuer = TestCertificate.of("CN=root", "CN=middle", KEY)
                .with(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded())
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign).getEncoded())
                .signedBy(TestCertificate.ROOT_KEY);
        leaf = TestCertificate.leaf();
    }

    private static CrlForge forge() {
        return CrlForge.by("CN=middle");
    }

    private RevocationList list(CrlForge forge) throws Exception {
        return RevocationList.verify(forge.signedBy(KEY), issuer, NOW);
    }

    private RevocationStatus status(CrlForge forge) throws Exception {
        return list(forge).status(leaf, DistributionPoint.UNNAMED, null);
    }

    private void refused(PrimitiveReason reason, Bytes crl) {
        assertRefused(
                reason, () -> RevocationList.verify(crl, issuer, NOW).status(leaf, DistributionPoint.UNNAMED, null));
    }

    private static IssuingDistributionPoint scope(
            DistributionPointName name, boolean users, boolean authorities, ReasonFlags reasons, boolean... others) {
        return new IssuingDistributionPoint(name, users, authorities, reasons, others[0], others[1]);
    }

    private static CrlForge scoped(IssuingDistributionPoint scope) throws Exception {
        return forge().with(Extension.issuingDistributionPoint, true, scope);
    }

    private static DistributionPointName at(String... uris) {
        GeneralName[] names = new GeneralName[uris.length];
        for (int i = 0; i < uris.length; i++) {
            names[i] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[i]);
        }
        return new DistributionPointName(new GeneralNames(names));
    }

    static DistributionPoint point(String uri) throws Exception {
        Bytes name = Bytes.copyOf(new GeneralName(GeneralName.uniformResourceIdentifier, uri).getEncoded());
        return new DistributionPoint(Set.of(name), List.of(URI.create(uri)), true);
    }

    @Test
    void whoIsNotListedIsGood() throws Exception {
        assertThat(status(forge())).isEqualTo(new RevocationStatus.Good(CrlForge.UNTIL));
        assertThat(status(forge().number(1).revoking(6).revoking(8)))
                .isEqualTo(new RevocationStatus.Good(CrlForge.UNTIL));
    }

    @Test
    void whoIsListedIsRevoked() throws Exception {
        assertThat(status(forge().revoking(6).revoking(SERIAL)))
                .isEqualTo(new RevocationStatus.Revoked(CrlForge.FROM, "keyCompromise", CrlForge.UNTIL));
    }

    @Test
    void aKeyLostAfterItWasUsedDoesNotTouchTheUse() throws Exception {
        Instant lost = CrlForge.FROM.minusSeconds(60);
        RevocationList list = list(forge().revoking(SERIAL, CrlForge.FROM, lost));

        assertThat(list.status(leaf, DistributionPoint.UNNAMED, lost.minusSeconds(1)))
                .isInstanceOf(RevocationStatus.Good.class);
        assertThat(list.status(leaf, DistributionPoint.UNNAMED, lost)).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(list.status(leaf, DistributionPoint.UNNAMED, null)).isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void theNewestOfHoldAndRemovalDecides() throws Exception {
        Instant later = CrlForge.FROM.plusSeconds(60);
        RevocationStatus held = status(forge().revoking(SERIAL, CRLReason.removeFromCRL, CrlForge.FROM)
                .revoking(SERIAL, CRLReason.certificateHold, later));

        assertThat(held).isEqualTo(new RevocationStatus.Revoked(later, "certificateHold", CrlForge.UNTIL));
        assertThat(((RevocationStatus.Revoked) held).isOnHold()).isTrue();
        assertThat(status(forge().revoking(SERIAL, CRLReason.certificateHold, CrlForge.FROM)
                        .revoking(SERIAL, CRLReason.removeFromCRL, later)))
                .isInstanceOf(RevocationStatus.Good.class);
        assertThat(status(forge().revoking(SERIAL, CRLReason.superseded, CrlForge.FROM)
                        .revoking(SERIAL, CRLReason.removeFromCRL, later)))
                .as("what is revoked for good is not taken back")
                .isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void refusesASignatureThatDoesNotHold() throws Exception {
        refused(PrimitiveReason.CRL_SIGNATURE, forge().signedBy(TestCertificate.ROOT_KEY));
        refused(PrimitiveReason.CRL_SIGNATURE, forge().signedBy(KEY, "SHA1withECDSA"));
    }

    @Test
    void refusesACrlOfAnotherIssuer() throws Exception {
        refused(PrimitiveReason.CRL_ISSUER, CrlForge.by("CN=other").signedBy(KEY));
        assertRefused(PrimitiveReason.CRL_ISSUER, () -> list(forge()).status(issuer, DistributionPoint.UNNAMED, null));
    }

    @Test
    void refusesAnIssuerThatMustNotSignCrls() throws Exception {
        CertificateFacts signsCertificatesOnly = TestCertificate.middle();

        assertRefused(
                PrimitiveReason.CRL_ISSUER,
                () -> RevocationList.verify(forge().signedBy(KEY), signsCertificatesOnly, NOW));
    }

    @Test
    void refusesACrlThatHoldsAtAnotherTimeOrForEver() throws Exception {
        for (Instant[] outside : new Instant[][] {
            {NOW.plusSeconds(1), CrlForge.UNTIL}, {CrlForge.FROM, NOW.minusSeconds(1)}, {CrlForge.FROM, null}
        }) {
            refused(
                    PrimitiveReason.CRL_NOT_CURRENT,
                    CrlForge.by("CN=middle", outside[0], outside[1]).signedBy(KEY));
        }
        assertThat(status(CrlForge.by("CN=middle", NOW, NOW))).isEqualTo(new RevocationStatus.Good(NOW));
    }

    @Test
    void aCrlPastItsTimeIsBelievedOnlyByWhoAsksForIt() throws Exception {
        Instant end = NOW.minusSeconds(3600);
        Bytes crl = CrlForge.by("CN=middle", CrlForge.FROM, end).signedBy(KEY);

        assertThat(RevocationList.insecurelyVerifyPastItsTime(crl, issuer, NOW, Duration.ofHours(1))
                        .status(leaf, DistributionPoint.UNNAMED, null))
                .isEqualTo(new RevocationStatus.Good(NOW));
        assertRefused(
                PrimitiveReason.CRL_NOT_CURRENT,
                () -> RevocationList.insecurelyVerifyPastItsTime(crl, issuer, NOW, Duration.ofSeconds(3599)));
        Bytes endless = CrlForge.by("CN=middle", CrlForge.FROM, null).signedBy(KEY);
        assertRefused(
                PrimitiveReason.CRL_NOT_CURRENT,
                () -> RevocationList.insecurelyVerifyPastItsTime(endless, issuer, NOW, Duration.ofDays(1)));
    }

    @Test
    void refusesACrlThatLeavesOutCertificatesOfItsKind() throws Exception {
        Bytes authorities = scoped(scope(null, false, true, null, false, false)).signedBy(KEY);
        refused(PrimitiveReason.CRL_SCOPE, authorities);
        CertificateFacts authority = TestCertificate.of("CN=middle", "CN=lower", TestCertificate.LEAF_KEY)
                .authority(0)
                .signedBy(KEY);
        assertThat(RevocationList.verify(authorities, issuer, NOW).status(authority, DistributionPoint.UNNAMED, null))
                .isInstanceOf(RevocationStatus.Good.class);

        RevocationList users = list(scoped(scope(null, true, false, null, false, false)));
        assertThat(users.status(leaf, DistributionPoint.UNNAMED, null)).isInstanceOf(RevocationStatus.Good.class);
        assertRefused(PrimitiveReason.CRL_SCOPE, () -> users.status(authority, DistributionPoint.UNNAMED, null));
    }

    /** An authority may have several lists: anybody on the way could send the one in which a certificate is not. */
    @Test
    void refusesACrlOfAnotherPlace() throws Exception {
        RevocationList there = list(scoped(scope(at(HERE + "8", HERE), false, false, null, false, false)));

        assertThat(there.status(leaf, point(HERE), null)).isInstanceOf(RevocationStatus.Good.class);
        assertRefused(PrimitiveReason.CRL_SCOPE, () -> there.status(leaf, point(HERE + "9"), null));
        assertRefused(PrimitiveReason.CRL_SCOPE, () -> there.status(leaf, DistributionPoint.UNNAMED, null));
    }

    @Test
    void refusesACrlOfAKindThatIsNotRead() throws Exception {
        for (IssuingDistributionPoint scope : List.of(
                scope(null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false, false),
                scope(null, false, false, null, true, false),
                scope(null, false, false, null, false, true))) {
            refused(PrimitiveReason.CRL_UNSUPPORTED, scoped(scope).signedBy(KEY));
        }
        refused(
                PrimitiveReason.CRL_UNSUPPORTED,
                forge().with(NOBODY_KNOWS, true, DERNull.INSTANCE).signedBy(KEY));
        assertThat(status(forge().with(NOBODY_KNOWS, false, DERNull.INSTANCE)))
                .isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void refusesACrlWithAnEntryThatNobodyUnderstands() throws Exception {
        refused(
                PrimitiveReason.CRL_UNSUPPORTED,
                forge().revokingWith(6, NOBODY_KNOWS, true, DERNull.INSTANCE).signedBy(KEY));
        assertThat(status(forge().revokingWith(6, NOBODY_KNOWS, false, DERNull.INSTANCE)))
                .isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void changesAreHeeded() throws Exception {
        RevocationList base = list(forge().number(5).revoking(SERIAL, CRLReason.certificateHold, CrlForge.FROM));
        Instant sooner = NOW.plusSeconds(60);
        CrlForge removal = CrlForge.by("CN=middle", CrlForge.FROM, sooner)
                .number(6)
                .changing(5)
                .revoking(SERIAL, CRLReason.removeFromCRL, CrlForge.FROM);

        assertThat(base.with(removal.signedBy(KEY)).status(leaf, DistributionPoint.UNNAMED, null))
                .isEqualTo(new RevocationStatus.Good(sooner));
        RevocationList good = list(forge().number(5));
        assertThat(good.with(forge().number(5).changing(4).revoking(SERIAL).signedBy(KEY))
                        .status(leaf, DistributionPoint.UNNAMED, null))
                .as("issued together with the complete list")
                .isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void refusesChangesThatDoNotGoWithTheList() throws Exception {
        for (CrlForge changes : List.of(
                forge().number(4).changing(3),
                forge().number(7).changing(6),
                forge().number(7),
                forge().changing(5),
                forge().number(7)
                        .changing(5)
                        .with(
                                Extension.issuingDistributionPoint,
                                true,
                                scope(null, true, false, null, false, false)))) {
            assertRefused(
                    PrimitiveReason.CRL_DELTA, () -> list(forge().number(5)).with(changes.signedBy(KEY)));
        }
        assertRefused(
                PrimitiveReason.CRL_DELTA,
                () -> list(forge()).with(forge().number(7).changing(5).signedBy(KEY)));
        assertRefused(
                PrimitiveReason.CRL_SIGNATURE,
                () -> list(forge().number(5)).with(forge().number(7).changing(5).signedBy(TestCertificate.ROOT_KEY)));
        refused(PrimitiveReason.CRL_DELTA, forge().number(7).changing(5).signedBy(KEY));
    }

    @Test
    void aListSaysWhereItsChangesAre() throws Exception {
        CRLDistPoint there = new CRLDistPoint(new org.bouncycastle.asn1.x509.DistributionPoint[] {
            new org.bouncycastle.asn1.x509.DistributionPoint(at("ldap://crl.example/d", HERE), null, null)
        });
        RevocationList list = list(forge().with(Extension.freshestCRL, false, there));

        assertThat(list.hasChanges()).isTrue();
        assertThat(list.changes()).containsExactly(URI.create(HERE));
        assertThat(list(forge()).hasChanges()).isFalse();
        assertThat(list(forge()).changes()).isEmpty();
        RevocationList unreadable = list(forge().with(Extension.freshestCRL, false, new DERIA5String(HERE)));
        assertThat(unreadable.hasChanges()).isTrue();
        assertRefused(PrimitiveReason.NOT_DER, unreadable::changes);
    }

    @Test
    void refusesWhatIsNoCrl() throws Exception {
        refused(PrimitiveReason.NOT_DER, Bytes.utf8("-----BEGIN X509 CRL-----"));
        refused(PrimitiveReason.NOT_DER, Keys.joined(forge().signedBy(KEY), Bytes.fromHex("00")));
        refused(
                PrimitiveReason.CRL_MALFORMED,
                forge().with(Extension.cRLNumber, false, new ASN1Integer(-1))
                        .changing(-1)
                        .signedBy(KEY));
    }

    /** What such a list costs is said here, so that the limit stays one. */
    @Test
    void refusesACrlThatIsTooLong() {
        Bytes endless = Bytes.copyOf(new byte[RevocationList.MAX_LENGTH + 1]);

        refused(PrimitiveReason.TOO_LONG, endless);
    }

    @Test
    void noChangedBitMakesARevokedCertificateGood() throws Exception {
        byte[] octets = forge().number(1).revoking(SERIAL).signedBy(KEY).toByteArray();
        Consumer<Bytes> look = changed -> {
            try {
                assertThat(RevocationList.verify(changed, issuer, NOW).status(leaf, DistributionPoint.UNNAMED, null))
                        .isInstanceOf(RevocationStatus.Revoked.class);
            } catch (MalformedInputException e) {
                assertThat(e.reason()).isNotNull();
            }
        };
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= (byte) (1 << (i % 8));
            look.accept(Bytes.copyOf(octets));
            octets[i] ^= (byte) (1 << (i % 8));
        }
    }
}
