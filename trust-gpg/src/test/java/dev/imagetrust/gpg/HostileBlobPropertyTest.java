/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.Octets;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.Result;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.SignatureReport.Status;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever lies where a signature is expected ends in a report, and never in an accepted one that says something else. */
class HostileBlobPropertyTest {

    private static final Bytes GOOD = recorded("uncompressed.signature");
    private static final Bytes COMPRESSED = recorded("plain.signature");
    private static final Judging JUDGING = Judging.by(recorded("plain.asc"));
    private static final SignatureReport EXPECTED = JUDGING.report(GOOD);

    @Property(tries = 300)
    void anyOctetsAreRefused(@ForAll @Size(max = 200) byte[] octets) {
        assertRefused(Bytes.copyOf(octets));
    }

    @Property(tries = 300)
    void anyOctetsBehindAPacketHeaderAreRefused(
            @ForAll @IntRange(min = 0x80, max = 0xff) int header, @ForAll @Size(max = 60) byte[] octets) {
        assertRefused(Octets.join(Octets.of(header), Bytes.copyOf(octets)));
    }

    @Property(tries = 100)
    void anyOctetsAsASignaturePacketAreRefused(@ForAll @Size(max = 60) byte[] octets) {
        // The announcement (15 octets) and the literal packet (295) of the good message, then something else.
        Bytes packet = Octets.join(Octets.of(0x88, octets.length), Bytes.copyOf(octets));
        assertRefused(Octets.join(GOOD.slice(0, 310), packet));
    }

    @Property(tries = 200)
    void severalWrongOctetsNeverChangeWhatIsAccepted(
            @ForAll @IntRange(max = 428) int at, @ForAll @Size(min = 1, max = 4) byte[] octets) {
        Bytes bent = GOOD;
        for (int i = 0; i < octets.length && at + i < GOOD.length(); i++) {
            bent = Octets.with(bent, at + i, octets[i]);
        }
        SignatureReport report = JUDGING.report(bent);
        if (report.status() == Status.ACCEPTED) {
            assertThat(report.facts()).isEqualTo(EXPECTED.facts());
            assertThat(report.signer()).isEqualTo(EXPECTED.signer());
        }
    }

    @Property(tries = 100)
    void aPieceInsertedAnywhereIsRefusedOrChangesNothing(
            @ForAll @IntRange(max = 428) int at,
            @ForAll @IntRange(max = 428) int from,
            @ForAll @IntRange(max = 60) int length) {
        Bytes piece = GOOD.slice(from, Math.min(GOOD.length(), from + length));
        Bytes bent = Octets.join(GOOD.slice(0, at), piece, GOOD.slice(at, GOOD.length()));
        SignatureReport report = JUDGING.report(bent);
        if (report.status() == Status.ACCEPTED) {
            assertThat(report.facts()).isEqualTo(EXPECTED.facts());
        }
    }

    @Property(tries = 200)
    void everyTruncationIsRefused(@ForAll @IntRange(max = 428) int length) {
        assertRefused(GOOD.slice(0, length));
        assertRefused(COMPRESSED.slice(0, Math.min(length, COMPRESSED.length() - 1)));
    }

    @Property(tries = 50)
    void everyOtherDigestIsRefused(@ForAll @Size(max = 8) byte[] content) {
        Digest other = Digest.sha256(Bytes.copyOf(content));
        SignatureReport report = JUDGING.report(GOOD, Judging.image(other));
        assertThat(Judging.why(report)).isEqualTo(GpgReason.DIGEST_MISMATCH.id());
    }

    private static void assertRefused(Bytes blob) {
        SignatureReport report = JUDGING.report(blob);
        assertThat(report.status()).isEqualTo(Status.REFUSED);
        assertThat(report.checks())
                .filteredOn(check -> check.result() == Result.FAILED)
                .hasSize(1);
    }
}
