/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.util.List;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.corpus;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static dev.imagetrust.gpg.internal.Recorded.upstream;
import static dev.imagetrust.gpg.internal.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class KeyringTest {

    private static final String SUE = "95CFC26AC47059BF2A10EBC66B1B5C4DFC32A813";
    private static final String ROBERT = "FF6DEE843C8FA6FD27F5A684C4D5C5D9D2D052C0";

    @Test
    void refusesAnEmptyFile() {
        assertRefused(GpgReason.NO_PUBLIC_KEYS, () -> fingerprints(Bytes.empty()));
    }

    @Test
    void refusesAFileWithoutKeysBesideAGoodOne() {
        assertRefused(GpgReason.NO_PUBLIC_KEYS, () -> fingerprints(recorded("plain.asc"), Bytes.utf8("nothing")));
    }

    @Test
    void refusesTextWithoutKeys() {
        assertRefused(GpgReason.NO_PUBLIC_KEYS, () -> fingerprints(Bytes.utf8("to be replaced by the key\n")));
    }

    @Test
    void refusesSecretKeys() {
        assertRefused(GpgReason.KEYRING_HAS_SECRETS, () -> fingerprints(corpus("sue-secret.asc")));
    }

    @Test
    void refusesSecretKeysBehindPublicOnes() {
        assertRefused(
                GpgReason.KEYRING_HAS_SECRETS,
                () -> fingerprints(Octets.join(recorded("plain.asc"), recorded("secret.asc"))));
    }

    @Test
    void refusesSecretKeyPackets() throws Exception {
        Bytes armored = recorded("secret.asc");
        Bytes disguised = Bytes.utf8(text(armored).replace("PRIVATE", "PUBLIC"));
        assertRefused(GpgReason.KEYRING_HAS_SECRETS, () -> fingerprints(disguised));
    }

    @Test
    void refusesTheDatabaseOfKeyboxd() {
        assertRefused(GpgReason.KEYRING_UNSUPPORTED, () -> fingerprints(Bytes.utf8("SQLite format 3\0 and so on")));
    }

    @Test
    void refusesAnArmoredMessage() {
        assertRefused(GpgReason.KEYRING_UNSUPPORTED, () -> fingerprints(recorded("armored.signature")));
    }

    @Test
    void refusesASignatureInPlaceOfKeys() {
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(recorded("uncompressed.signature")));
    }

    @Test
    void refusesAnArmoredBlockWithoutAnEnd() {
        Bytes whole = recorded("plain.asc");
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(whole.slice(0, whole.length() - 10)));
    }

    @Test
    void refusesArmorThatIsNotBase64() {
        Bytes bad = Bytes.utf8(text(recorded("plain.asc")).replace("\n\n", "\n\n*\n"));
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(bad));
    }

    @Test
    void refusesKeysFollowedByGarbage() {
        assertRefused(
                GpgReason.KEYRING_UNREADABLE, () -> fingerprints(Octets.join(recorded("several.gpg"), Octets.of('x'))));
    }

    @Test
    void refusesAKeyboxThatIsCut() {
        Bytes whole = corpus("pubring.kbx");
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(whole.slice(0, whole.length() - 1)));
    }

    @Test
    void refusesAKeyboxWithALengthBeyondTheFile() {
        Bytes huge = Octets.join(corpus("pubring.kbx"), Bytes.fromHex("fffffff0020100000000"));
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(huge));
    }

    @Test
    void refusesAKeyboxEntryWhoseKeyIsElsewhere() {
        Bytes stray = Octets.join(corpus("pubring.kbx"), Bytes.fromHex("0000001402010000fffffff0fffffff000000000"));
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(stray));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "000000", "0000000501", "000000000000", "0000000602"})
    void refusesAKeyboxEntryThatIsCut(String hex) {
        Bytes cut = Octets.join(corpus("pubring.kbx"), Bytes.fromHex(hex));
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(cut));
    }

    @Test
    void readsAKeyboxEntryThatTheKeyFillsToItsEnd() throws Exception {
        Bytes key = KeyFile.packetRuns(recorded("plain.asc")).get(0);
        Bytes entry = Octets.join(
                number(16 + key.length()), Bytes.fromHex("02010000"), number(16), number(key.length()), key);
        Bytes empty = Bytes.fromHex("000000060000");
        assertThat(fingerprints(Octets.join(corpus("pubring.kbx"), empty, entry)))
                .containsAll(fingerprints(recorded("plain.asc")));
    }

    private static Bytes number(int value) {
        return Octets.of(value >>> 24, value >>> 16, value >>> 8, value);
    }

    @Test
    void readsAFileOfExactlyTheLimit() throws Exception {
        Bytes key = recorded("plain.asc");
        Bytes padded = Octets.join(key, Bytes.utf8(" ".repeat(KeyFile.MAX_LENGTH - key.length())));
        assertThat(fingerprints(padded)).hasSize(1);
    }

    @Test
    void refusesAFileOverTheLimit() {
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(Bytes.copyOf(new byte[KeyFile.MAX_LENGTH + 1])));
    }

    @Test
    void refusesMorePacketsThanTheLimit() {
        byte[] markers = new byte[10_001 * 2];
        for (int i = 0; i < markers.length; i += 2) {
            markers[i] = (byte) 0xca;
        }
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(Bytes.copyOf(markers)));
    }

    @Test
    void countsPacketsOverAllBlocksOfAFile() {
        byte[] markers = new byte[5_001 * 2];
        for (int i = 0; i < markers.length; i += 2) {
            markers[i] = (byte) 0xca;
        }
        Bytes block = Bytes.utf8("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"
                + java.util.Base64.getEncoder().encodeToString(markers) + "\n-----END PGP PUBLIC KEY BLOCK-----\n");
        assertRefused(GpgReason.NO_PUBLIC_KEYS, () -> fingerprints(block));
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(Octets.join(block, block)));
    }

    @Test
    void saysWhichFileHasNoUsableKeyAndWhy() {
        Bytes version3 = Octets.packet(Packet.PUBLIC_KEY, Octets.of(3, 0, 0, 0, 0, 0, 0, 1));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> fingerprints(version3)))
                .hasMessageContaining("a file: 1 keys of versions");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> fingerprints(Bytes.utf8("nothing"))))
                .hasMessageEndingWith("a file");
    }

    @Test
    void refusesAKeyWithMoreSignaturesThanTheLimit() {
        Bytes[] empty = new Bytes[1_001];
        java.util.Arrays.fill(empty, Octets.of(0xc2, 0));
        Bytes key = Octets.join(Forge.publicKey(Forge.key()), Octets.join(empty));
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> fingerprints(key));
    }

    @Test
    void leavesOutKeysOfOtherVersionsButReadsTheirNeighbours() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes version3 = Octets.packet(Packet.PUBLIC_KEY, Octets.of(3, 0, 0, 0, 0, 0, 0, 1));
        assertThat(fingerprints(Octets.join(version3, Forge.certificate(key)))).hasSize(1);
        assertRefused(GpgReason.NO_PUBLIC_KEYS, () -> fingerprints(version3));
    }

    @Test
    void aBrokenSubkeyDoesNotDisableItsKey() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes broken = Octets.packet(Packet.PUBLIC_SUBKEY, Octets.of(4, 0, 0, 0, 0, 99, 1));
        Keyring read = Keys.of(Forge.certificate(key, broken));
        assertThat(read.certificates()).singleElement().satisfies(entry -> {
            assertThat(entry.certificate().subkeys()).isEmpty();
            assertThat(entry.certificate().isBoundAt(Forge.SIGNED)).isTrue();
        });
    }

    @Test
    void readsSeveralArmoredBlocksWithProseBetween() throws Exception {
        Bytes file = Octets.join(
                Bytes.utf8("Our key of last year:\n\n"),
                corpus("sue.asc"),
                Bytes.utf8("\nand the one of this year:\n"),
                corpus("robert.asc"));
        assertThat(fingerprints(file)).containsExactly(SUE, ROBERT);
    }

    @Test
    void readsBarePacketsAndKeyboxesAlike() throws Exception {
        assertThat(fingerprints(recorded("several.gpg"))).hasSize(3);
        assertThat(fingerprints(corpus("pubring.kbx"))).contains(SUE, ROBERT);
        assertThat(fingerprints(corpus("pubring.gpg")))
                .containsExactlyInAnyOrderElementsOf(fingerprints(corpus("pubring.kbx")));
    }

    @Test
    void readsAKeyboxFromWhichAKeyWasDeleted() throws Exception {
        List<String> before = fingerprints(recorded("several.kbx"));
        assertThat(fingerprints(recorded("deleted.kbx")))
                .hasSize(before.size() - 1)
                .isSubsetOf(before);
    }

    @Test
    void readsGnuPgTrustPackets() throws Exception {
        assertThat(fingerprints(upstream("pubring.gpg"))).isNotEmpty();
        assertThat(fingerprints(upstream("public-key.gpg")))
                .containsExactly("08CD26E446E2E95249B7A405E932F44B23E8DD43");
    }

    @Test
    void aRevocationInOneCopyCountsInWhateverOrder() throws Exception {
        Bytes before = recorded("plain.asc");
        Bytes after = recorded("plain-retired.asc");
        for (Keyring keyring : List.of(Keys.of(before, after), Keys.of(after, before))) {
            assertThat(keyring.certificates())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.certificate().revocations())
                            .extracting(Revocation::code)
                            .containsExactly(3));
        }
    }

    @Test
    void namesAndSubkeysOfBothCopiesCount() throws Exception {
        Bytes whole = recorded("subkey.asc");
        Bytes revoked = recorded("subkey-revoked.asc");
        Bytes bare = Octets.packet(Packet.PUBLIC_KEY, primaryOf(whole));
        for (Keyring keyring : List.of(Keys.of(bare, whole, revoked), Keys.of(revoked, whole, bare))) {
            assertThat(keyring.certificates()).singleElement().satisfies(entry -> {
                assertThat(entry.certificate().userIds()).hasSize(1);
                assertThat(entry.certificate().subkeys())
                        .singleElement()
                        .satisfies(subkey -> assertThat(subkey.revocations()).hasSize(1));
            });
        }
    }

    @Test
    void readsArmorWithHeaders() throws Exception {
        Bytes plain = recorded("plain.asc");
        Bytes headed =
                Bytes.utf8(text(plain).replace("BLOCK-----\n\n", "BLOCK-----\nVersion: GnuPG v1\nComment: a: b\n\n"));
        assertThat(headed).isNotEqualTo(plain);
        assertThat(fingerprints(headed)).isEqualTo(fingerprints(plain));
    }

    private static Bytes primaryOf(Bytes armored) throws Exception {
        return PacketReader.readAll(KeyFile.packetRuns(armored).get(0), 100)
                .get(0)
                .body();
    }

    @Test
    void theFileThatHasTheKeyVouchesForIt() throws Exception {
        Keyring keyring = Keys.of(recorded("rsa.asc"), recorded("plain.asc"));
        assertThat(Keys.find(keyring, recorded("plain.signature"))
                        .trustedSigner()
                        .anchor()
                        .material())
                .isEqualTo(Digest.sha256(recorded("plain.asc")));
    }

    private static List<String> fingerprints(Bytes... files) throws Exception {
        return Keys.of(files).certificates().stream()
                .map(entry -> entry.certificate().primary().fingerprint())
                .toList();
    }

    private static String text(Bytes octets) {
        return new String(octets.toByteArray(), java.nio.charset.StandardCharsets.US_ASCII);
    }
}
