/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.keys.KeyEvent.Kind;
import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyWatcherTest {

    private static final Bytes PLAIN = recorded("plain.asc");
    private static final Instant END = Instant.parse("2024-09-01T12:00:00Z");
    private static final KeyWatcher WATCHER = new KeyWatcher(Duration.ofDays(30));

    // ---- what an owner publishes takes trust away and gives none

    @Test
    void aRevocationAtTheSourceIsMerged() throws Exception {
        KeyPoll poll = poll(PLAIN, recorded("plain-retired.asc"), LATER);

        assertThat(kinds(poll)).containsExactly(Kind.REVOKED);
        assertThat(poll.updates()).singleElement().satisfies(update -> {
            assertThat(update.name()).isEqualTo("vendor");
            assertThat(update.before()).isEqualTo(PLAIN);
            assertThat(only(update.after()).revocations())
                    .singleElement()
                    .asString()
                    .contains("retired");
            assertThat(only(update.after()).signingFingerprints()).isEmpty();
        });
    }

    @Test
    void aMergedFileIsNotMergedAgain() throws Exception {
        Bytes merged = poll(PLAIN, recorded("plain-retired.asc"), LATER)
                .updates()
                .get(0)
                .after();

        KeyPoll again = poll(merged, recorded("plain-retired.asc"), LATER);

        assertThat(again.updates()).isEmpty();
        assertThat(kinds(again)).containsExactly(Kind.REVOKED);
    }

    @Test
    void aRevocationOfASubkeyIsMerged() throws Exception {
        Bytes revoked = recorded("subkey-revoked.asc");
        KeyPoll poll = poll(recorded("subkey.asc"), revoked, LATER);

        assertThat(kinds(poll)).containsExactly(Kind.UNUSABLE);
        assertThat(only(poll.updates().get(0).after()).signingFingerprints()).isEmpty();
    }

    @Test
    void aKeyThatNeverCouldSignIsNotCalledExpired() throws Exception {
        assertThat(kinds(poll(recorded("weak.asc"), LATER))).containsExactly(Kind.UNUSABLE);
    }

    @Test
    void aNewKeyAtTheSourceIsToldAndNotTrusted() throws Exception {
        KeyPoll poll = poll(PLAIN, recorded("several.gpg"), LATER);

        assertThat(kinds(poll)).containsExactly(Kind.NEW_AT_SOURCE, Kind.NEW_AT_SOURCE);
        assertThat(poll.updates()).isEmpty();
    }

    @Test
    void aRevocationBesideANewKeyIsMergedWithoutIt() throws Exception {
        KeyPoll poll = poll(PLAIN, join(unarmored("plain-retired.asc"), recorded("several.gpg")), LATER);

        assertThat(kinds(poll)).containsExactly(Kind.NEW_AT_SOURCE, Kind.NEW_AT_SOURCE, Kind.REVOKED);
        assertThat(only(poll.updates().get(0).after()).fingerprint())
                .isEqualTo(only(PLAIN).fingerprint());
    }

    @Test
    void aKeyThatIsGoneAtTheSourceIsToldAndStaysTrusted() throws Exception {
        KeyPoll poll = poll(PLAIN, recorded("rsa.asc"), LATER);

        assertThat(kinds(poll)).containsExactly(Kind.REPLACED_AT_SOURCE, Kind.NEW_AT_SOURCE);
        assertThat(poll.updates()).isEmpty();
        assertThat(poll.events().get(0).fingerprint()).isEqualTo(only(PLAIN).fingerprint());
    }

    @Test
    void aLaterEndAtTheSourceIsToldAndNotTaken() throws Exception {
        KeyPoll poll = poll(recorded("prolonged.asc"), recorded("prolonged-later.asc"), END.minusSeconds(60));

        assertThat(kinds(poll)).containsExactly(Kind.END_CHANGED_AT_SOURCE, Kind.EXPIRING);
        assertThat(poll.events().get(0).due())
                .hasValueSatisfying(end -> assertThat(end).isAfter(END));
        assertThat(poll.updates()).isEmpty();
    }

    // ---- dates

    @Test
    void aKeyIsToldOfBeforeItEnds() throws Exception {
        Instant before = END.minus(Duration.ofDays(31));

        assertThat(kinds(poll(recorded("shortlived.asc"), before))).isEmpty();
        KeyPoll poll = poll(recorded("shortlived.asc"), END.minus(Duration.ofDays(29)));
        assertThat(kinds(poll)).containsExactly(Kind.EXPIRING);
        assertThat(poll.events().get(0).due()).contains(END);
    }

    @Test
    void aKeyIsToldOfWhenItHasEnded() throws Exception {
        KeyPoll poll = poll(recorded("shortlived.asc"), END);

        assertThat(kinds(poll)).containsExactly(Kind.EXPIRED);
        assertThat(poll.events().get(0).due()).contains(END);
    }

    @Test
    void aKeyThatDoesNotEndGivesNoEvents() throws Exception {
        assertThat(poll(PLAIN, LATER).events()).isEmpty();
        assertThat(poll(PLAIN, PLAIN, LATER)).isEqualTo(new KeyPoll(List.of(), List.of()));
    }

    @Test
    void twoPollsThatFindTheSameGiveEqualEvents() throws Exception {
        assertThat(poll(recorded("shortlived.asc"), END).events())
                .isEqualTo(
                        poll(recorded("shortlived.asc"), END.plusSeconds(3600)).events());
    }

    // ---- what cannot be read

    @Test
    void aSourceThatCannotBeHadIsToldOf() throws Exception {
        WatchedKeys watched = new WatchedKeys("vendor", recorded("shortlived.asc"), () -> {
            throw new IOException("503");
        });

        assertThat(kinds(WATCHER.poll(END, List.of(watched)))).containsExactly(Kind.SOURCE_UNREADABLE, Kind.EXPIRED);
    }

    @Test
    void aSourceThatIsNoKeyFileIsToldOf() throws Exception {
        assertThat(kinds(poll(PLAIN, Bytes.utf8("<html>"), LATER))).containsExactly(Kind.SOURCE_UNREADABLE);
        assertThat(kinds(poll(PLAIN, recorded("secret.asc"), LATER))).containsExactly(Kind.SOURCE_UNREADABLE);
    }

    @Test
    void aFileThatCannotBeUsedDoesNotConcernTheOthers() throws Exception {
        KeyPoll poll = WATCHER.poll(
                END,
                List.of(
                        WatchedKeys.unpublished("broken", Bytes.utf8("nothing")),
                        WatchedKeys.unpublished("vendor", recorded("shortlived.asc"))));

        assertThat(poll.events()).extracting(KeyEvent::file).containsExactly("broken", "vendor");
        assertThat(kinds(poll)).containsExactly(Kind.UNREADABLE, Kind.EXPIRED);
    }

    @Test
    void anInterruptEndsThePoll() {
        WatchedKeys watched = new WatchedKeys("vendor", PLAIN, () -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> WATCHER.poll(LATER, List.of(watched))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aWarningAfterTheEndIsNone() {
        assertThatThrownBy(() -> new KeyWatcher(Duration.ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileTextIsEscaped() {
        assertThat(new KeyEvent(Kind.NEW_AT_SOURCE, "a", "F", "evil\u202e\nname", null).toString())
                .isEqualTo("a F: NEW_AT_SOURCE, evil\\u202e\\u000aname");
    }

    private static KeyPoll poll(Bytes trusted, Bytes published, Instant now) throws InterruptedException {
        return WATCHER.poll(now, List.of(new WatchedKeys("vendor", trusted, () -> published)));
    }

    private static KeyPoll poll(Bytes trusted, Instant now) throws InterruptedException {
        return WATCHER.poll(now, List.of(WatchedKeys.unpublished("vendor", trusted)));
    }

    private static List<Kind> kinds(KeyPoll poll) {
        return poll.events().stream().map(KeyEvent::kind).toList();
    }

    private static OpenPgpKey only(Bytes file) {
        List<OpenPgpKey> keys = OpenPgpKey.readAll(file, LATER);
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    private static Bytes unarmored(String file) {
        String text = new String(recorded(file).toByteArray(), StandardCharsets.US_ASCII);
        String body = text.substring(text.indexOf("\n\n") + 2, text.lastIndexOf("\n="));
        return Bytes.copyOf(Base64.getMimeDecoder().decode(body));
    }

    private static Bytes join(Bytes first, Bytes second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first.toByteArray());
        out.writeBytes(second.toByteArray());
        return Bytes.copyOf(out.toByteArray());
    }
}
