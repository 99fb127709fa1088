/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LeafSubjectTest {

    private static final Bytes NAME = der("C=US,ST=WA,L=Seattle,O=acme,OU=one,CN=signer,STREET=a,POSTALCODE=1");

    @Property(tries = 2000)
    void refusesBentNamesWithAReason(@ForAll @IntRange(max = 1 << 16) int where) {
        byte[] bent = NAME.toByteArray();
        int bit = where % (bent.length * 8);
        bent[bit / 8] ^= (byte) (1 << (bit % 8));
        readOrRefuse(Bytes.copyOf(bent));
    }

    @Property(tries = 1000)
    void refusesAnythingElseWithAReason(@ForAll @Size(max = 60) byte[] anything) {
        readOrRefuse(Bytes.copyOf(anything));
        readOrRefuse(Bytes.copyOf(CborForge.concat(new byte[] {0x30, (byte) anything.length}, anything)));
    }

    @Test
    void refusesAnObjectDescriptorInPlaceOfAType() {
        // Tag 7 has the same content as tag 6; the name classes of Bouncy Castle throw a ClassCastException over it.
        byte[] bent = NAME.toByteArray();
        bent[6] ^= 1;
        assertThat(bent[6]).isEqualTo((byte) 7);
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> LeafSubject.attributes(Bytes.copyOf(bent)));
    }

    /** CVE-2023-25656: what stood behind a hash sign was decoded, and its length believed. */
    @Test
    void aHashSignIsText() throws MalformedInputException {
        assertThat(LeafSubject.attributes(der("O=acme,CN=\\#04ffffffff"))).containsEntry("CN", "#04ffffffff");
        assertThat(LeafSubject.attributes(der("O=acme,CN=Bad\\=#CN"))).containsEntry("CN", "Bad=#CN");
    }

    @Test
    void readsKnownTypesUnderTheirKeywords() throws MalformedInputException {
        assertThat(LeafSubject.attributes(NAME))
                .isEqualTo(Map.of(
                        "C",
                        "US",
                        "ST",
                        "WA",
                        "L",
                        "Seattle",
                        "O",
                        "acme",
                        "OU",
                        "one",
                        "CN",
                        "signer",
                        "STREET",
                        "a",
                        "POSTALCODE",
                        "1"));
    }

    private static void readOrRefuse(Bytes name) {
        try {
            LeafSubject.attributes(name);
        } catch (MalformedInputException e) {
            assertThat(e.reason().code()).isEqualTo(NotationReason.IDENTITY_NOT_TRUSTED);
        }
    }

    private static Bytes der(String name) {
        try {
            return Bytes.copyOf(new X500Name(name).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
