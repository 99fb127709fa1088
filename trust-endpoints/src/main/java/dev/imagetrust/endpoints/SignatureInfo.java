/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The signatures of one image as zot's search shows them. Immutable.
 *
 * <p>The order is stable: cosign, notation, gpg, then others; signatures of one tool by the digest of their artifact. zot
 * has the order in which they were pushed, and none among tools.
 *
 * @since 0.1
 */
public final class SignatureInfo {

    private final List<SignatureSummary> signatures;
    private final List<Reason> gaps;

    SignatureInfo(List<SignatureSummary> signatures, List<Reason> gaps) {
        this.signatures = List.copyOf(signatures);
        this.gaps = List.copyOf(gaps);
    }

    /** All signatures; attestations are none. */
    public List<SignatureSummary> signatures() {
        return signatures;
    }

    /** Whether there is any signature: presence, as in zot, and not trust. */
    public boolean isSigned() {
        return !signatures.isEmpty();
    }

    /** Whether any signature is trusted. */
    public boolean isTrusted() {
        return signatures.stream().anyMatch(SignatureSummary::isTrusted);
    }

    /** Why there may be more signatures than are listed, or a listed one may have been left unjudged; empty if not. */
    public List<Reason> gaps() {
        return gaps;
    }

    /** Only those that are trusted, or only those that are not. */
    public SignatureInfo trusted(boolean wanted) {
        return where(s -> s.isTrusted() == wanted);
    }

    /** Only those of a tool. */
    public SignatureInfo ofTool(String tool) {
        return where(s -> s.tool().equals(tool));
    }

    /** Only those with exactly this author. */
    public SignatureInfo byAuthor(String author) {
        return where(s -> s.author().equals(author));
    }

    /** Only trusted ones of this signer. */
    public SignatureInfo bySigner(SignerIdentity signer) {
        return where(s -> s.isTrusted()
                && s.signer()
                        .filter(found -> found instanceof TrustedSigner trusted
                                && trusted.countsAs().equals(signer))
                        .isPresent());
    }

    /**
     * {@code IsSigned} and {@code SignatureInfo} of zot's GraphQL types {@code ImageSummary} and {@code ManifestSummary},
     * as maps, lists, texts and booleans. The list is empty where there are none, never null.
     */
    public Map<String, Object> toGraphQl() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("IsSigned", isSigned());
        members.put(
                "SignatureInfo",
                signatures.stream().map(SignatureSummary::toGraphQl).toList());
        return Collections.unmodifiableMap(members);
    }

    private SignatureInfo where(Predicate<SignatureSummary> condition) {
        return new SignatureInfo(signatures.stream().filter(condition).toList(), gaps);
    }

    @Override
    public String toString() {
        return signatures.toString();
    }
}
