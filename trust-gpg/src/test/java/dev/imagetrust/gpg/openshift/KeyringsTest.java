/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.imagetrust.gpg.internal.Recorded.corpus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class KeyringsTest {

    private static final Bytes GPG = corpus("pubring.gpg");
    private static final Bytes KBX = corpus("pubring.kbx");

    @TempDir
    private Path user;

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(user.resolve(".gnupg"));
    }

    @Test
    void aHomeWithoutKeyringIsRefused() {
        assertSetUp(GpgReason.NO_PUBLIC_KEYS, () -> Keyrings.inHome(null, user));
    }

    /** With GNUPGHOME unset oc reads pubring.gpg of the working directory. */
    @Test
    void theWorkingDirectoryIsNeverLookedAt() throws Exception {
        assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> Keyrings.inHome(".", user));
        assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> Keyrings.inHome(null, Path.of("relative")));
        put(home, "pubring.gpg", GPG);
        assertThat(Keyrings.inHome("", user))
                .extracting(Keyrings.File::origin)
                .containsExactly(home.resolve("pubring.gpg").toString());
    }

    @Test
    void theDatabaseOfKeyboxdIsNotAnEmptyKeyring() throws Exception {
        put(home, "pubring.gpg", GPG);
        Files.createDirectory(home.resolve("public-keys.d"));
        put(home, "public-keys.d/pubring.db", Bytes.utf8("SQLite format 3\0"));

        assertSetUp(GpgReason.KEYRING_UNSUPPORTED, () -> Keyrings.inHome(null, user));
    }

    @Test
    void aKeyringThatCannotBeReadIsNotPassedOver() throws Exception {
        put(home, "pubring.gpg", GPG);
        Files.createDirectory(home.resolve("pubring.kbx"));
        assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> Keyrings.inHome(null, user));

        Files.delete(home.resolve("pubring.kbx"));
        Files.createSymbolicLink(home.resolve("pubring.kbx"), home.resolve("gone"));
        assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> Keyrings.inHome(null, user));
    }

    @Test
    void aNamedFileThatIsNotThereIsRefused() {
        assertSetUp(GpgReason.KEYRING_UNREADABLE, () -> Keyrings.of(user.resolve("gone")));
    }

    @Test
    void bothKeyringsAreRead() throws Exception {
        put(home, "pubring.gpg", GPG);
        put(home, "pubring.kbx", KBX);

        assertThat(Keyrings.inHome(null, user))
                .extracting(Keyrings.File::content)
                .containsExactly(GPG, KBX);
    }

    @Test
    void theVariableGoesBeforeTheUsersHome() throws Exception {
        Path other = Files.createDirectory(user.resolve("other"));
        put(other, "pubring.kbx", KBX);
        put(home, "pubring.gpg", GPG);

        assertThat(Keyrings.inHome(other.toString(), user))
                .extracting(Keyrings.File::content)
                .containsExactly(KBX);
    }

    @Test
    void aNamedFileIsReadAlone() throws Exception {
        put(home, "pubring.gpg", GPG);

        assertThat(Keyrings.of(home.resolve("pubring.gpg")))
                .extracting(Keyrings.File::content)
                .containsExactly(GPG);
    }

    private static void put(Path folder, String name, Bytes content) throws IOException {
        Files.write(folder.resolve(name), content.toByteArray());
    }

    private static void assertSetUp(GpgReason code, ThrowingCallable call) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, call);
        assertThat(refusal).as("nothing was refused").isNotNull();
        assertThat(refusal.reason().code()).as(refusal.getMessage()).isEqualTo(code);
    }
}
