/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificatePathResult.Found;
import dev.imagetrust.primitives.CertificatePathResult.NotFound;
import dev.imagetrust.primitives.CertificatePathResult.Obstacle;
import dev.imagetrust.verdict.ReasonCode;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What {@link TimestampTokenTest} and the tests of cosign do not see of the search. */
class CertificatePathSearchTest {

    private static final Instant TIME = Instant.parse("2026-06-01T12:00:00Z");
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private static CertificateFacts leaf() throws Exception {
        return leaf(CODE_SIGNING);
    }

    private static CertificateFacts leaf(String purpose) throws Exception {
        return unsigned(BigInteger.TEN, purpose).signedBy(TestCertificate.MIDDLE_KEY);
    }

    private static TestCertificate unsigned() throws Exception {
        return unsigned(BigInteger.TEN, CODE_SIGNING);
    }

    private static TestCertificate unsigned(BigInteger serialNumber, String purpose) throws Exception {
        return TestCertificate.numbered(serialNumber, "CN=middle", "CN=leaf", TestCertificate.LEAF_KEY)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                .with(Extension.extendedKeyUsage, false, TimestampForge.purposes(purpose));
    }

    private static TestCertificate authority(BigInteger serialNumber, String issuer, String name, KeyPair key)
            throws Exception {
        return TestCertificate.numbered(serialNumber, issuer, name, key).authority(null);
    }

    private static TestCertificate middle() throws Exception {
        return authority(BigInteger.ONE, "CN=root", "CN=middle", TestCertificate.MIDDLE_KEY);
    }

    private static TestCertificate root() throws Exception {
        return authority(BigInteger.ONE, "CN=root", "CN=root", TestCertificate.ROOT_KEY);
    }

    private static CertificatePathResult search(CertificateFacts leaf, CertificateFacts... others) throws Exception {
        return search(leaf, List.of(TIME), others);
    }

    private static CertificatePathResult search(CertificateFacts leaf, List<Instant> times, CertificateFacts... others)
            throws Exception {
        return new CertificatePathSearch(
                        CertificatePathRules.codeSigning(), List.of(TestCertificate.root()), List.of(others))
                .from(leaf, times);
    }

    private static CertificatePathResult under(CertificateFacts anchor, CertificateFacts... others) throws Exception {
        return new CertificatePathSearch(CertificatePathRules.codeSigning(), List.of(anchor), List.of(others))
                .from(leaf(), List.of(TIME));
    }

    private static void assertLeafIsRefused(PrimitiveReason code, TestCertificate leaf) throws Exception {
        assertNotFound(
                Obstacle.LEAF_RULE, code, search(leaf.signedBy(TestCertificate.MIDDLE_KEY), TestCertificate.middle()));
    }

    private static void assertNotFound(Obstacle obstacle, ReasonCode code, CertificatePathResult result) {
        assertThat(result).isInstanceOfSatisfying(NotFound.class, none -> {
            assertThat(none.obstacle()).isEqualTo(obstacle);
            assertThat(none.reason().code()).isEqualTo(code);
        });
    }

