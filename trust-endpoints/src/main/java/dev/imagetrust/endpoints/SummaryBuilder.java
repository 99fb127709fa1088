/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.Inspection;
import dev.imagetrust.Inspection.Seen;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what inspections of one image have seen. */
final class SummaryBuilder {

    private static final List<String> TOOLS = List.of("cosign", "notation", "gpg");
    private static final String LEGACY_ATTESTATION = "legacy-attestation";
    /** The type of the statement by which cosign signs an image; all other types are attestations. */
    private static final String SIGN_STATEMENT = "https://sigstore.dev/cosign/sign/v1";

    private static final Comparator<SignatureSummary> ORDER = Comparator.comparing(
                    (SignatureSummary s) -> TOOLS.contains(s.tool()) ? TOOLS.indexOf(s.tool()) : TOOLS.size())
            .thenComparing(SignatureSummary::tool)
            .thenComparing(s -> s.candidate().id())
            .thenComparing(s -> s.candidate().place());

    private final TrustSnapshot snapshot;
    private final ZotCompat compat;
    private final Map<CandidateRef, Seen> seen = new LinkedHashMap<>();
    private final Map<CandidateRef, List<SignatureReport>> reports = new LinkedHashMap<>();
    private final Set<Reason> gaps = new LinkedHashSet<>();

    SummaryBuilder(TrustSnapshot snapshot, ZotCompat compat) {
        this.snapshot = snapshot;
        this.compat = compat;
    }

    SignatureInfo summarise(List<Inspection> inspections) {
        for (Inspection inspection : inspections) {
            SignatureSummaries.problem(inspection)
                    .ifPresent(problem -> gaps.addAll(problem.verdict().reasons()));
            inspection.seen().stream()
                    .filter(SummaryBuilder::isSignature)
                    .forEach(s -> seen.putIfAbsent(s.candidate(), s));
            inspection
                    .verdict()
                    .reports()
                    .forEach(r -> reports.computeIfAbsent(r.candidate(), c -> new ArrayList<>())
                            .add(r));
            inspection.verdict().looks().stream()
                    .filter(SummaryBuilder::isGap)
                    .forEach(look -> look.reason().ifPresent(gaps::add));
        }
        List<SignatureSummary> summaries =
                seen.values().stream().map(this::summary).sorted(ORDER).collect(Collectors.toList());
        return new SignatureInfo(summaries, List.copyOf(gaps));
    }

    private static boolean isSignature(Seen candidate) {
        return candidate.tool().isPresent()
                && !candidate.kind().equals(LEGACY_ATTESTATION)
                && candidate.statementType().map(SIGN_STATEMENT::equals).orElse(true);
    }

    /** A place nobody set up a source for holds nothing of this host's. */
    private static boolean isGap(Look look) {
        return !look.answer().isComplete()
                && look.reason()
                        .filter(r -> r.code() == CoreReason.PLACE_UNKNOWN)
                        .isEmpty();
    }

    private SignatureSummary summary(Seen candidate) {
        String tool = candidate.tool().orElse("");
        List<SignatureReport> about = reports.getOrDefault(candidate.candidate(), List.of());
        SignatureJudgement judgement = about.isEmpty()
                ? SignatureJudgement.none(gaps.stream().findFirst().orElse(new Reason(EndpointReason.NO_ANCHOR, tool)))
                : SignatureJudgement.of(about);
        return new SignatureSummary(tool, author(judgement), candidate.candidate(), judgement);
    }

    private String author(SignatureJudgement judgement) {
        boolean shown = judgement.isTrusted() || (compat.showsAuthorOfExpired() && judgement.failsByTimeAlone());
        if (!shown) {
            return "";
        }
        return judgement
                .fact("signerSubject")
                .or(() -> judgement.anchor().flatMap(this::keyText))
                .or(() -> Optional.ofNullable(judgement.signer()).map(Signer::display))
                .orElse("");
    }

    /** The whole file: zot keeps what comes before and after the first key as well, and shows it. */
    private Optional<String> keyText(AnchorId anchor) {
        return anchor.kind() != AnchorKind.COSIGN_KEY
                ? Optional.empty()
                : snapshot.anchors().stream()
                        .filter(a -> a.id().equals(anchor))
                        .map(TrustAnchor::material)
                        .map(text -> StandardCharsets.UTF_8
                                .decode(text.asReadOnlyBuffer())
                                .toString())
                        .findFirst();
    }
}
