/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PemTest {

    private static final String BLOCK = "-----BEGIN KEY-----\nAAEC\n-----END KEY-----\n";
    private static final PemBlock KEY = new PemBlock("KEY", Bytes.fromHex("000102"));

    private static List<PemBlock> parse(String text) throws MalformedInputException {
        return Pem.parse(Bytes.utf8(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "AAEC",
                "-----BEGIN KEY-----\nAAEC\n",
                "-----BEGIN KEY-----\nAAEC",
                "-----BEGIN KEY-----",
                "-----BEGIN KEYABCDE\nAAEC\n-----END KEY-----\n",
                "-----BEGIN KEY-----\nAAEC\n-----END KEY-----\r",
                "-----BEGIN KEY-----\nAAEC\n-----END KEY----\n",
                "-----BEGIN KEY-----\nAAEC\n-----END OTHER-----\n",
                "-----BEGIN KEY-----\nAAEC-----END KEY-----\n",
                "-----BEGIN KEY-----AAEC\n-----END KEY-----\n",
                "-----BEGIN KEY----- \nAAEC\n-----END KEY-----\n",
                " -----BEGIN KEY-----\nAAEC\n-----END KEY-----\n",
                "-----BEGIN KEY-----\nAAEC\n-----END KEY----- \n",
                "-----BEGIN KEY-----\n\nAAEC\n-----END KEY-----\n",
                "-----BEGIN KEY-----\nAAEC \n-----END KEY-----\n",
                "-----BEGIN KEY-----\nAA EC\n-----END KEY-----\n",
                "-----BEGIN KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAEC\n-----END KEY-----\n",
                "-----BEGIN KEY-----\n-----END KEY-----\n",
                "-----BEGIN KEY-----\n-----BEGIN KEY-----\nAAEC\n-----END KEY-----\n",
                "-----BEGIN KEY-----\rAAEC\r-----END KEY-----\r",
                "-----BEGIN -----\nAAEC\n-----END -----\n",
                "-----BEGIN-----\nAAEC\n-----END-----\n",
                "-----BEGIN key-----\nAAEC\n-----END key-----\n",
                "-----BEGIN A  B-----\nAAEC\n-----END A  B-----\n",
                "-----BEGIN  A-----\nAAEC\n-----END  A-----\n",
                "-----BEGIN A -----\nAAEC\n-----END A -----\n",
                "---- BEGIN SSH2 PUBLIC KEY ----\nAAEC\n---- END SSH2 PUBLIC KEY ----\n",
            })
    void refusesWhatIsNoSequenceOfBlocks(String text) {
        assertRefused(PrimitiveReason.PEM_MALFORMED, () -> parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject=x\n" + BLOCK, BLOCK + "x", BLOCK + "# comment\n" + BLOCK, BLOCK + " \n"})
    void refusesTextAroundBlocks(String text) {
        assertRefused(PrimitiveReason.PEM_MALFORMED, () -> parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAE", "AAF=", "AA==AAEC", "AAE=\n=", "A", "===="})
    void refusesBase64ThatIsNotCanonical(String base64) {
        assertRefused(
                PrimitiveReason.BASE64_NOT_CANONICAL,
                () -> parse("-----BEGIN KEY-----\n" + base64 + "\n-----END KEY-----\n"));
    }

    @Test
    void refusesAByteOrderMarkThatWouldHideTheFirstBlock() {
        assertRefused(
                PrimitiveReason.BYTE_ORDER_MARK, () -> Pem.parseAmongOtherText(Bytes.utf8("\uFEFF" + BLOCK + BLOCK)));
    }

    @Test
    void tellsTheLineThatIsWrong() {
        assertThatThrownBy(() -> parse("\n" + BLOCK + "# comment\n"))
                .isInstanceOfSatisfying(
                        MalformedInputException.class,
                        e -> assertThat(e.reason().detail()).startsWith("line 5:"));
    }

    @Test
    void refusesLongText() {
        assertRefused(PrimitiveReason.TOO_LONG, () -> Pem.parse(Bytes.copyOf(new byte[Pem.MAX_LENGTH + 1])));
    }

    @Test
    void readsTextAsLongAsItsLimit() throws Exception {
        assertThat(parse(BLOCK + "\n".repeat(Pem.MAX_LENGTH - BLOCK.length()))).containsExactly(KEY);
    }

    @Test
    void takesEveryLetterAndDigitInALabel() throws Exception {
        PemBlock block = new PemBlock("AZ 09", Bytes.fromHex("00"));

        assertThat(Pem.parseOne(Bytes.utf8(Pem.write(block)))).isEqualTo(block);
    }

    @Test
    void refusesManyBlocks() throws Exception {
        assertThat(parse(BLOCK.repeat(Pem.MAX_BLOCKS))).hasSize(Pem.MAX_BLOCKS);
        assertRefused(PrimitiveReason.TOO_LONG, () -> parse(BLOCK.repeat(Pem.MAX_BLOCKS + 1)));
    }

    @Test
    void refusesASecondBlockWhereOneIsExpected() throws Exception {
        assertThat(Pem.parseOne(Bytes.utf8(BLOCK))).isEqualTo(KEY);
        assertRefused(PrimitiveReason.PEM_MALFORMED, () -> Pem.parseOne(Bytes.utf8(BLOCK + BLOCK)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "----BEGIN KEY-----\nAAEC\n-----END KEY-----\n",
                " -----BEGIN KEY-----\nAAEC\n-----END KEY-----\n",
                "-----END KEY-----\n",
                "x -----BEGIN KEY-----\n"
            })
    void refusesSpoiltMarkersAmongOtherText(String spoilt) {
        assertRefused(PrimitiveReason.PEM_MALFORMED, () -> Pem.parseAmongOtherText(Bytes.utf8(BLOCK + spoilt + BLOCK)));
    }

    @Test
    void takesTextAroundBlocksWhenAskedTo() throws Exception {
        assertThat(Pem.parseAmongOtherText(Bytes.utf8("subject=\u00e9\n" + BLOCK + "# next\n" + BLOCK + "end")))
                .containsExactly(KEY, KEY);
    }

    @Test
    void refusesProseInsideABlockAlsoAmongOtherText() {
        assertRefused(
                PrimitiveReason.PEM_MALFORMED,
                () -> Pem.parseAmongOtherText(Bytes.utf8("-----BEGIN KEY-----\na note\nAAEC\n-----END KEY-----\n")));
    }

    @Test
    void takesBlankLinesAroundBlocksAndBothLineEnds() throws Exception {
        assertThat(parse("\n" + BLOCK + "\r\n\n" + BLOCK.replace("\n", "\r\n") + BLOCK.strip()))
                .containsExactly(KEY, KEY, KEY);
    }

    @Test
    void takesLinesOfAnyLength() throws Exception {
        assertThat(parse("-----BEGIN KEY-----\nA\nAE\nC\n-----END KEY-----")).containsExactly(KEY);
    }

    @Test
    void writesLinesOf64Characters() {
        assertThat(Pem.write(new PemBlock("PUBLIC KEY", Bytes.copyOf(new byte[49]))))
                .isEqualTo("-----BEGIN PUBLIC KEY-----\n" + "A".repeat(64) + "\nAA==\n-----END PUBLIC KEY-----\n");
    }

    @Test
    void refusesToBuildBlocksThatCannotBeWritten() {
        Bytes content = Bytes.fromHex("00");
        assertThatThrownBy(() -> new PemBlock("A-B", content)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PemBlock("A", Bytes.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll @Size(min = 1, max = 300) byte[] octets) throws MalformedInputException {
        PemBlock block = new PemBlock("EC PRIVATE KEY", Bytes.copyOf(octets));

        assertThat(Pem.parseOne(Bytes.utf8(Pem.write(block)))).isEqualTo(block);
    }

    @Provide
    Arbitrary<String> almostPem() {
        return Arbitraries.of(
                        "-----BEGIN KEY-----", "-----END KEY-----", "AAEC", "AA==", "=", "-----", "\n", "\r\n", " ")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 1_000)
    void neverThrowsAnythingElse(@ForAll @From("almostPem") String text) {
        try {
            assertThat(parse(text)).isNotEmpty();
        } catch (MalformedInputException e) {
            assertThat(e.reason().code().id()).startsWith("primitives.");
        }
    }
}
