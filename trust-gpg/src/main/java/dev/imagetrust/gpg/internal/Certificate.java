/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An OpenPGP certificate reduced to the statements whose signatures hold.
 *
 * <p>All cryptography about a key happens once, when its file is read; what remains are facts without a clock, so that
 * judging a key at a moment is comparing times. Immutable and shared between threads.
 */
final class Certificate {

    /** May sign data: RFC 9580 section 5.2.3.29. */
    static final int SIGN = 0x02;

    private final ComponentKey primary;
    private final List<Statement> direct;
    private final List<Revocation> revocations;
    private final List<UserId> userIds;
    private final List<Subkey> subkeys;

    Certificate(
            ComponentKey primary,
            List<Statement> direct,
            List<Revocation> revocations,
            List<UserId> userIds,
            List<Subkey> subkeys) {
        this.primary = primary;
        this.direct = List.copyOf(direct);
        this.revocations = List.copyOf(revocations);
        this.userIds = List.copyOf(userIds);
        this.subkeys = List.copyOf(subkeys);
    }

    /** A name that the primary key gave itself. */
    record UserId(Bytes text, List<Statement> statements, List<Revocation> revocations) {

        /** A name taken back counts again only by a newer statement. */
        Stream<Statement> standing() {
            Optional<Instant> takenBack =
                    revocations.stream().map(Revocation::made).max(Comparator.naturalOrder());
            return statements.stream()
                    .filter(each -> takenBack.map(each.made()::isAfter).orElse(true));
        }
    }

    /** A further key; its bindings hold in both directions where they allow signing. */
    record Subkey(ComponentKey key, List<Statement> bindings, List<Revocation> revocations) {}

    ComponentKey primary() {
        return primary;
    }

    List<Subkey> subkeys() {
        return subkeys;
    }

    List<UserId> userIds() {
        return userIds;
    }

    /** Everything that may have signed, the primary key first. */
    Stream<ComponentKey> components() {
        return Stream.concat(Stream.of(primary), subkeys.stream().map(Subkey::key));
    }

    /** The subkey with this fingerprint; empty for the primary key and for strangers. */
    Optional<Subkey> subkey(ComponentKey key) {
        return subkeys.stream()
                .filter(each -> each.key().fingerprint().equals(key.fingerprint()))
                .findFirst();
    }

    /**
     * Whether the key is the primary key, or a subkey that agreed to it. Anybody can list somebody else's subkey in a
     * certificate; such a listing must not make the owner's signatures ambiguous.
     */
    boolean claims(ComponentKey key) {
        return subkey(key)
                .map(subkey -> subkey.bindings().stream().anyMatch(Statement::allowsSigning))
                .orElse(key.fingerprint().equals(primary.fingerprint()));
    }

    /** Any revocation of the primary key, at whatever time: GnuPG does not know of a way back either. */
    List<Revocation> revocations() {
        return revocations;
    }

    /** Whether the primary key says anything about itself at that moment. */
    boolean isBoundAt(Instant moment) {
        return directAt(moment).isPresent() || namedAt(moment).isPresent();
    }

    /** When the primary key ends, as stated for that moment; empty means never. */
    Optional<Instant> expiryAt(Instant moment) {
        Optional<Long> own = directAt(moment).map(Statement::lifetime);
        return own.or(() -> namedAt(moment).map(Statement::lifetime))
                .map(seconds -> primary.created().plusSeconds(seconds));
    }

    /** Whether the primary key itself may sign data. Keys from before key flags say nothing and may. */
    boolean signsAt(Instant moment) {
        return directAt(moment)
                .map(Statement::flags)
                .or(() -> namedAt(moment).map(Statement::flags))
                .map(flags -> (flags & SIGN) != 0)
                .orElse(true);
    }

    /** When what the primary key says about itself ends, as far as it does. */
    Stream<Instant> statementEnds() {
        return Stream.concat(
                Statement.ends(direct), userIds.stream().flatMap(userId -> Statement.ends(userId.statements())));
    }

    private Optional<Statement> directAt(Instant moment) {
        return Statement.at(moment, direct);
    }

    private Optional<Statement> namedAt(Instant moment) {
        return Statement.at(moment, userIds.stream().flatMap(UserId::standing).toList());
    }
}
