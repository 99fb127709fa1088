/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.internal.PolicyDocumentWriter;
import dev.imagetrust.notation.internal.PolicyLinter;
import dev.imagetrust.notation.internal.PolicyStatement;
import dev.imagetrust.notation.internal.ScopedPolicy;
import dev.imagetrust.notation.internal.TrustPolicyDocument;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.TrustSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * A {@code trustpolicy.json} as a value: read or built, looked through, and written.
 *
 * <p>There is no invalid document: what is built passes through the reader of {@link NotationPolicy#parse} and is refused
 * for the same reasons. What is written reads as the same statements, in the same order; an override that says what
 * its level says anyway is left out. Immutable and safe for use by many threads.
 *
 * <p>Notary Project specification, trust-store-trust-policy.md, "OCI trust policy".
 *
 * @since 0.1
 */
public final class NotationPolicyDocument {

    private final TrustPolicyDocument document;

    private NotationPolicyDocument(TrustPolicyDocument document) {
        this.document = document;
    }

    /**
     * Reads a document under the rules of {@link NotationPolicy#parse}.
     *
     * @throws SetUpException for the first rule that it breaks, with a {@code POLICY_…} reason
     */
    public static NotationPolicyDocument parse(Bytes json) {
        try {
            return new NotationPolicyDocument(TrustPolicyDocument.parse(json));
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    /** Begins a document. */
    public static Builder builder() {
        return new Builder();
    }

    /** The statements in their order. */
    public List<Statement> statements() {
        return document.statements().stream()
                .map(each -> new Statement(each.name(), each.scopes(), each.requirement()))
                .toList();
    }

    /** The policy that the document states. */
    public TrustPolicy policy() {
        return new ScopedPolicy(document);
    }

    /** The document as the notation tool reads it, indented by nothing, in UTF-8. */
    public Bytes toJson() {
        return PolicyDocumentWriter.write(document.statements());
    }

    /**
     * What a careful reader would ask about the document: overlaps, statements that nothing can meet or reach, and
     * settings that protect from little. No finding makes a document invalid, and no findings do not make it good.
     */
    public List<PolicyFinding> lint() {
        return new PolicyLinter(document.statements()).findings();
    }

    /**
     * As {@link #lint()}, and whether the stores it names have certificates that are valid.
     *
     * @param now when they have to be valid
     */
    public List<PolicyFinding> lint(TrustSnapshot trust, Instant now) {
        requireNonNull(trust, "trust");
        requireNonNull(now, "now");
        return new PolicyLinter(document.statements()).findings(trust, now);
    }

    /** Whether both have the same statements in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NotationPolicyDocument that && document.equals(that.document);
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }

    /** The names of the statements. */
    @Override
    public String toString() {
        return "trust policy of "
                + document.statements().stream().map(PolicyStatement::name).toList();
    }

    /**
     * One statement.
     *
     * @param name what the operator calls it
     * @param registryScopes repositories as {@code host/repository}, or {@code *} alone
     * @param requirement a {@link NotationRequirement}, or a {@link Waive} for the level {@code skip}
     * @since 0.1
     */
    public record Statement(String name, List<String> registryScopes, Requirement requirement) {
        /** Copies the list. */
        public Statement {
            requireNonNull(name, "name");
            registryScopes = List.copyOf(registryScopes);
            requireNonNull(requirement, "requirement");
        }
    }

    /** Builds a {@link NotationPolicyDocument}. Not thread-safe. */
    public static final class Builder {

        private final List<PolicyStatement> statements = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a statement.
         *
         * @param requirement relies on named stores and asks for no user metadata: a document has no words for more
         * @throws IllegalArgumentException if the requirement pins certificates, names stores of other tools or asks for
         *     user metadata
         */
        public Builder statement(String name, NotationRequirement requirement, String... registryScopes) {
            requireNonNull(name, "name");
            Optional<String> inexpressible = PolicyDocumentWriter.inexpressible(requirement);
            if (inexpressible.isPresent()) {
                throw new IllegalArgumentException("a trust policy cannot say: " + inexpressible.get());
            }
            statements.add(new PolicyStatement(name, List.of(registryScopes), requirement));
            return this;
        }

        /** Adds a statement of the level {@code skip}: images in its scopes are not verified at all. */
        public Builder skipping(String name, String... registryScopes) {
            statements.add(new PolicyStatement(
                    requireNonNull(name, "name"), List.of(registryScopes), new Waive("level skip")));
            return this;
        }

        /**
         * The document.
         *
         * @throws SetUpException for the first rule that it breaks, with a {@code POLICY_…} reason
         */
        public NotationPolicyDocument build() {
            return parse(PolicyDocumentWriter.write(statements));
        }
    }
}
