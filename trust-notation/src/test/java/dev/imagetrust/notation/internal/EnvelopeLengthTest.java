/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Limits;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How long an envelope may be. */
class EnvelopeLengthTest {

    /** More than a length of two octets can say, so that it has four in CBOR. */
    private static final int SOME = 1 << 16;

    @ParameterizedTest
    @EnumSource
    void readsAMebibyteAndNotAnOctetMore(EnvelopeFormat format) throws MalformedInputException {
        assertThat(UnverifiedEnvelope.parse(format, ofLength(1 << 20, format)).chain())
                .hasSize(2);
        Bytes longer = ofLength((1 << 20) + 1, format);
        assertTooLarge(format, longer, Limits.defaults());
        assertTooLarge(() -> UnverifiedEnvelope.parse(format, longer));
    }

    /** As much as may be allowed at all. */
    @ParameterizedTest
    @EnumSource
    void readsAsMuchAsTheCallerAllowsAndNotAnOctetMore(EnvelopeFormat format) throws MalformedInputException {
        Limits most = Limits.builder().envelopeBytes(Limits.LONGEST_ENVELOPE).build();
        Bytes longest = ofLength(Limits.LONGEST_ENVELOPE, format);
        assertThat(UnverifiedEnvelope.parse(format, longest, most).chain()).hasSize(2);
        assertTooLarge(format, ofLength(Limits.LONGEST_ENVELOPE + 1, format), most);
    }

    private static void assertTooLarge(EnvelopeFormat format, Bytes envelope, Limits limits) {
        assertTooLarge(() -> UnverifiedEnvelope.parse(format, envelope, limits));
    }

    private static void assertTooLarge(ThrowingCallable parsing) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(parsing)
                .satisfies(e -> assertThat(e.reason().code()).isEqualTo(NotationReason.ENVELOPE_TOO_LARGE));
    }

    /** With a signing agent that has a lot to say: nobody signs that. It is made long here, quicker than by the forge. */
    private static Bytes ofLength(int length, EnvelopeFormat format) {
        String agent = "x".repeat(SOME);
        byte[] some = EnvelopeTest.forge(format)
                .unsigned("io.cncf.notary.signingAgent", agent)
                .build()
                .toByteArray();
        int at = new String(some, StandardCharsets.ISO_8859_1).indexOf(agent);
        int more = length - some.length;
        ByteBuffer longer = ByteBuffer.allocate(length).put(some, 0, at);
        if (format == EnvelopeFormat.COSE) {
            longer.putInt(at - Integer.BYTES, SOME + more);
        }
        longer.put("x".repeat(more).getBytes(StandardCharsets.US_ASCII)).put(some, at, some.length - at);
        return Bytes.copyOf(longer.array());
    }
}