    @Test
    void findsThePathFromLeafToAnchor() throws Exception {
        CertificateFacts leaf = leaf();
        CertificateFacts middle = TestCertificate.middle();

        assertThat(search(leaf, middle)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.path().leaf()).isEqualTo(leaf);
            assertThat(found.path().issuer()).isEqualTo(middle);
            assertThat(found.path().anchor().subjectText()).isEqualTo("CN=root");
            assertThat(found.path().certificates()).hasSize(3);
        });
    }

    @Test
    void refusesALeafThatNobodyKnownIssued() throws Exception {
        assertNotFound(Obstacle.NO_ISSUER, PrimitiveReason.CERTIFICATE_PATH, search(leaf()));
    }

    @Test
    void refusesALeafForAnotherPurpose() throws Exception {
        CertificateFacts leaf = leaf("1.3.6.1.5.5.7.3.8");

        assertNotFound(Obstacle.LEAF_RULE, PrimitiveReason.CERTIFICATE_PURPOSE, search(leaf, TestCertificate.middle()));
    }

    @Test
    void refusesALeafWhoseKeyIsNotForSignatures() throws Exception {
        TestCertificate silent = TestCertificate.of("CN=middle", "CN=leaf", TestCertificate.LEAF_KEY)
                .with(Extension.extendedKeyUsage, false, TimestampForge.purposes(CODE_SIGNING));
        TestCertificate other = TestCertificate.of("CN=middle", "CN=leaf", TestCertificate.LEAF_KEY)
                .with(Extension.extendedKeyUsage, false, TimestampForge.purposes(CODE_SIGNING))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement).getEncoded());

        assertLeafIsRefused(PrimitiveReason.CERTIFICATE_KEY_USAGE, silent);
        assertLeafIsRefused(PrimitiveReason.CERTIFICATE_KEY_USAGE, other);
    }

    /** Names, identifiers and everything else are right: only the signature tells. */
    @Test
    void refusesWhatAnotherKeySigned() throws Exception {
        CertificateFacts leaf = unsigned()
                .with(Extension.authorityKeyIdentifier, false, identifierOf(TestCertificate.MIDDLE_KEY))
                .signedBy(TestCertificate.LEAF_KEY);
        CertificateFacts middle = middle().with(
                        Extension.authorityKeyIdentifier, false, identifierOf(TestCertificate.ROOT_KEY))
                .signedBy(TestCertificate.LEAF_KEY);

        assertNotFound(
                Obstacle.NO_ISSUER, PrimitiveReason.CERTIFICATE_SIGNATURE, search(leaf, TestCertificate.middle()));
        assertNotFound(Obstacle.NO_ISSUER, PrimitiveReason.CERTIFICATE_SIGNATURE, search(leaf(), middle));
    }

    private static byte[] identifierOf(KeyPair issuer) throws Exception {
        return new JcaX509ExtensionUtils()
                .createAuthorityKeyIdentifier(issuer.getPublic())
                .getEncoded();
    }

    @Test
    void everyTimeCounts() throws Exception {
        Instant late = TestCertificate.UNTIL.plusSeconds(1);

        for (List<Instant> times : List.of(List.of(TIME, late), List.of(late, TIME))) {
            assertNotFound(
                    Obstacle.NOT_VALID,
                    PrimitiveReason.CERTIFICATE_EXPIRED,
                    search(leaf(), times, TestCertificate.middle()));
        }
    }

    @Test
    void validAtNoTimeIsNoQuestion() throws Exception {
        CertificateFacts leaf = leaf();

        assertThatIllegalArgumentException().isThrownBy(() -> search(leaf, List.of()));
    }

    @Test
    void aPathHasAnIssuer() throws Exception {
        CertificateFacts leaf = leaf();

        assertThatIllegalArgumentException().isThrownBy(() -> new CertificatePath(List.of(leaf)));
    }

    @Test
    void ofAStrangersCertificatesNothingElseIsSaid() throws Exception {
        CertificateFacts leaf = unsigned(BigInteger.ZERO, "1.2.3.4").signedBy(TestCertificate.MIDDLE_KEY);
        CertificateFacts middle = middle().signedBy(TestCertificate.RSA_KEY);
        List<Instant> late = List.of(TestCertificate.UNTIL.plusSeconds(1));

        assertNotFound(Obstacle.NO_ISSUER, PrimitiveReason.CERTIFICATE_SIGNATURE, search(leaf, late, middle));
    }

    // Serial numbers, RFC 5280 section 4.1.2.2

    static List<BigInteger> wrongNumbers() {
        return List.of(BigInteger.ZERO, BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(160));
    }

    @ParameterizedTest
    @MethodSource("wrongNumbers")
    void refusesASerialNumberThatIsNotPositiveOrTooLong(BigInteger number) throws Exception {
        assertLeafIsRefused(PrimitiveReason.CERTIFICATE_SERIAL_NUMBER, unsigned(number, CODE_SIGNING));
    }

    @ParameterizedTest
    @MethodSource("wrongNumbers")
    void refusesSuchANumberOfAnAuthorityToo(BigInteger number) throws Exception {
        CertificateFacts middle = authority(number, "CN=root", "CN=middle", TestCertificate.MIDDLE_KEY)
                .signedBy(TestCertificate.ROOT_KEY);

        assertNotFound(Obstacle.AUTHORITY_RULE, PrimitiveReason.CERTIFICATE_SERIAL_NUMBER, search(leaf(), middle));
    }

    @Test
    void acceptsASerialNumberOfTwentyOctets() throws Exception {
        BigInteger longest = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
        CertificateFacts leaf = unsigned(longest, CODE_SIGNING).signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(search(leaf, TestCertificate.middle())).isInstanceOf(Found.class);
    }

    @Test
    void aRootMayHaveTheNumberZeroAndNameNoKeyButItsOwn() throws Exception {
        CertificateFacts root = authority(BigInteger.ZERO, "CN=root", "CN=root", TestCertificate.ROOT_KEY)
                .without(Extension.authorityKeyIdentifier)
                .signedBy(TestCertificate.ROOT_KEY);

        assertThat(under(root, TestCertificate.middle())).isInstanceOf(Found.class);
    }

    // Key identifiers, RFC 5280 sections 4.2.1.1 and 4.2.1.2

    @Test
    void refusesALeafThatDoesNotNameItsIssuersKey() throws Exception {
        assertLeafIsRefused(
                PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, unsigned().without(Extension.authorityKeyIdentifier));
    }

    @Test
    void refusesALeafThatNamesItsIssuerByNumberOnly() throws Exception {
        GeneralNames issuer = new GeneralNames(new GeneralName(new X500Name("CN=root")));
        byte[] byNumber = new AuthorityKeyIdentifier(issuer, BigInteger.ONE).getEncoded();

        assertLeafIsRefused(
                PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER,
                unsigned().with(Extension.authorityKeyIdentifier, false, byNumber));
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, ''",
        "no length, 30",
        "no sequence, 0400",
        "octets behind, 3003800101 ff",
        "no key, 30038101ff",
        "something else behind the key, 3006 800101 830101",
        "something else in place of the issuer, 3009 800101 830100 820101",
        "an issuer without a number, 3005 800101 a100",
        "something else in place of the number, 3008 800101 a100 830101",
        "something behind issuer and number, 300b 800101 a100 820101 830101"
    })
    void refusesAnIdentifierThatCannotBeRead(String what, String hex) throws Exception {
        byte[] malformed = Bytes.fromHex(hex.replace(" ", "")).toByteArray();

        assertLeafIsRefused(
                PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER,
                unsigned().with(Extension.authorityKeyIdentifier, false, malformed));
    }

    @Test
    void anIssuersNameAndNumberMayStandBesideItsKey() throws Exception {
        GeneralNames issuer = new GeneralNames(new GeneralName(new X500Name("CN=somebody")));
        byte[] key = new JcaX509ExtensionUtils()
                .createAuthorityKeyIdentifier(TestCertificate.MIDDLE_KEY.getPublic())
                .getKeyIdentifierOctets();
        byte[] both = new AuthorityKeyIdentifier(key, issuer, BigInteger.TWO).getEncoded();
        CertificateFacts leaf =
                unsigned().with(Extension.authorityKeyIdentifier, false, both).signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(search(leaf, TestCertificate.middle())).isInstanceOf(Found.class);
    }

    @Test
    void refusesAnAuthorityThatDoesNotNameItsIssuersKey() throws Exception {
        CertificateFacts middle =
                middle().without(Extension.authorityKeyIdentifier).signedBy(TestCertificate.ROOT_KEY);

        assertNotFound(Obstacle.AUTHORITY_RULE, PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, search(leaf(), middle));
        assertNotFound(Obstacle.AUTHORITY_RULE, PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, under(middle));
    }

    @Test
    void refusesAnAuthorityThatOnlyBearsItsOwnIssuersName() throws Exception {
        CertificateFacts anchor = TestCertificate.of("CN=middle", "CN=middle", TestCertificate.MIDDLE_KEY)
                .authority(null)
                .without(Extension.authorityKeyIdentifier)
                .signedBy(TestCertificate.ROOT_KEY);

        assertNotFound(Obstacle.AUTHORITY_RULE, PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, under(anchor));
    }

    @Test
    void refusesAnAuthorityThatDoesNotNameItsOwnKey() throws Exception {
        CertificateFacts middle =
                middle().without(Extension.subjectKeyIdentifier).signedBy(TestCertificate.ROOT_KEY);
        CertificateFacts root = root().without(Extension.subjectKeyIdentifier).signedBy(TestCertificate.ROOT_KEY);

        assertNotFound(Obstacle.AUTHORITY_RULE, PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, search(leaf(), middle));
        assertNotFound(
                Obstacle.AUTHORITY_RULE,
                PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER,
                under(root, TestCertificate.middle()));
    }

    @ParameterizedTest
    @CsvSource({"nothing, ''", "no octet string, 800101", "octets behind, 040101 00"})
    void refusesAnAuthorityWhoseOwnIdentifierCannotBeRead(String what, String hex) throws Exception {
        byte[] malformed = Bytes.fromHex(hex.replace(" ", "")).toByteArray();
        CertificateFacts middle =
                middle().with(Extension.subjectKeyIdentifier, false, malformed).signedBy(TestCertificate.ROOT_KEY);

        assertThat(search(leaf(), middle)).isInstanceOfSatisfying(NotFound.class, none -> {
            assertThat(none.obstacle()).isEqualTo(Obstacle.AUTHORITY_RULE);
            assertThat(none.reason().text()).contains("malformed");
        });
    }

    @Test
    void refusesIdentifiersThatDiffer() throws Exception {
        byte[] another = new SubjectKeyIdentifier(new byte[20]).getEncoded();
        CertificateFacts middle =
                middle().with(Extension.subjectKeyIdentifier, false, another).signedBy(TestCertificate.ROOT_KEY);

        assertNotFound(Obstacle.AUTHORITY_RULE, PrimitiveReason.CERTIFICATE_KEY_IDENTIFIER, search(leaf(), middle));
        assertThat(search(leaf(), middle, TestCertificate.middle())).isInstanceOf(Found.class);
    }

    // Alternative names, RFC 5280 section 4.2.1.6

    private static TestCertificate named(String hex) throws Exception {
        return unsigned()
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        Bytes.fromHex(hex).toByteArray());
    }

    private static String hexOfHost(String name) throws Exception {
        return Bytes.copyOf(new GeneralNames(new GeneralName(GeneralName.dNSName, name)).getEncoded())
                .toHex();
    }

    @ParameterizedTest
    @CsvSource({
        "text that is no DER, 6578616d706c65",
        "no names, 3000",
        "octets behind, 3003820161 00",
        "a kind that there is none of, 30038a0161",
        "a text, 30030c0161",
        "an empty host, 30028200",
        "an address of mail that is not ASCII, 300381 01e4",
        "an empty URI, 30028600",
        "an address of three octets, 3005 8703010203",
        "an address with a mask, 300a 870801020304ffffff00",
        "an empty identifier, 30028800",
        "no name behind an identifier, 3005a0030601 2a",
        "octets behind another name, 300ca00a06012a a0020500 0101ff",
        "no identifier before another name, 3009 a007 04012a a0020500",
        "another name under another tag, 3009 a007 06012a a1020500",
        "another name that is empty, 3007 a005 06012a a000",
        "another name that is two, 300b a009 06012a a00405000500",
        "no directory name, 3002 a400",
        "two directory names, 3006a404 3000 3000",
        "a host that is none before one, 300a 82022d61 820461626364",
        "a host that is none behind one, 300a 820461626364 82022d61"
    })
    void refusesAlternativeNamesThatAreNone(String what, String hex) throws Exception {
        assertLeafIsRefused(PrimitiveReason.CERTIFICATE_ALTERNATIVE_NAME, named(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo_bar.example.com",
                "8.8.8.8",
                "-a.example",
                "a-.example",
                "a..example",
                ".example",
                "example.",
                "a.*.example",
                "*",
                "*.",
                "a b.example",
                "a123456789012345678901234567890123456789012345678901234567890123.example"
            })
    void refusesAHostNameThatIsNone(String name) throws Exception {
        assertLeafIsRefused(PrimitiveReason.CERTIFICATE_ALTERNATIVE_NAME, named(hexOfHost(name)));
    }

    @Test
    void aHostNameHas253CharactersAtMostAndItsLabels63() throws Exception {
        String longest = ("a".repeat(63) + ".").repeat(3) + "b".repeat(61);
        CertificateFacts leaf = named(hexOfHost(longest)).signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(search(leaf, TestCertificate.middle())).isInstanceOf(Found.class);
        assertLeafIsRefused(PrimitiveReason.CERTIFICATE_ALTERNATIVE_NAME, named(hexOfHost(longest + "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "*.example.com", "localhost", "8.example", "xn--bcher-kva.example", "A-1.b"})
    void acceptsAHostName(String name) throws Exception {
        CertificateFacts leaf = named(hexOfHost(name)).signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(search(leaf, TestCertificate.middle())).isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @CsvSource({
        "an address of mail, 3005 8103614062",
        "a URI, 3005 8603613a62",
        "addresses, 3018 870401020304 871000112233445566778899aabbccddeeff",
        "another name of Fulcio's kind, 3014 a012 060a2b0601040183bf300107 a004 0c027878",
        "a directory name, 3004 a402 3000",
        "an address of X.400, 3004 a302 3000",
        "a party of EDI, 3004 a502 3000",
        "a registered identifier, 3003 88012a"
    })
    void acceptsAlternativeNamesOfAllKinds(String what, String hex) throws Exception {
        CertificateFacts leaf = named(hex.replace(" ", "")).signedBy(TestCertificate.MIDDLE_KEY);

        assertThat(search(leaf, TestCertificate.middle())).isInstanceOf(Found.class);
    }
}
