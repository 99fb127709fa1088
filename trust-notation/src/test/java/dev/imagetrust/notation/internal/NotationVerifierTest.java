/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.VerifiedIndex;
import dev.imagetrust.notation.internal.CertificateForge.Issued;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.policy.NotationRequirement.Step;
import dev.imagetrust.policy.NotationRequirement.VerifyTimestamp;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.SkippedEntry;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.notation.NotationReason.*;
import static dev.imagetrust.notation.internal.EnvelopeForge.AUTHENTIC_TIME;
import static dev.imagetrust.notation.internal.EnvelopeForge.PLUGIN;
import static dev.imagetrust.notation.internal.EnvelopeForge.SIGNED_AT;
import static dev.imagetrust.notation.internal.EnvelopeForge.TIME;
import static dev.imagetrust.notation.internal.Judgement.*;
import static dev.imagetrust.notation.internal.NotationCheck.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotationVerifierTest {

    private static final EnvelopeFormat JWS = EnvelopeFormat.JWS;
    private static final Bytes INDEX_BYTES = Bytes.utf8("[\"" + IMAGE.digest() + "\"]");
    private static final String EXPIRY_LABEL = EnvelopeForge.EXPIRY;
    private static final String SUBJECT_OF_LEAF = "x509.subject: C=US, ST=WA, O=acme";

    // Integrity: no level makes any of it optional.

    @ParameterizedTest
    @EnumSource(Level.class)
    void refusesAnUnknownEnvelopeTypeUnderEveryLevel(Level level) {
        SignatureReport report = under(anybody(level))
                .judge(
                        "application/vnd.oci.image.layer.v1.tar",
                        EnvelopeTest.forge(JWS).build());
        assertEnds(report, Status.REFUSED, ENVELOPE, ENVELOPE_UNSUPPORTED_TYPE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void refusesAManifestWithAnotherNumberOfLayers(int layers) {
        SignatureReport report = strictly().layers(layers).judge(EnvelopeTest.forge(JWS));
        assertEnds(report, Status.REFUSED, ENVELOPE, MANIFEST_MALFORMED);
    }

    @Test
    void refusesAnEnvelopeUnderTheMediaTypeOfTheOtherFormat() {
        SignatureReport report =
                strictly().judge("application/cose", EnvelopeTest.forge(JWS).build());
        assertEnds(report, Status.REFUSED, ENVELOPE, ENVELOPE_MALFORMED);
    }

    @Test
    void refusesAnEnvelopeBeyondTheLimitOfTheCaller() {
        Bytes envelope = EnvelopeTest.forge(JWS).build();
        Limits exact = Limits.builder().envelopeBytes(envelope.length()).build();
        Limits less = Limits.builder().envelopeBytes(envelope.length() - 1).build();
        assertThat(strictly().within(exact).judge(JWS.mediaType(), envelope).status())
                .isEqualTo(Status.ACCEPTED);
        assertEnds(
                strictly().within(less).judge(JWS.mediaType(), envelope), Status.REFUSED, ENVELOPE, ENVELOPE_TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void refusesCertificatesThatAreNone(EnvelopeFormat format) {
        EnvelopeForge forge = EnvelopeTest.forge(format);
        byte[] leaf = TestChain.LEAF.der().toByteArray();
        for (byte[] bad :
                List.of(new byte[] {0x30, 0}, CborForge.concat(leaf, new byte[1]), CborForge.concat(leaf, leaf))) {
            forge.unsigned(forge.x5c(), List.of(bad));
            assertEnds(strictly().judge(forge), Status.REFUSED, ENVELOPE, CERT_CHAIN_MALFORMED);
        }
    }

    @Test
    void refusesMoreCertificatesThanTheLimit() {
        EnvelopeForge forge = EnvelopeTest.forge(JWS);
        forge.unsigned("x5c", Collections.nCopies(11, TestChain.LEAF.der().toByteArray()));
        assertEnds(strictly().judge(forge), Status.REFUSED, ENVELOPE, CERT_CHAIN_MALFORMED);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void refusesABadSignatureUnderEveryLevel(Level level) {
        EnvelopeForge forge = EnvelopeTest.forge(JWS);
        forge.unsigned("x5c", List.of(stranger().der().toByteArray()));
        assertEnds(under(anybody(level)).judge(forge), Status.REFUSED, SIGNATURE, SIGNATURE_INVALID);
    }

    @Test
    void refusesKeysThatMayNotSign() {
        Issued rsa = CertificateForge.leaf(RsaKeys.of(2304), "CN=rsa").issue();
        assertEnds(
                strictly().judge(EnvelopeForge.of(JWS, SigningAlgorithm.PS256, rsa)),
                Status.REFUSED,
                SIGNATURE,
                KEY_UNSUPPORTED);
    }

    @Test
    void refusesBrokenSignedAttributesUnderEveryLevel() {
        assertEnds(
                under(anybody(Level.AUDIT)).judge(EnvelopeTest.forge(JWS).remove(TIME)),
                Status.REFUSED,
                SIGNED_ATTRIBUTES,
                ENVELOPE_HEADER_INVALID);
        assertEnds(
                under(anybody(Level.AUDIT)).judge(EnvelopeTest.forge(JWS).remove("crit")),
                Status.REFUSED,
                SIGNED_ATTRIBUTES,
                CRITICAL_HEADER_VIOLATION);
    }

    @Test
    void refusesAnIncompleteChainAlthoughItsLeafIsTrusted() {
        TrustSnapshot leafIsTrusted = trust(AnchorKind.NOTATION_CA, TestChain.ROOT.der());
        SignatureReport report = strictly().trusting(leafIsTrusted).judge(EnvelopeForge.of(JWS, TestChain.LEAF));
        assertEnds(report, Status.REFUSED, CERTIFICATE_CHAIN, CERT_CHAIN_INVALID);
    }

    @Test
    void refusesAnotherPayloadType() {
        SignatureReport report = strictly().judge(EnvelopeTest.forge(JWS).put("cty", "application/json"));
        assertEnds(report, Status.REFUSED, PAYLOAD, PAYLOAD_TYPE_UNSUPPORTED);
    }

    @Test
    void refusesAPayloadThatDescribesNothing() {
        SignatureReport report = strictly().judge(EnvelopeTest.forge(JWS).payload("{}"));
        assertEnds(report, Status.REFUSED, PAYLOAD, PAYLOAD_MALFORMED);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void refusesASignatureMadeForAnotherImageUnderEveryLevel(Level level) {
        SignatureReport report =
                under(anybody(level)).judge(EnvelopeTest.forge(JWS).payload("sha256:" + "b".repeat(64), 42));
        assertEnds(report, Status.REFUSED, SUBJECT, ARTIFACT_MISMATCH);
    }

    @Test
    void refusesAnotherSizeAndAnotherMediaTypeUnderTheSameDigest() {
        assertEnds(
                strictly().judge(EnvelopeTest.forge(JWS).payload(IMAGE.digest().toString(), 43)),
                Status.REFUSED,
                SUBJECT,
                ARTIFACT_MISMATCH);
        Descriptor other = Descriptor.of("application/vnd.oci.image.index.v1+json", IMAGE.digest(), 42);
        assertEnds(strictly().of(other).judge(EnvelopeTest.forge(JWS)), Status.REFUSED, SUBJECT, ARTIFACT_MISMATCH);
    }

    @Test
    void refusesWhereTheDigestToCoverIsNeitherTheImageNorItsIndex() {
        Digest other = Digest.parse("sha256:" + "b".repeat(64));
        assertEnds(
                strictly().covering(other).judge(EnvelopeTest.forge(JWS).payload(other.toString(), 42)),
                Status.REFUSED,
                SUBJECT,
                ARTIFACT_MISMATCH);
    }

    @Test
    void acceptsASignatureOfTheIndexOnlyWhereTheIndexIsToBeCovered() {
        Descriptor index = Descriptor.of("application/vnd.oci.image.index.v1+json", INDEX_BYTES);
        EnvelopeForge ofIndex = EnvelopeTest.forge(JWS)
                .payload("{\"targetArtifact\":{\"mediaType\":\"" + index.mediaType() + "\",\"digest\":\""
                        + index.digest() + "\",\"size\":" + index.size() + "}}");
        assertThat(strictly()
                        .foundThrough(VerifiedIndex.of(index, INDEX_BYTES, List.of(IMAGE)))
                        .covering(index.digest())
                        .judge(ofIndex)
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertEnds(
                strictly()
                        .foundThrough(VerifiedIndex.of(index, INDEX_BYTES, List.of(IMAGE)))
                        .judge(ofIndex),
                Status.REFUSED,
                SUBJECT,
                ARTIFACT_MISMATCH);
    }

    // Authenticity.

    @Test
    void refusesAChainThatNoStoreHas() {
        SignatureReport report = strictly()
                .trusting(trust(AnchorKind.NOTATION_CA, stranger().der()))
                .judge(EnvelopeTest.forge(JWS));
        assertEnds(report, Status.REFUSED, TRUSTED_CERTIFICATE, NO_TRUSTED_CERTIFICATE);
        assertThat(report.signer()).containsInstanceOf(PresentedSigner.class);
        assertThat(result(report, REVOCATION)).isEqualTo(Result.NOT_RUN);
    }

    @Test
    void onlyToleratesAChainThatNoStoreHasUnderAudit() {
        SignatureReport report = under(anybody(Level.AUDIT))
                .trusting(trust(AnchorKind.NOTATION_CA, stranger().der()))
                .judge(EnvelopeTest.forge(JWS));
        assertEnds(report, Status.TOLERATED, TRUSTED_CERTIFICATE, NO_TRUSTED_CERTIFICATE);
        assertEnds(report, Status.TOLERATED, REVOCATION, REVOCATION_UNKNOWN);
        assertThat(result(report, TRUSTED_IDENTITY)).isEqualTo(Result.NOT_RUN);
    }

    @Test
    void isUndecidedWhereNoStoreHasAnything() {
        SignatureReport report = strictly().trusting(TrustSnapshot.empty()).judge(EnvelopeTest.forge(JWS));
        assertEnds(report, Status.UNAVAILABLE, TRUSTED_CERTIFICATE, TRUST_STORE_EMPTY);
    }

    @Test
    void takesCertificatesFromTheNamedStoresOnly() {
        NotationRequirement.Builder other =
                NotationRequirement.builder(Level.STRICT).caStore("other").trustedIdentity("*");
        assertEnds(
                under(other).judge(EnvelopeTest.forge(JWS)),
                Status.UNAVAILABLE,
                TRUSTED_CERTIFICATE,
                TRUST_STORE_EMPTY);
    }

    @Test
    void neverMixesAuthoritiesAndSigningAuthorities() {
        AnchorSelector authority = new AnchorSelector.InStore(AnchorKind.NOTATION_SIGNING_AUTHORITY, "acme");
        NotationRequirement.Builder requirement =
                NotationRequirement.builder(Level.STRICT).anchor(authority).trustedIdentity("*");
        TrustSnapshot timeAuthority = trust(AnchorKind.NOTATION_SIGNING_AUTHORITY, TestChain.ROOT.der());
        assertEnds(
                strictly().judge(EnvelopeTest.forge(JWS).signingAuthority()),
                Status.REFUSED,
                TRUSTED_CERTIFICATE,
                NO_TRUSTED_CERTIFICATE);
        assertEnds(
                under(requirement).trusting(timeAuthority).judge(EnvelopeTest.forge(JWS)),
                Status.REFUSED,
                TRUSTED_CERTIFICATE,
                NO_TRUSTED_CERTIFICATE);
        assertThat(under(requirement)
                        .trusting(timeAuthority)
                        .judge(EnvelopeTest.forge(JWS).signingAuthority())
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void refusesCriticalAttributesNobodyProcessedUnderEveryLevel(Level level) {
        SignatureReport report =
                under(anybody(level)).judge(EnvelopeTest.forge(JWS).critical("io.example", "x"));
        assertEnds(report, Status.REFUSED, CRITICAL_ATTRIBUTES, UNPROCESSED_CRITICAL_ATTRIBUTE);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void refusesASignatureThatDemandsAPluginUnderEveryLevel(Level level) {
        SignatureReport report =
                under(anybody(level)).judge(EnvelopeTest.forge(JWS).critical(PLUGIN, "p"));
        assertEnds(report, Status.REFUSED, CRITICAL_ATTRIBUTES, PLUGIN_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x509.subject: C=US, ST=WA, O=other",
                "x509.subject: C=US, ST=WA, O=acme, CN=other",
                "x509.subject: C=US, ST=WA, O=acme, OU=x",
                "x509.subject: C=US, ST=WA, O=Acme",
                "plugin.example:anything"
            })
    void refusesALeafOfAnotherIdentity(String identity) {
        assertEnds(
                under(identity(identity)).judge(EnvelopeTest.forge(JWS)),
                Status.REFUSED,
                TRUSTED_IDENTITY,
                IDENTITY_NOT_TRUSTED);
    }

    @Test
    void refusesASubjectThatIsAmbiguous() {
        X500NameBuilder twice = new X500NameBuilder()
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.ST, "WA")
                .addRDN(BCStyle.O, "acme")
                .addRDN(BCStyle.O, "other");
        X500NameBuilder several = new X500NameBuilder()
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.ST, "WA")
                .addMultiValuedRDN(new ASN1ObjectIdentifier[] {BCStyle.O, BCStyle.OU}, new String[] {"acme", "longer"});
        for (X500NameBuilder name : List.of(twice, several)) {
            Issued leaf = leaf().subject(name.build()).issue();
            assertEnds(
                    under(identity(SUBJECT_OF_LEAF)).judge(EnvelopeForge.of(JWS, leaf, TestChain.ROOT)),
                    Status.REFUSED,
                    TRUSTED_IDENTITY,
                    IDENTITY_NOT_TRUSTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=#", "=#04ffffffff", "x, O=acme", "x\\, C=DE"})
    void comparesValuesThatLookLikeNamesAsValues(String value) {
        X500NameBuilder name = new X500NameBuilder()
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.ST, "WA")
                .addRDN(BCStyle.O, new DERUTF8String(value));
        Issued leaf = leaf().subject(name.build()).issue();
        assertEnds(
                under(identity(SUBJECT_OF_LEAF)).judge(EnvelopeForge.of(JWS, leaf, TestChain.ROOT)),
                Status.REFUSED,
                TRUSTED_IDENTITY,
                IDENTITY_NOT_TRUSTED);
    }

    @Test
    void comparesTheTextOfOlderStringTypesAndNothingElse() {
        X500NameBuilder start = new X500NameBuilder().addRDN(BCStyle.C, "US").addRDN(BCStyle.ST, "WA");
        Issued bmp = leaf().subject(
                        start.addRDN(BCStyle.O, new DERBMPString("acme")).build())
                .issue();
        assertThat(under(identity(SUBJECT_OF_LEAF))
                        .judge(EnvelopeForge.of(JWS, bmp, TestChain.ROOT))
                        .status())
                .isEqualTo(Status.ACCEPTED);
        Issued octets = leaf().subject(new X500NameBuilder()
                        .addRDN(BCStyle.C, "US")
                        .addRDN(BCStyle.ST, "WA")
                        .addRDN(BCStyle.O, new DERT61String("acme"))
                        .build())
                .issue();
        assertEnds(
                under(identity(SUBJECT_OF_LEAF)).judge(EnvelopeForge.of(JWS, octets, TestChain.ROOT)),
                Status.REFUSED,
                TRUSTED_IDENTITY,
                IDENTITY_NOT_TRUSTED);
    }

    @Test
    void acceptsASubjectWithAttributesOfUnknownTypes() {
        X500NameBuilder name = new X500NameBuilder()
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.ST, "WA")
                .addRDN(BCStyle.O, "acme")
                .addRDN(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.60.2.1.3"), "US");
        Issued leaf = leaf().subject(name.build()).issue();
        assertThat(under(identity(SUBJECT_OF_LEAF + ",1.3.6.1.4.1.311.60.2.1.3=US"))
                        .judge(EnvelopeForge.of(JWS, leaf, TestChain.ROOT))
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @Test
    void endsWithTheFirstEnforcedFailure() {
        SignatureReport identity =
                under(identity("x509.subject: C=US, ST=WA, O=other")).judge(EnvelopeTest.forge(JWS));
        assertThat(withResult(identity, Result.NOT_RUN)).containsExactly(EXPIRY, AUTHENTIC_TIMESTAMP, REVOCATION);
        SignatureReport expired = strictly().judge(EnvelopeTest.forge(JWS).critical(EXPIRY_LABEL, NOW));
        assertThat(withResult(expired, Result.NOT_RUN)).containsExactly(AUTHENTIC_TIMESTAMP, REVOCATION);
        SignatureReport late = strictly().at(CertificateForge.TO.plusSeconds(1)).judge(EnvelopeTest.forge(JWS));
        assertThat(withResult(late, Result.NOT_RUN)).containsExactly(REVOCATION);
    }

    @Test
    void goesOnAfterAFailureThatIsOnlyLogged() {
        NotationRequirement.Builder logging = identity("x509.subject: C=US, ST=WA, O=other")
                .override(Step.AUTHENTICITY, Action.LOGGED)
                .override(Step.EXPIRY, Action.LOGGED)
                .override(Step.AUTHENTIC_TIMESTAMP, Action.LOGGED);
        SignatureReport report = under(logging)
                .at(CertificateForge.TO.plusSeconds(1))
                .judge(EnvelopeTest.forge(JWS).critical(EXPIRY_LABEL, NOW));
        assertThat(withResult(report, Result.FAILED)).containsExactly(TRUSTED_IDENTITY, EXPIRY, AUTHENTIC_TIMESTAMP);
        assertThat(withResult(report, Result.NOT_RUN)).isEmpty();
        assertThat(report.status()).isEqualTo(Status.TOLERATED);
    }

    // Expiry and time.

    @ParameterizedTest
    @EnumSource(Level.class)
    void treatsAnExpiredSignatureAsTheLevelSays(Level level) {
        EnvelopeForge forge = EnvelopeTest.forge(JWS).critical(EXPIRY_LABEL, NOW);
        SignatureReport report = under(anybody(level)).judge(forge);
        assertEnds(report, level == Level.STRICT ? Status.REFUSED : Status.ACCEPTED, EXPIRY, SIGNATURE_EXPIRED);
        assertThat(check(report, EXPIRY).action()).isEqualTo(level == Level.STRICT ? Action.ENFORCED : Action.LOGGED);
    }

    @Test
    void saysWhenASignatureWillExpire() {
        SignatureReport report = strictly().judge(EnvelopeTest.forge(JWS).critical(EXPIRY_LABEL, NOW.plusSeconds(1)));
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
        assertThat(report.changesAt()).contains(NOW.plusSeconds(1));
    }

    @Test
    void refusesCertificatesThatAreNotValidNowWhateverTheClaimedTime() {
        Instant after = CertificateForge.TO.plusSeconds(1);
        assertEnds(
                strictly().at(after).judge(EnvelopeTest.forge(JWS)),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                CERT_NOT_VALID_NOW);
        SignatureReport early =
                strictly().at(CertificateForge.FROM.minusSeconds(1)).judge(EnvelopeTest.forge(JWS));
        assertEnds(early, Status.REFUSED, AUTHENTIC_TIMESTAMP, CERT_NOT_VALID_NOW);
        assertThat(early.changesAt()).contains(CertificateForge.FROM);
        assertThat(strictly()
                        .at(CertificateForge.TO)
                        .judge(EnvelopeTest.forge(JWS))
                        .status())
                .isEqualTo(Status.ACCEPTED);
    }

    @Test
    void saysOnlyOfWhatIsNotYetValidThatItMayBecomeGood() {
        Instant leafStarts = CertificateForge.FROM.plusSeconds(10);
        Issued leaf = leaf().valid(leafStarts, CertificateForge.TO).issue();
        EnvelopeForge forge = EnvelopeForge.of(JWS, leaf, TestChain.ROOT);
        assertThat(strictly()
                        .at(CertificateForge.FROM.minusSeconds(1))
                        .judge(forge)
                        .changesAt())
                .contains(leafStarts);
        assertThat(strictly()
                        .at(CertificateForge.TO.plusSeconds(1))
                        .judge(forge)
                        .changesAt())
                .isEmpty();
    }

    @Test
    void judgesTheChainOfASigningAuthorityAtTheAuthenticTime() {
        AnchorSelector authority = new AnchorSelector.InStore(AnchorKind.NOTATION_SIGNING_AUTHORITY, "acme");
        NotationRequirement.Builder requirement =
                NotationRequirement.builder(Level.STRICT).anchor(authority).trustedIdentity("*");
        TrustSnapshot trust = trust(AnchorKind.NOTATION_SIGNING_AUTHORITY, TestChain.ROOT.der());
        Instant late = CertificateForge.TO.plusSeconds(1);
        assertThat(under(requirement)
                        .trusting(trust)
                        .at(late)
                        .judge(EnvelopeTest.forge(JWS).signingAuthority())
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertEnds(
                under(requirement)
                        .trusting(trust)
                        .judge(EnvelopeTest.forge(JWS).signingAuthority().put(AUTHENTIC_TIME, late)),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                CERT_NOT_VALID_AT_SIGNING);
    }

    @Test
    void demandsATimestampWhereThePolicyHasStoresForOne() {
        assertEnds(
                under(timestamped()).judge(EnvelopeTest.forge(JWS)),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                TIMESTAMP_MISSING);
        assertThat(under(timestamped().verifyTimestamp(VerifyTimestamp.AFTER_CERT_EXPIRY))
                        .judge(EnvelopeTest.forge(JWS))
                        .status())
                .isEqualTo(Status.ACCEPTED);
        assertEnds(
                under(timestamped().verifyTimestamp(VerifyTimestamp.AFTER_CERT_EXPIRY))
                        .at(CertificateForge.TO.plusSeconds(1))
                        .judge(EnvelopeTest.forge(JWS)),
                Status.REFUSED,
                AUTHENTIC_TIMESTAMP,
                TIMESTAMP_MISSING);
    }

    // Revocation.

    @Test
    void isUndecidedAboutCertificatesThatCouldBeRevoked() {
        GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/x");
        AuthorityInformationAccess ocsp = new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, url);
        CRLDistPoint crl = new CRLDistPoint(new DistributionPoint[0]);
        for (CertificateForge forge : List.of(
                leaf().extension(Extension.authorityInfoAccess, false, ocsp),
                leaf().extension(Extension.cRLDistributionPoints, false, crl),
                leaf().extension(Extension.authorityInfoAccess, false, new DERUTF8String("no list")))) {
            Issued leaf = forge.issue();
            assertEnds(
                    strictly().judge(EnvelopeForge.of(JWS, leaf, TestChain.ROOT)),
                    Status.UNAVAILABLE,
                    REVOCATION,
                    REVOCATION_UNKNOWN);
            SignatureReport skipped = under(anybody(Level.STRICT).override(Step.REVOCATION, Action.SKIPPED))
                    .judge(EnvelopeForge.of(JWS, leaf, TestChain.ROOT));
            assertThat(skipped.status()).isEqualTo(Status.ACCEPTED);
            assertThat(result(skipped, REVOCATION)).isEqualTo(Result.NOT_RUN);
        }
    }

    @Test
    void hasNothingToAskAboutCertificatesThatNameNoSource() {
        GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/x");
        Issued leaf = leaf().extension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, url))
                .issue();
        SignatureReport report = strictly().judge(EnvelopeForge.of(JWS, leaf, TestChain.ROOT));
        assertThat(result(report, REVOCATION)).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(report.status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void hasNobodyToAskAboutTheRoot() {
        Issued alone = CertificateForge.leaf(TestChain.LEAF.key(), "CN=alone")
                .extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[0]))
                .issue();
        SignatureReport report =
                strictly().trusting(trust(AnchorKind.NOTATION_CA, alone.der())).judge(EnvelopeForge.of(JWS, alone));
        assertThat(result(report, REVOCATION)).isEqualTo(Result.NOT_APPLICABLE);
    }

    // Metadata.

    @Test
    void refusesMetadataThatLacksWhatIsAskedFor() {
        EnvelopeForge forge = EnvelopeTest.forge(JWS)
                .payload("{\"targetArtifact\":{\"mediaType\":\"" + IMAGE.mediaType() + "\",\"digest\":\""
                        + IMAGE.digest() + "\",\"size\":42,\"annotations\":{\"build\":\"42\",\"branch\":\"main\"}}}");
        assertThat(under(anybody(Level.STRICT).userMetadata("build", "42"))
                        .judge(forge)
                        .status())
                .isEqualTo(Status.ACCEPTED);
        for (String value : List.of("43", "")) {
            assertEnds(
                    under(anybody(Level.AUDIT).userMetadata("build", value)).judge(forge),
                    Status.REFUSED,
                    USER_METADATA,
                    METADATA_MISMATCH);
        }
        assertEnds(
                under(anybody(Level.STRICT).userMetadata("other", "42")).judge(forge),
                Status.REFUSED,
                USER_METADATA,
                METADATA_MISMATCH);
    }

    // Set-up.

    @Test
    void refusesToPrepareWithAStoreThatCannotBeUsed() {
        Issued other = leaf().issue();
        for (TrustSnapshot trust : List.of(
                trust(AnchorKind.NOTATION_CA, Bytes.utf8("garbage")),
                trust(AnchorKind.NOTATION_CA, TestChain.ROOT.der(), other.der()),
                TrustSnapshot.of(
                        List.of(),
                        List.of(new SkippedEntry(AnchorKind.NOTATION_CA, "acme", "x", "why")),
                        DenyList.empty()))) {
            assertThatExceptionOfType(SetUpException.class)
                    .isThrownBy(() -> strictly().trusting(trust).judge(EnvelopeTest.forge(JWS)))
                    .satisfies(e -> assertThat(e.reason().code()).isEqualTo(TRUST_STORE_INVALID));
        }
    }

    @Test
    void refusesToPrepareWithAnIdentityThatCannotBeRead() {
        assertThatExceptionOfType(SetUpException.class)
                .isThrownBy(() -> under(identity("x509.subject: C=US")).judge(EnvelopeTest.forge(JWS)))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(POLICY_IDENTITY_NAME_INCOMPLETE));
    }

    // What is good.

    @ParameterizedTest
    @EnumSource
    void acceptsASignatureUnderATrustedRootOfATrustedIdentity(EnvelopeFormat format) {
        SignatureReport report = under(identity(SUBJECT_OF_LEAF)).judge(EnvelopeTest.forge(format));
        assertThat(report.status()).as(report.toString()).isEqualTo(Status.ACCEPTED);
        assertThat(withResult(report, Result.NOT_APPLICABLE)).containsExactly(EXPIRY, REVOCATION);
        assertThat(withResult(report, Result.NOT_RUN)).isEmpty();
        assertThat(report.changesAt()).contains(CertificateForge.TO);
        assertThat(report.facts())
                .containsEntry("claimedSigningTime", SIGNED_AT.toString())
                .containsEntry("signerSubject", "CN=signer,O=acme,ST=WA,C=US");
    }

    @Test
    void namesTheSignerAndAllThatADenyListCouldName() {
        SignatureReport report = strictly().judge(EnvelopeTest.forge(JWS));
        assertThat(report.trustedSigner()).hasValueSatisfying(signer -> {
            assertThat(signer.anchor().material()).isEqualTo(Digest.sha256(TestChain.ROOT.der()));
            assertThat(signer.display()).contains("CN=signer");
            assertThat(signer.material())
                    .contains(
                            new DenyTarget.Certificate(Digest.sha256(TestChain.LEAF.der())),
                            new DenyTarget.Certificate(Digest.sha256(TestChain.ROOT.der())),
                            new DenyTarget.Key(Digest.sha256(Bytes.copyOf(
                                    TestChain.LEAF.key().getPublic().getEncoded()))))
                    .hasSize(4);
        });
    }

    /** Under audit nobody has to vouch; a deny list that names the authority is then all that stops the signature. */
    @Test
    void namesTheWholeChainToADenyListAlsoWhereNobodyVouches() {
        SignatureReport report = under(anybody(Level.AUDIT))
                .trusting(trust(AnchorKind.NOTATION_CA, stranger().der()))
                .judge(EnvelopeTest.forge(JWS));
        assertThat(report.signer()).containsInstanceOf(PresentedSigner.class);
        assertThat(((PresentedSigner) report.signer().orElseThrow()).material())
                .contains(
                        new DenyTarget.Certificate(Digest.sha256(TestChain.LEAF.der())),
                        new DenyTarget.Certificate(Digest.sha256(TestChain.ROOT.der())),
                        new DenyTarget.Key(Digest.sha256(
                                Bytes.copyOf(TestChain.ROOT.key().getPublic().getEncoded()))));
    }

    @Test
    void acceptsAPinnedLeafThatVouchesForItself() {
        Issued alone = CertificateForge.leaf(CertificateForge.ec("secp256r1"), "CN=alone")
                .issue();
        NotationRequirement.Builder pinned = NotationRequirement.builder(Level.STRICT)
                .anchor(new AnchorSelector.Pinned(AnchorKind.NOTATION_CA, alone.der(), "alone.crt"))
                .trustedIdentity("*");
        assertThat(under(pinned).judge(EnvelopeForge.of(JWS, alone)).status()).isEqualTo(Status.ACCEPTED);
    }

    private static NotationRequirement.Builder identity(String identity) {
        return NotationRequirement.builder(Level.STRICT).caStore("acme").trustedIdentity(identity);
    }

    static NotationRequirement.Builder timestamped() {
        return anybody(Level.STRICT).anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_TSA, "tsa"));
    }

    private static CertificateForge leaf() {
        return CertificateForge.leaf(TestChain.LEAF.key(), "C=US,ST=WA,O=acme,CN=other")
                .by(TestChain.ROOT);
    }

    private static Issued stranger() {
        return CertificateForge.leaf(CertificateForge.ec("secp256r1"), "CN=stranger")
                .issue();
    }
}
