/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.Action;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.SignatureReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From checks to the status of a signature, over every combination of action and result. */
class StatusTableTest {

    /** One cell of the table; {@code null}: the verifier planned no check of the family. */
    private static List<@Nullable Check> cells(CheckFamily family) {
        List<@Nullable Check> cells = new ArrayList<>();
        cells.add(null);
        for (Action action : Action.values()) {
            if (family.isAlwaysEnforced() && action != Action.ENFORCED) {
                continue;
            }
            for (Result result : Result.values()) {
                cells.add(Given.check(family, action, result));
            }
        }
        return cells;
    }

    @Test
    void agreesWithTheTableOverAllCombinations() {
        int combinations = 0;
        List<String> differences = new ArrayList<>();
        for (Check integrity : cells(CheckFamily.INTEGRITY)) {
            for (Check subject : cells(CheckFamily.SUBJECT)) {
                for (Check authenticity : cells(CheckFamily.AUTHENTICITY)) {
                    for (Check identity : cells(CheckFamily.IDENTITY)) {
                        for (Check expiry : cells(CheckFamily.EXPIRY)) {
                            List<Check> checks = new ArrayList<>();
                            for (Check check : new Check[] {integrity, subject, authenticity, identity, expiry}) {
                                if (check != null) {
                                    checks.add(check);
                                }
                            }
                            for (Signer signer : signers()) {
                                combinations++;
                                if (Decider.status(checks, signer) != naive(checks, signer)) {
                                    differences.add(checks + " " + signer);
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(combinations).isEqualTo(6 * 6 * 16 * 16 * 16 * 4);
        assertThat(differences).isEmpty();
    }

    private static @Nullable Signer[] signers() {
        return new @Nullable Signer[] {
            null,
            new ClaimedSigner("alice"),
            new PresentedSigner(new SignerIdentity(SignerIdentity.Kind.KEY, "alice"), "alice"),
            Given.signer("alice")
        };
    }

    /** The sentences of the design, one after the other, without any cleverness. */
    private static Status naive(List<Check> checks, @Nullable Signer signer) {
        for (Check check : checks) {
            if (check.action() == Action.ENFORCED && check.result() == Result.FAILED) {
                return Status.REFUSED;
            }
        }
        for (Check check : checks) {
            if (check.action() == Action.ENFORCED
                    && (check.result() == Result.UNAVAILABLE || check.result() == Result.NOT_RUN)) {
                return Status.UNAVAILABLE;
            }
        }
        int proved = 0;
        for (CheckFamily family :
                List.of(CheckFamily.INTEGRITY, CheckFamily.SUBJECT, CheckFamily.AUTHENTICITY, CheckFamily.IDENTITY)) {
            boolean planned = false;
            boolean good = true;
            for (Check check : checks) {
                if (check.family() == family) {
                    planned = true;
                    boolean passed = check.result() == Result.PASSED;
                    boolean excused = family == CheckFamily.IDENTITY && check.result() == Result.NOT_APPLICABLE;
                    good &= passed || excused;
                    if (check.action() == Action.ENFORCED && !passed && !excused) {
                        return Status.UNAVAILABLE;
                    }
                }
            }
            if (!planned) {
                return Status.UNAVAILABLE;
            }
            proved += good ? 1 : 0;
        }
        if (proved < 4) {
            return Status.TOLERATED;
        }
        return signer != null && signer.getClass() == TrustedSigner.class ? Status.ACCEPTED : Status.UNAVAILABLE;
    }

    @Test
    void aVerifierThatPlansNothingIsNeverAccepted() {
        assertThat(Decider.status(List.of(), Given.signer("alice"))).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void integrityAndSubjectCannotBeLoggedOrSkipped() {
        for (CheckFamily family : List.of(CheckFamily.INTEGRITY, CheckFamily.SUBJECT)) {
            for (Action action : List.of(Action.LOGGED, Action.SKIPPED)) {
                assertThatThrownBy(() -> Given.check(family, action, Result.PASSED))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** What a stranger wrote into a signature must not be kept by the megabyte, once for each report. */
    @Test
    void aReasonKeepsNoMoreThanTheBeginningOfALongDetail() {
        Reason reason = new Reason(CoreReason.VERIFIER_FAILED, "x".repeat(1 << 20));
        assertThat(reason.detail()).hasSizeLessThan(5000).startsWith("xxx").endsWith("(cut off)");
        assertThat(new Reason(reason.code(), reason.detail())).isEqualTo(reason);
    }

    /** Signers are logged, and what they call themselves may contain line breaks and worse. */
    @Test
    void aSignerIsPrintedWithItsOwnWordsEscaped() {
        String hostile = "CN=a\n2026-01-01 INFO admitted";
        SignerIdentity identity = new SignerIdentity(SignerIdentity.Kind.KEY, "x");
        AnchorId anchor = new AnchorId(AnchorKind.COSIGN_KEY, "default", Digest.sha256(Bytes.utf8("key")));
        Set<DenyTarget> material = Set.of(new DenyTarget.Key(anchor.material()));
        assertThat(List.of(
                        new ClaimedSigner(hostile),
                        new PresentedSigner(identity, hostile),
                        new TrustedSigner(anchor, identity, material, hostile)))
                .allSatisfy(signer ->
                        assertThat(signer.toString()).contains("CN=a\\u000a").doesNotContain("\n"));
    }

    @Test
    void aFailureNeedsAReason() {
        PlannedCheck planned = PlannedCheck.enforced(new Given.TestCheck("x", CheckFamily.EXPIRY));
        assertThatThrownBy(() -> Check.of(planned, Result.FAILED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Check.of(planned, Result.UNAVAILABLE)).isInstanceOf(IllegalArgumentException.class);
    }
}
