/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

/**
 * Reasons that the engine itself gives.
 *
 * @since 0.1
 */
public enum CoreReason implements ReasonCode {
    /** Every place was looked at, and there is no signature that the rule asks for. */
    UNSIGNED("core.unsigned", ReasonClass.REFUSED, "No signature of the kind that the rule asks for was found"),
    /** Signatures were found, none of them is good. */
    NO_GOOD_SIGNATURE("core.no-good-signature", ReasonClass.REFUSED, "No signature meets the rule"),
    /** Some signature is bad where all must be good. */
    BAD_SIGNATURE_AMONG("core.bad-signature-among", ReasonClass.REFUSED, "A signature is bad where all must be good"),
    /** Fewer different signers than asked for. */
    TOO_FEW_SIGNERS("core.too-few-signers", ReasonClass.REFUSED, "Fewer different signers than the rule asks for"),
    /** The policy has no rule for the image. */
    NO_RULE("core.no-rule", ReasonClass.REFUSED, "The policy has no rule for this image"),
    /** The policy rejects the image, signed or not. */
    REJECTED("core.rejected", ReasonClass.REFUSED, "The policy rejects this image"),
    /** The policy does not ask for signatures. */
    WAIVED("core.waived", ReasonClass.REFUSED, "The policy does not ask for a signature"),
    /** A part of the proof failed and was only logged. */
    TOLERATED("core.tolerated", ReasonClass.REFUSED, "The policy only logs what failed"),
    /** The image is on the deny list. */
    IMAGE_DENIED("core.image-denied", ReasonClass.REFUSED, "The image is on the deny list"),
    /** The signer is on the deny list. */
    SIGNER_DENIED("core.signer-denied", ReasonClass.REFUSED, "The signer is on the deny list"),
    /** The rule needs an index and the image was not found through one. */
    NO_INDEX("core.no-index", ReasonClass.REFUSED, "The rule needs a signed index, and none was asked for"),
    /** A place could not be looked at. */
    PLACE_FAILED("core.place-failed", ReasonClass.ENVIRONMENT, "A place where signatures may lie could not be read"),
    /** The source of signatures said nothing about a place it was asked for. */
    PLACE_UNANSWERED("core.place-unanswered", ReasonClass.INTERNAL, "The signature source left a place unanswered"),
    /** No source of signatures was set up for a place; it counts as a gap only where that leaves nowhere to look. */
    PLACE_UNKNOWN("core.place-unknown", ReasonClass.SET_UP, "No signature source was set up for this place"),
    /** A limit ended the search. */
    SEARCH_LIMIT("core.search-limit", ReasonClass.ENVIRONMENT, "A limit ended the search for signatures"),
    /** Time is up. */
    TIME_UP("core.time-up", ReasonClass.ENVIRONMENT, "The time allowed has passed"),
    /** The thread was interrupted. */
    INTERRUPTED("core.interrupted", ReasonClass.ENVIRONMENT, "The verification was interrupted"),
    /** The trust store could not be read. */
    TRUST_UNREADABLE("core.trust-unreadable", ReasonClass.ENVIRONMENT, "The trust store could not be read"),
    /** The policy could not be read. */
    POLICY_UNREADABLE("core.policy-unreadable", ReasonClass.ENVIRONMENT, "The policy could not be read"),
    /** A rule cannot be used as it is written. */
    RULE_UNUSABLE("core.rule-unusable", ReasonClass.SET_UP, "The rule for this image cannot be used"),
    /** A check needed input that could not be read. */
    INPUT_UNREADABLE("core.input-unreadable", ReasonClass.ENVIRONMENT, "Something the check needs could not be read"),
    /** A verifier threw. */
    VERIFIER_FAILED("core.verifier-failed", ReasonClass.INTERNAL, "The verifier failed in an unexpected way"),
    /** A verifier left an enforced check unanswered although none before it failed. */
    CHECK_FORGOTTEN("core.check-forgotten", ReasonClass.INTERNAL, "The verifier did not make a check that it planned");

    private final String id;
    private final ReasonClass reasonClass;
    private final String sentence;

    CoreReason(String id, ReasonClass reasonClass, String sentence) {
        this.id = id;
        this.reasonClass = reasonClass;
        this.sentence = sentence;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ReasonClass reasonClass() {
        return reasonClass;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
