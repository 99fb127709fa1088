/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a primary key has said about itself, a user id or a subkey, by a signature that held when it was read.
 *
 * @param made when, by its own account
 * @param until when the statement ends; null means never
 * @param lifetime how many seconds the key lives after its creation; null means for ever
 * @param flags what the key may do; null where nothing is said
 */
record Statement(
        Instant made,
        @Nullable Instant until,
        @Nullable Long lifetime,
        @Nullable Integer flags) {

    static Statement of(OpenPgpSignature signature, Instant made) {
        return new Statement(
                made,
                signature.expires().orElse(null),
                signature.keyLifetime().orElse(null),
                signature.keyFlags().orElse(null));
    }

    /**
     * The statement that speaks for a moment: the newest made before it, or else the oldest of all.
     *
     * <p>Keys are often handed out with the newest self-signature only. What the owner says there holds for the time
     * before, too; otherwise prolonging a key would end everything it has signed.
     */
    static Optional<Statement> at(Instant moment, List<Statement> statements) {
        List<Statement> lasting =
                statements.stream().filter(each -> each.lastsAt(moment)).toList();
        return lasting.stream()
                .filter(each -> !each.made.isAfter(moment))
                .max(Comparator.comparing(Statement::made))
                .or(() -> lasting.stream().min(Comparator.comparing(Statement::made)));
    }

    /** When the statements themselves end, those that do. */
    static Stream<Instant> ends(List<Statement> statements) {
        return statements.stream().map(Statement::until).flatMap(Stream::ofNullable);
    }

    /** Whether it says outright that the key may sign data. */
    boolean allowsSigning() {
        return flags != null && (flags & Certificate.SIGN) != 0;
    }

    private boolean lastsAt(Instant moment) {
        return until == null || moment.isBefore(until);
    }
}
