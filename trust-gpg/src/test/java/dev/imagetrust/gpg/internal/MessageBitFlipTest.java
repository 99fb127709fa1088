/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;

/** What happens to a message in which one bit is wrong. */
class MessageBitFlipTest {

    /**
     * The octets of {@code uncompressed.signature} that no signature covers and no rule fixes. Each is read by nobody,
     * or only as a hint:
     */
    private static final IntPredicate UNSIGNED = octet ->
            // the name (12 octets) and the date (4) in the literal packet, which are never kept
            (octet >= 20 && octet < 36)
                    // type of the unhashed issuer subpacket: the hashed fingerprint names the issuer as well
                    || octet == 350
                    // the first 16 bits of the hash, a shortcut for readers in a hurry
                    || octet == 359
                    || octet == 360
                    // how many bits of the first octet of r and s count
                    || octet == 362
                    || octet == 396;

    @Test
    void acceptsNoFlippedBitOutsideTheOctetsNamedHere() throws Exception {
        Bytes good = recorded("uncompressed.signature");
        Keyring keys = Keys.of(recorded("plain.asc"));
        Outcome expected = outcome(keys, good).orElseThrow();
        TreeSet<Integer> tolerated = new TreeSet<>();
        for (int bit = 0; bit < good.length() * 8; bit++) {
            Optional<Outcome> outcome = outcome(keys, flipped(good, bit));
            if (outcome.isPresent()) {
                tolerated.add(bit / 8);
                assertThat(outcome).as("bit " + bit).contains(expected);
            }
        }
        assertThat(tolerated).isNotEmpty().allMatch(UNSIGNED::test);
    }

    @ParameterizedTest
    @CsvSource({"plain.signature, plain.asc", "zlib.signature, plain.asc"})
    void whateverIsAcceptedOfACompressedMessageSaysTheSame(String file, String keyFile) throws Exception {
        // Octets of a deflate stream have no names: several streams expand to the same octets, and the name and date
        // of the literal packet are somewhere inside.
        Bytes good = recorded(file);
        Keyring keys = Keys.of(recorded(keyFile));
        Outcome expected = outcome(keys, good).orElseThrow();
        for (int bit = 0; bit < good.length() * 8; bit++) {
            Optional<Outcome> outcome = outcome(keys, flipped(good, bit));
            if (outcome.isPresent()) {
                assertThat(outcome).as("bit " + bit).contains(expected);
            }
        }
    }

    /** Everything that a verdict could be built on. */
    private record Outcome(Bytes payload, Bytes signedPart, TrustedSigner signer) {}

    private static Optional<Outcome> outcome(Keyring keys, Bytes blob) {
        try {
            HeldSignature held = Keys.find(keys, blob);
            return held.keyFault(LATER).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Outcome(
                            held.payload(), held.document().signature().signedPart(), held.trustedSigner()));
        } catch (MalformedInputException e) {
            return Optional.empty();
        }
    }

    private static Bytes flipped(Bytes octets, int bit) {
        return Octets.with(octets, bit / 8, octets.at(bit / 8) ^ (1 << bit % 8));
    }
}
