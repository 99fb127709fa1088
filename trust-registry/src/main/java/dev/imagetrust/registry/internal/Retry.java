/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.verdict.ReasonCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** When asking once more may help, and after how long. */
final class Retry {

    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
    private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(1);

    /** Nobody waits longer than this for one answer, whatever a server asks for. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int TOO_MANY = 429;
    private static final Set<Integer> TRANSIENT = Set.of(TOO_MANY, 500, 502, 503, 504);
    private static final Set<ReasonCode> BROKEN = Set.of(RegistryReason.UNREACHABLE, RegistryReason.BROKEN_ANSWER);

    private Retry() {}

    /** After an error of the connection; empty where it would only happen again. */
    static Optional<Duration> after(ReasonCode failure, Deadline deadline) {
        return BROKEN.contains(failure) ? within(AFTER_FAILURE, deadline) : Optional.empty();
    }

    /** After an answer; empty where it stands, or where there is no time to do what it asks for. */
    static Optional<Duration> after(Incoming answer, Deadline deadline) {
        if (!TRANSIENT.contains(answer.status())) {
            return Optional.empty();
        }
        Duration usual = answer.status() == TOO_MANY ? AFTER_TOO_MANY : AFTER_FAILURE;
        return within(asked(answer).orElse(usual), deadline);
    }

    private static Optional<Duration> within(Duration pause, Deadline deadline) {
        boolean fits = pause.compareTo(LONGEST) <= 0 && pause.compareTo(deadline.remaining()) < 0;
        return fits ? Optional.of(pause) : Optional.empty();
    }

    /** RFC 9110 section 10.2.3: seconds, or a date, which is compared with the server's own clock. */
    private static Optional<Duration> asked(Incoming answer) {
        String text = answer.header(Clients.ASKED_TO_WAIT).orElse("").strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        Optional<Instant> until = instant(text);
        Optional<Instant> now = instant(answer.header("Date").orElse(""));
        if (until.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        Duration pause = Duration.between(now.get(), until.get());
        return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    }

    private static Optional<Instant> instant(String httpDate) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
