/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.net.URI;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Where certificates that Bouncy Castle made say that they can be looked up. */
class RevocationSourcesTest {

    private static final URI ONE = URI.create("http://one.example/a");
    private static final URI TWO = URI.create("http://two.example/b");

    private static RevocationSources of(ASN1ObjectIdentifier oid, ASN1Encodable value) throws Exception {
        return RevocationSources.of(TestCertificate.of("CN=middle", "CN=leaf", TestCertificate.LEAF_KEY)
                .with(oid, false, value.toASN1Primitive().getEncoded())
                .signedBy(TestCertificate.MIDDLE_KEY));
    }

    private static GeneralName uri(Object uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString());
    }

    private static AccessDescription ocsp(Object uri) {
        return new AccessDescription(AccessDescription.id_ad_ocsp, uri(uri));
    }

    private static org.bouncycastle.asn1.x509.DistributionPoint point(GeneralName... names) {
        return new org.bouncycastle.asn1.x509.DistributionPoint(
                new DistributionPointName(new GeneralNames(names)), null, null);
    }

    private static CRLDistPoint points(org.bouncycastle.asn1.x509.DistributionPoint... points) {
        return new CRLDistPoint(points);
    }

    @Test
    void aCertificateMayNameNone() throws Exception {
        assertThat(RevocationSources.of(TestCertificate.leaf()).areNone()).isTrue();
        assertThat(of(
                                Extension.authorityInfoAccess,
                                new DERSequence(new AccessDescription(AccessDescription.id_ad_caIssuers, uri(ONE))))
                        .areNone())
                .isTrue();
    }

    @Test
    void respondersAreReadInTheirOrder() throws Exception {
        RevocationSources sources = of(Extension.authorityInfoAccess, new DERSequence(new ASN1Encodable[] {
            ocsp(TWO), new AccessDescription(AccessDescription.id_ad_caIssuers, uri(ONE)), ocsp(ONE)
        }));

        assertThat(sources.ocsp()).containsExactly(TWO, ONE);
        assertThat(sources.areNone()).isFalse();
    }

    @Test
    void whatCannotBeAskedByPlainHttpIsStillThere() throws Exception {
        for (Object address : new Object[] {"https://one.example/", "http://user@one.example/", "http:/one", "%%"}) {
            RevocationSources responder = of(Extension.authorityInfoAccess, new DERSequence(ocsp(address)));
            assertThat(responder.ocsp()).isEmpty();
            assertThat(responder.areNone()).isFalse();
            RevocationSources list = of(Extension.cRLDistributionPoints, points(point(uri(address))));
            assertThat(list.crls())
                    .singleElement()
                    .satisfies(p -> assertThat(p.uris()).isEmpty());
            assertThat(list.areNone()).isFalse();
        }
    }

    @Test
    void pointsAndTheirMirrorsAreReadInTheirOrder() throws Exception {
        RevocationSources sources = of(
                Extension.cRLDistributionPoints,
                points(
                        point(uri("ldap://x"), uri(TWO), uri(ONE)),
                        point(new GeneralName(new X500Name("CN=here"))),
                        new org.bouncycastle.asn1.x509.DistributionPoint(
                                new DistributionPointName(new GeneralNames(uri(ONE))),
                                new ReasonFlags(ReasonFlags.keyCompromise),
                                null)));

        assertThat(sources.crls()).extracting(DistributionPoint::supported).containsExactly(true, true, true);
        assertThat(sources.crls().get(0).uris()).containsExactly(TWO, ONE);
        assertThat(sources.crls().get(0).names()).hasSize(3);
        assertThat(sources.crls().get(1).uris()).isEmpty();
        assertThat(sources.crls().get(2).uris()).containsExactly(ONE);
    }

    @Test
    void pointsOfOtherIssuersAndRelativeOnesAreNotSupported() throws Exception {
        DistributionPointName relative = new DistributionPointName(
                DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER, new DERSet(new DERIA5String("x")));
        RevocationSources sources = of(
                Extension.cRLDistributionPoints,
                points(
                        new org.bouncycastle.asn1.x509.DistributionPoint(
                                new DistributionPointName(new GeneralNames(uri(ONE))),
                                null,
                                new GeneralNames(new GeneralName(new X500Name("CN=other")))),
                        new org.bouncycastle.asn1.x509.DistributionPoint(relative, null, null)));

        assertThat(sources.crls()).extracting(DistributionPoint::supported).containsExactly(false, false);
    }

    @Test
    void refusesWhatCannotBeRead() {
        for (ASN1ObjectIdentifier oid :
                new ASN1ObjectIdentifier[] {Extension.authorityInfoAccess, Extension.cRLDistributionPoints}) {
            assertRefused(PrimitiveReason.NOT_DER, () -> of(oid, new DERIA5String("http://one.example/")));
            assertRefused(PrimitiveReason.NOT_DER, () -> of(oid, new DERSequence()));
        }
    }

    @Test
    void refusesMoreThanAnybodyWouldAsk() {
        ASN1EncodableVector many = new ASN1EncodableVector();
        GeneralName[] names = new GeneralName[RevocationSources.MAX_EACH + 1];
        org.bouncycastle.asn1.x509.DistributionPoint[] many2 =
                new org.bouncycastle.asn1.x509.DistributionPoint[names.length];
        for (int i = 0; i < names.length; i++) {
            many.add(ocsp(ONE + "/" + i));
            names[i] = uri(ONE + "/" + i);
            many2[i] = point(uri(ONE + "/" + i));
        }
        assertRefused(PrimitiveReason.TOO_LONG, () -> of(Extension.authorityInfoAccess, new DERSequence(many)));
        assertRefused(PrimitiveReason.TOO_LONG, () -> of(Extension.cRLDistributionPoints, points(point(names))));
        assertRefused(PrimitiveReason.TOO_LONG, () -> of(Extension.cRLDistributionPoints, points(many2)));
    }
}
