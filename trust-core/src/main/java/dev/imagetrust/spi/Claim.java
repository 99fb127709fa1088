/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.verdict.ClaimedSigner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a candidate seems to be, before anything in it was verified. Immutable.
 *
 * @since 0.1
 */
public final class Claim {

    private final String tool;
    private final String kind;
    private final @Nullable String statementType;
    private final @Nullable ClaimedSigner signer;

    private Claim(String tool, String kind, @Nullable String statementType, @Nullable ClaimedSigner signer) {
        this.tool = requireNonNull(tool, "tool");
        this.kind = requireNonNull(kind, "kind");
        this.statementType = statementType;
        this.signer = signer;
    }

    /**
     * A claim.
     *
     * @param tool the provider's tool
     * @param kind what its verifiers tell apart by, for example {@code bundle} or {@code legacy-attestation}; never
     *     text from the candidate
     */
    public static Claim of(String tool, String kind) {
        return new Claim(tool, kind, null, null);
    }

    /** The same with what the candidate says about its signer. */
    public Claim signedBy(ClaimedSigner newSigner) {
        return new Claim(tool, kind, statementType, requireNonNull(newSigner, "newSigner"));
    }

    /** The same with the type of statement that the candidate says it makes; hostile text, only to compare. */
    public Claim stating(String newStatementType) {
        return new Claim(tool, kind, requireNonNull(newStatementType, "newStatementType"), signer);
    }

    /** Whose format it seems to be. */
    public String tool() {
        return tool;
    }

    /** Which kind within the format. */
    public String kind() {
        return kind;
    }

    /** What type of statement it says it makes; empty: it says none, or it cannot be read. */
    public Optional<String> statementType() {
        return Optional.ofNullable(statementType);
    }

    /** Who it says signed it. */
    public Optional<ClaimedSigner> signer() {
        return Optional.ofNullable(signer);
    }
}
