/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Names as Go prints them; the expected texts come from Go. */
class GoNameTest {

    private static final String EMAIL = "1.2.840.113549.1.9.1";
    private static final String DOMAIN = "0.9.2342.19200300.100.1.25";

    static Stream<Arguments> vectors() {
        return Stream.of(
                arguments(
                        "the order is Go's, and several units share one place",
                        "SERIALNUMBER=123,CN=cn,OU=A+OU=B,O=Acme\\, Inc,L=Seattle,ST=WA,C=US",
                        new String[] {
                            "2.5.4.6=US",
                            "2.5.4.10=Acme, Inc",
                            "2.5.4.11=A",
                            "2.5.4.11=B",
                            "2.5.4.7=Seattle",
                            "2.5.4.8=WA",
                            "2.5.4.3=cn",
                            "2.5.4.5=123"
                        }),
                arguments(
                        "what Go has no name for comes last, the last one first",
                        "CN=x,1.2.840.113549.1.9.1=#0c056140622e63,0.9.2342.19200300.100.1.25=#13026463",
                        new String[] {DOMAIN + "=dc", EMAIL + "=a@b.c", "2.5.4.3=x"}),
                arguments("of two common names the last counts", "CN=second", new String[] {
                    "2.5.4.3=first", "2.5.4.3=second"
                }),
                arguments("zot's own test subject", "CN=cert,O=Notary,L=Seattle,ST=WA,C=US", new String[] {
                    "2.5.4.6=US", "2.5.4.8=WA", "2.5.4.7=Seattle", "2.5.4.10=Notary", "2.5.4.3=cert"
                }),
                arguments(
                        "separators are escaped anywhere, spaces at the ends, a hash at the start",
                        "CN=\\ a\\+b\\\"c\\\\d\\<e\\>f\\;g #h\\ ,O=\\#i",
                        new String[] {"2.5.4.10=#i", "2.5.4.3= a+b\"c\\d<e>f;g #h "}),
                arguments("other letters stay as they are", "CN=Zürich", new String[] {"2.5.4.3=Zürich"}),
                arguments("an empty common name is none", "O=o", new String[] {"2.5.4.3=", "2.5.4.10=o"}),
                arguments("postal code and street", "CN=c,POSTALCODE=1,STREET=s", new String[] {
                    "2.5.4.9=s", "2.5.4.17=1", "2.5.4.3=c"
                }),
                arguments("nobody", "", new String[] {}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void printsAsGoDoes(String name, String expected, String[] attributes) throws Exception {
        assertThat(GoName.print(name(attributes))).isEqualTo(expected);
    }

    @Test
    void showsAValueThatIsNoTextByItsOctets() throws Exception {
        ASN1EncodableVector pair = new ASN1EncodableVector();
        pair.add(new ASN1ObjectIdentifier(EMAIL));
        pair.add(DERNull.INSTANCE);
        Bytes der = Bytes.copyOf(new DERSequence(new DERSet(new DERSequence(pair))).getEncoded());
        assertThat(GoName.print(der)).isEqualTo(EMAIL + "=#0500");
    }

    @ParameterizedTest
    @MethodSource("noNames")
    void refusesWhatIsNoName(Bytes octets) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> GoName.print(octets))
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(PrimitiveReason.CERTIFICATE_MALFORMED));
    }

    static Stream<Bytes> noNames() {
        return Stream.of(Bytes.utf8("x"), Bytes.utf8(""), Bytes.fromHex("300231ff"), Bytes.fromHex("3003020101"));
    }

    private static Bytes name(String... attributes) throws IOException {
        ASN1EncodableVector rdns = new ASN1EncodableVector();
        for (String attribute : attributes) {
            String[] parts = attribute.split("=", 2);
            ASN1EncodableVector pair = new ASN1EncodableVector();
            pair.add(new ASN1ObjectIdentifier(parts[0]));
            pair.add(parts[0].equals(EMAIL) ? new DERIA5String(parts[1]) : new DERUTF8String(parts[1]));
            rdns.add(new DERSet(new DERSequence(pair)));
        }
        return Bytes.copyOf(new DERSequence(rdns).getEncoded());
    }
}
