/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.policy.CosignAuthority.KeylessIdentity;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The identities of a rule: any one suffices, and of each both issuer and subject have to match (section 4.4). */
final class IdentityRules {

    private record Rule(Predicate<String> issuer, Predicate<String> subject) {}

    private final List<Rule> rules;

    /**
     * Compiles the patterns.
     *
     * @throws SetUpException if one is no expression
     */
    IdentityRules(List<KeylessIdentity> identities) {
        this.rules = identities.stream()
                .map(identity -> new Rule(compiled(identity.issuer()), compiled(identity.subject())))
                .toList();
    }

    /** Why an identity is none of them; empty: it is. */
    Optional<Reason> refusal(FulcioIdentity identity) {
        boolean named = false;
        for (Rule rule : rules) {
            boolean subject = rule.subject().test(identity.subject());
            if (subject && rule.issuer().test(identity.issuer())) {
                return Optional.empty();
            }
            named |= subject;
        }
        return Optional.of(
                named
                        ? new Reason(CosignReason.ISSUER_MISMATCH, identity.issuer())
                        : new Reason(CosignReason.IDENTITY_MISMATCH, identity.subject()));
    }

    private static Predicate<String> compiled(IdentityPattern pattern) {
        if (pattern instanceof IdentityPattern.Exact exact) {
            return exact.value()::equals;
        }
        if (pattern instanceof IdentityPattern.FullMatch full) {
            return compiled(full.expression())::matches;
        }
        Pattern expression = compiled(((IdentityPattern.Containing) pattern).expression());
        return text -> expression.matcher(text).find();
    }

    /** RE2: the time is linear in the text, which an attacker chooses. */
    private static Pattern compiled(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new SetUpException(new Reason(CosignReason.IDENTITY_PATTERN, expression), e);
        }
    }
}
