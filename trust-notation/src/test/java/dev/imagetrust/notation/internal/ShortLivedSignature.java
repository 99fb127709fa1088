/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.SignatureReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A signature under a certificate that has ended since, and what is to be said of it.
 *
 * @param file its envelope
 * @param format of the envelope
 * @param stampWanted whether the policy has a store of time authorities
 * @param expected why it is refused; null: it is accepted
 */
record ShortLivedSignature(
        String file,
        EnvelopeFormat format,
        boolean stampWanted,
        @Nullable NotationReason expected) {

    /** The roots in whose stores the policy looks. */
    record Roots(Bytes signing, Bytes time) {}

    void assertJudgedAsExpected(Bytes envelope, Roots roots, Instant now) {
        SignatureReport report = judge(envelope, roots, now);
        if (expected == null) {
            assertThat(report.status()).as(report.checks().toString()).isEqualTo(SignatureReport.Status.ACCEPTED);
            assertThat(report.facts()).containsKey("timestamp");
        } else {
            Judgement.assertEnds(report, SignatureReport.Status.REFUSED, NotationCheck.AUTHENTIC_TIMESTAMP, expected);
        }
    }

    private SignatureReport judge(Bytes envelope, Roots roots, Instant now) {
        NotationRequirement.Builder requirement = Judgement.anybody(Level.STRICT);
        if (stampWanted) {
            requirement.anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_TSA, "tsa"));
        }
        return Judgement.under(requirement)
                .trusting(TrustSnapshot.of(List.of(
                        new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.crt", roots.signing()),
                        new TrustAnchor(AnchorKind.NOTATION_TSA, "tsa", "tsa.crt", roots.time()))))
                .at(now)
                .judge(format.mediaType(), envelope);
    }
}
