/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.Verdict;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about a {@link Verdict}. Begin with {@link TrustAssertions#assertThat(Verdict)}.
 *
 * @since 0.1
 */
public final class VerdictAssert extends AbstractAssert<VerdictAssert, Verdict> {

    VerdictAssert(Verdict actual) {
        super(actual, VerdictAssert.class);
    }

    /** The outcome is {@code TRUSTED}, and somebody is named for it. */
    public VerdictAssert isTrusted() {
        outcome(Outcome.TRUSTED);
        return must(!actual.signers().isEmpty(), "a trusted signer is named");
    }

    /** The outcome is {@code TRUSTED} by the given signer, perhaps among others. */
    public VerdictAssert isTrustedBy(SignerIdentity signer) {
        isTrusted();
        return must(actual.signers().stream().anyMatch(s -> s.countsAs().equals(signer)), "trusted by " + signer);
    }

    /** The outcome is {@code TRUSTED} by the given key, perhaps among others. */
    public VerdictAssert isTrustedBy(ForgedKey key) {
        return isTrustedBy(new SignerIdentity(
                SignerIdentity.Kind.KEY,
                dev.imagetrust.image.Digest.sha256(key.spki()).toString()));
    }

    /** The outcome is {@code EXEMPT}. */
    public VerdictAssert isExempt() {
        return outcome(Outcome.EXEMPT);
    }

    /** The outcome is {@code UNTRUSTED}. */
    public VerdictAssert isUntrusted() {
        return outcome(Outcome.UNTRUSTED);
    }

    /** The outcome is {@code UNTRUSTED}, and the code is among the reasons of the verdict or of a signature. */
    public VerdictAssert isUntrustedBecause(ReasonCode code) {
        return outcome(Outcome.UNTRUSTED).hasReason(code);
    }

    /** The outcome is {@code UNDETERMINED}. */
    public VerdictAssert isUndetermined() {
        return outcome(Outcome.UNDETERMINED);
    }

    /** The outcome is {@code UNDETERMINED}, and the code is among the reasons of the verdict or of a signature. */
    public VerdictAssert isUndeterminedBecause(ReasonCode code) {
        return outcome(Outcome.UNDETERMINED).hasReason(code);
    }

    /** The outcome is anything but {@code UNDETERMINED}. */
    public VerdictAssert isDetermined() {
        return must(actual.outcome() != Outcome.UNDETERMINED, "determined");
    }

    /** The image may be used. */
    public VerdictAssert admits() {
        return must(actual.admits(), "admitted");
    }

    /** The image may not be used. */
    public VerdictAssert doesNotAdmit() {
        return must(!actual.admits(), "not admitted");
    }

    /** The code is among the reasons of the verdict or of a signature. */
    public VerdictAssert hasReason(ReasonCode code) {
        return must(Account.has(Account.reasons(actual).toList(), code), "the reason " + code.id());
    }

    /** The first reason, which is the one an operator is told, has this code. */
    public VerdictAssert firstReasonIs(ReasonCode code) {
        return must(
                !actual.reasons().isEmpty() && Account.isCode(actual.reasons().get(0), code),
                "the first reason " + code.id());
    }

    /** No verifier broke down, none forgot a check. */
    public VerdictAssert hasNoInternalFailure() {
        return must(Account.reasons(actual).noneMatch(Account::isInternal), "no failure inside a verifier");
    }

    private VerdictAssert outcome(Outcome expected) {
        return must(actual.outcome() == expected, expected.toString());
    }

    private VerdictAssert must(boolean holds, String expected) {
        isNotNull();
        if (!holds) {
            failWithMessage("%s", "expected " + expected + ", but the verdict is\n" + Account.of(actual));
        }
        return this;
    }
}
