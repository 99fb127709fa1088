/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.internal.json.JsonOut;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.ClaimedSigner;
import dev.imagetrust.verdict.Dependencies;
import dev.imagetrust.verdict.Fetched;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.PresentedSigner;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Signer;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.util.Locale;

/** Writes verdicts as documents; {@code docs/verdict.schema.json} describes them. */
final class VerdictDocument {

    static final String SCHEMA = "dev.imagetrust.verdict/1";

    private VerdictDocument() {}

    static String of(Verdict verdict) {
        return JsonOut.object(json -> json.put("schema", SCHEMA)
                .put("outcome", verdict.outcome().name())
                .put("admits", verdict.admits())
                .put("summary", verdict.summary())
                .putObject("subject", out -> subject(out, verdict.subject()))
                .put("rule", verdict.rule())
                .put("requirement", verdict.requirement())
                .putObjects("signers", verdict.signers(), VerdictDocument::signer)
                .putObjects("reasons", verdict.reasons(), VerdictDocument::reason)
                .put("mayChange", verdict.mayChange())
                .put("exhaustive", verdict.isExhaustive())
                .putObjects("looks", verdict.looks(), VerdictDocument::look)
                .putObjects("candidates", verdict.candidates(), VerdictDocument::candidate)
                .put("notJudged", verdict.notJudged())
                .putObjects("reports", verdict.reports(), VerdictDocument::report)
                .putObject("dependencies", out -> dependencies(out, verdict.dependencies())));
    }

    private static void subject(JsonOut json, ImageSubject subject) {
        json.put("name", subject.name().map(ImageName::asWritten));
        if (subject.asked() instanceof Asked.ByTag byTag) {
            json.put("askedByTag", byTag.tag());
        }
        json.putObject("image", out -> descriptor(out, subject.image()));
        subject.index().ifPresent(index -> json.putObject("index", out -> descriptor(out, index)));
        json.putObject(
                "location",
                out -> out.put("transport", subject.location().transport())
                        .put("identity", subject.location().identity())
                        .putTexts("namespaces", subject.location().namespaces()));
    }

    private static void descriptor(JsonOut json, Descriptor descriptor) {
        json.put("mediaType", descriptor.mediaType())
                .put("digest", descriptor.digest().toString())
                .put("size", descriptor.size());
    }

    private static void reason(JsonOut json, Reason reason) {
        json.put("code", reason.code().id())
                .put("class", reason.code().reasonClass().name())
                .put("sentence", reason.code().sentence())
                .put("detail", reason.detail());
    }

    private static void look(JsonOut json, Look look) {
        json.put("place", look.place().id())
                .put("about", look.about().toString())
                .put("answer", look.answer().name())
                .put("found", look.found());
        look.reason().ifPresent(r -> json.putObject("reason", out -> reason(out, r)));
    }

    private static void candidate(JsonOut json, CandidateRef candidate) {
        json.put("id", candidate.id().toString())
                .put("about", candidate.about().toString())
                .put("place", candidate.place().id());
    }

    private static void report(JsonOut json, SignatureReport report) {
        json.putObject("candidate", out -> candidate(out, report.candidate()))
                .put("tool", report.tool())
                .put("requirement", report.requirement())
                .put("status", report.status().name());
        report.signer().ifPresent(s -> json.putObject("signer", out -> signer(out, s)));
        json.putObjects("checks", report.checks(), VerdictDocument::check)
                .putObject("facts", out -> report.facts().forEach(out::put))
                .putTexts(
                        "evidence",
                        report.evidence().stream().map(Object::toString).toList())
                .putObjects("fetched", report.fetched(), VerdictDocument::fetched)
                .put("changesAt", report.changesAt());
    }

    private static void fetched(JsonOut json, Fetched fetched) {
        json.put("request", fetched.request().toString()).put("uri", fetched.uri());
        if (fetched instanceof Fetched.Answer answer) {
            json.put("answer", answer.content().toString());
        } else if (fetched instanceof Fetched.Failure failure) {
            json.put("failure", failure.why());
        }
    }

    private static void check(JsonOut json, Check check) {
        json.put("id", check.id().id())
                .put("family", check.family().name())
                .put("action", check.action().name())
                .put("result", check.result().name());
        check.reason().ifPresent(r -> json.putObject("reason", out -> reason(out, r)));
    }

    private static void signer(JsonOut json, Signer signer) {
        String degree = signer.getClass().getSimpleName().replace("Signer", "");
        json.put("degree", degree.toUpperCase(Locale.ROOT)).put("display", signer.display());
        if (signer instanceof ClaimedSigner) {
            return;
        }
        SignerIdentity identity =
                signer instanceof TrustedSigner trusted ? trusted.countsAs() : ((PresentedSigner) signer).identity();
        json.put("identityKind", identity.kind().name()).put("identity", identity.value());
        if (signer instanceof TrustedSigner trusted) {
            json.putObject("anchor", out -> anchor(out, trusted.anchor()));
        }
    }

    private static void anchor(JsonOut json, AnchorId anchor) {
        json.put("kind", anchor.kind().id())
                .put("origin", anchor.origin())
                .put("material", anchor.material().toString());
    }

    private static void dependencies(JsonOut json, Dependencies dependencies) {
        json.put("judgedAt", dependencies.judgedAt().toString())
                .put("reevaluateAt", dependencies.reevaluateAt())
                .put("policy", dependencies.policy())
                .put("trust", dependencies.trust())
                .put("limits", dependencies.limits())
                .putObjects("anchorsUsed", dependencies.anchorsUsed(), VerdictDocument::anchor)
                .putTexts(
                        "selectors",
                        dependencies.selectors().stream()
                                .map(AnchorSelector::canonical)
                                .toList());
    }
}
