/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.conformance.BundleAnswer.Kind;
import dev.imagetrust.cosign.SigstoreBundles;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Puts bundles to the library. Roots and keys are read once, however many bundles there are. */
final class BundleAnswers {

    private final Map<BundleQuestion.Signer, SigstoreBundles> prepared = new HashMap<>();

    BundleAnswer to(BundleQuestion question) {
        try {
            SigstoreBundles bundles = prepared.get(question.signer());
            if (bundles == null) {
                bundles = question.signer().bundles();
                prepared.put(question.signer(), bundles);
            }
            return of(bundles.verify(
                    question.content(),
                    question.about(),
                    VerificationContext.builder(InstantSource.system().instant())
                            .build()));
        } catch (SetUpException e) {
            return new BundleAnswer(Kind.REFUSED, e.reason().toString());
        } catch (IOException | IllegalArgumentException e) {
            // An argument that is none: a digest that is too short.
            return new BundleAnswer(Kind.FAILED, e.toString());
        }
    }

    private static BundleAnswer of(SignatureReport report) {
        boolean verified = report.status() == SignatureReport.Status.ACCEPTED;
        String why = report.decisive()
                .flatMap(Check::reason)
                .map(Reason::toString)
                .orElse(verified ? "" : report.toString());
        return new BundleAnswer(verified ? Kind.VERIFIED : Kind.REFUSED, why);
    }
}
