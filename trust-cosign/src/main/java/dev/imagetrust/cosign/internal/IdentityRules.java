/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.policy.CosignAuthority.KeylessIdentity;
import dev.imagetrust.policy.FulcioClaim;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The identities of a rule: any one suffices, and of each both issuer and subject have to match (section 4.4). */
final class IdentityRules {

    private record Rule(
            Predicate<String> issuer, Predicate<String> subject, Map<FulcioClaim, Predicate<String>> claims) {}

    private final List<Rule> rules;

    /**
     * Compiles the patterns.
     *
     * @throws SetUpException if one is no expression
     */
    IdentityRules(List<KeylessIdentity> identities) {
        this.rules = identities.stream()
                .map(identity -> new Rule(
                        compiled(identity.issuer()), compiled(identity.subject()), compiled(identity.claims())))
                .toList();
    }

    /** Why an identity is none of them; empty: it is. */
    Optional<Reason> refusal(FulcioIdentity identity) {
        boolean named = false;
        Optional<FulcioClaim> missing = Optional.empty();
        for (Rule rule : rules) {
            boolean subject = rule.subject().test(identity.subject());
            if (subject && rule.issuer().test(identity.issuer())) {
                missing = missing(rule, identity);
                if (missing.isEmpty()) {
                    return Optional.empty();
                }
            }
            named |= subject;
        }
        if (missing.isPresent()) {
            String said = identity.claims().getOrDefault(missing.get(), "nothing");
            return Optional.of(
                    new Reason(CosignReason.EXTENSION_MISMATCH, missing.get().id() + " is " + said));
        }
        return Optional.of(
                named
                        ? new Reason(CosignReason.ISSUER_MISMATCH, identity.issuer())
                        : new Reason(CosignReason.IDENTITY_MISMATCH, identity.subject()));
    }

    /** CVE-2026-48815: a claim that is demanded and not made is a mismatch. */
    private static Optional<FulcioClaim> missing(Rule rule, FulcioIdentity identity) {
        return rule.claims().entrySet().stream()
                .filter(demanded -> !identity.claims().containsKey(demanded.getKey())
                        || !demanded.getValue().test(identity.claims().get(demanded.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<FulcioClaim, Predicate<String>> compiled(Map<FulcioClaim, IdentityPattern> claims) {
        Map<FulcioClaim, Predicate<String>> compiled = new EnumMap<>(FulcioClaim.class);
        claims.forEach((claim, pattern) -> compiled.put(claim, compiled(pattern)));
        return compiled;
    }

    /** The test that a pattern stands for. */
    static Predicate<String> compiled(IdentityPattern pattern) {
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
