/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import static org.assertj.core.api.Assertions.assertThat;

class SignaturePropertyTest {

    @Provide
    Arbitrary<RecordedSignature> recorded() {
        return Arbitraries.of(RecordedSignature.all());
    }

    @Property(tries = 400)
    void noFlippedBitOfASignatureIsOverlooked(
            @ForAll("recorded") RecordedSignature good, @ForAll @IntRange(max = 1 << 20) int position) {
        int bit = position % (8 * good.signature().length());

        assertThat(good.result(RecordedSignature.MESSAGE, Keys.flipped(good.signature(), bit)))
                .isIn(SignatureResult.INVALID, SignatureResult.MALFORMED);
    }

    @Property(tries = 200)
    void noFlippedBitOfAMessageIsOverlooked(
            @ForAll("recorded") RecordedSignature good, @ForAll @IntRange(max = 1 << 20) int position) {
        int bit = position % (8 * RecordedSignature.MESSAGE.length());

        assertThat(good.result(Keys.flipped(RecordedSignature.MESSAGE, bit), good.signature()))
                .isEqualTo(SignatureResult.INVALID);
    }

    @Property(tries = 400)
    void anyOctetsAreAnsweredAndNeverHold(
            @ForAll("recorded") RecordedSignature good, @ForAll @Size(max = 300) byte[] octets) {
        assertThat(good.result(RecordedSignature.MESSAGE, Bytes.copyOf(octets)))
                .isIn(SignatureResult.INVALID, SignatureResult.MALFORMED);
    }

    @Property(tries = 400)
    void octetsOfTheRightLengthNeverHold(@ForAll("recorded") RecordedSignature good, @ForAll @Size(512) byte[] octets) {
        Bytes fitting = Bytes.copyOf(octets).slice(0, good.signature().length());

        assertThat(good.result(RecordedSignature.MESSAGE, fitting))
                .isIn(SignatureResult.INVALID, SignatureResult.MALFORMED);
    }

    @Property(tries = 400)
    void anyOctetsAreRefusedAsAKey(@ForAll @Size(max = 300) byte[] octets) {
        readOrRefuse(Bytes.copyOf(octets));
    }

    /** The reader accepts DER only: an encoder that is not under test finds nothing to write differently. */
    @Property(tries = 1000)
    void whatIsAcceptedOfAChangedKeyIsCanonical(
            @ForAll("recorded") RecordedSignature good,
            @ForAll @IntRange(max = 1 << 20) int position,
            @ForAll byte octet,
            @ForAll Change change) {
        Bytes key = good.key().spki();
        // Most of a key is numbers; what is worth changing stands in front of them.
        int at = position % Math.min(key.length(), 40);
        Bytes inserted = change == Change.TAKE_OUT ? Bytes.empty() : Bytes.copyOf(new byte[] {octet});
        int goesOn = change == Change.PUT_IN ? at : at + 1;

        readOrRefuse(Keys.joined(key.slice(0, at), inserted, key.slice(goesOn, key.length())));
    }

    enum Change {
        REPLACE,
        PUT_IN,
        TAKE_OUT
    }

    private static void readOrRefuse(Bytes octets) {
        try {
            VerificationKey key = VerificationKey.fromSpki(octets);
            assertThat(Keys.der(SubjectPublicKeyInfo.getInstance(octets.toByteArray())))
                    .isEqualTo(octets);
            assertThat(key.spki()).isEqualTo(octets);
        } catch (MalformedInputException e) {
            assertThat(e.reason().code()).isInstanceOf(PrimitiveReason.class);
        }
    }
}
