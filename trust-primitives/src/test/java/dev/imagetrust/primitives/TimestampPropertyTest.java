/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class TimestampPropertyTest {

    private static final Bytes TOKEN = token();

    /**
     * What no signature covers and nothing relies on: the list of hash functions, and the certificates, of which those
     * that do not lead to the anchor are as good as absent. A flip there may be overlooked, but never changes a fact.
     */
    @Property(tries = 500)
    void noFlippedBitChangesWhatIsProved(@ForAll @IntRange(max = 1 << 20) int position) throws Exception {
        int bit = position % (8 * TOKEN.length());
        VerifiedTimestamp good = verify(TOKEN);
        VerifiedTimestamp flipped;
        try {
            flipped = verify(Keys.flipped(TOKEN, bit));
        } catch (MalformedInputException e) {
            assertThat(e.reason().code()).isInstanceOf(PrimitiveReason.class);
            return;
        }
        assertThat(bit / 8)
                .as("a flipped bit outside the list of hash functions")
                .isBetween(26, 40);
        assertThat(flipped.time()).isEqualTo(good.time());
        assertThat(flipped.chain()).isEqualTo(good.chain());
    }

    @Property(tries = 500)
    void anyOctetsAreRefused(@ForAll @Size(max = 300) byte[] octets) {
        for (boolean response : new boolean[] {true, false}) {
            try {
                Bytes input = Bytes.copyOf(octets);
                TimestampToken token = response ? TimestampToken.parseResponse(input) : TimestampToken.parse(input);
                throw new AssertionError("a token out of nothing: " + token.digest());
            } catch (MalformedInputException e) {
                assertThat(e.reason().code()).isInstanceOf(PrimitiveReason.class);
            }
        }
    }

    private static VerifiedTimestamp verify(Bytes token) throws Exception {
        return TimestampToken.parse(token)
                .verify(
                        TimestampForge.STAMPED,
                        TimestampAuthorities.of(List.of(TimestampForge.ROOT)),
                        TimestampRules.notary());
    }

    private static Bytes token() {
        try {
            return TimestampForge.bent(forge -> {}).token();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
