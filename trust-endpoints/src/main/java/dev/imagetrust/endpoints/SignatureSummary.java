/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.Signer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One signature as zot's search shows it, and why. Immutable.
 *
 * @since 0.1
 */
public final class SignatureSummary {

    private final String tool;
    private final boolean trusted;
    private final String author;
    private final CandidateRef candidate;
    private final @Nullable Signer signer;
    private final List<Reason> reasons;
    private final @Nullable Instant changesAt;

    SignatureSummary(String tool, String author, CandidateRef candidate, SignatureJudgement judgement) {
        this.tool = tool;
        this.trusted = judgement.isTrusted();
        this.author = author;
        this.candidate = candidate;
        this.signer = judgement.signer();
        this.reasons = judgement.reasons();
        this.changesAt = judgement.changesAt();
    }

    /** {@code cosign}, {@code notation}, or one that zot does not know, such as {@code gpg}. */
    public String tool() {
        return tool;
    }

    /** Whether everything that is enforced passed and a trust anchor vouches for the signer. */
    public boolean isTrusted() {
        return trusted;
    }

    /**
     * Who signed, in zot's words: the text of the key file, the subject of the certificate as Go prints it, an OpenPGP
     * fingerprint. Empty for a signature that is not trusted, but for what {@code SEED_2023_08} shows.
     */
    public String author() {
        return author;
    }

    /** Which signature. */
    public CandidateRef candidate() {
        return candidate;
    }

    /** Who signed, as far as that is known; only a {@link dev.imagetrust.verdict.TrustedSigner} is one to rely on. */
    public Optional<Signer> signer() {
        return Optional.ofNullable(signer);
    }

    /** Why it is not trusted; empty if it is. */
    public List<Reason> reasons() {
        return reasons;
    }

    /** When that may change by the passing of time alone. */
    public Optional<Instant> changesAt() {
        return Optional.ofNullable(changesAt);
    }

    /** An element of {@code SignatureInfo} in zot's GraphQL schema: {@code Tool}, {@code IsTrusted}, {@code Author}. */
    public Map<String, Object> toGraphQl() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Tool", tool);
        members.put("IsTrusted", trusted);
        members.put("Author", author);
        return Collections.unmodifiableMap(members);
    }

    @Override
    public String toString() {
        return tool + (trusted ? " trusted " : " not trusted ") + reasons;
    }
}
