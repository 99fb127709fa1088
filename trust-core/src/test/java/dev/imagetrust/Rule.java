/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.Quantifier;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.trust.AnchorKind;
import java.util.Set;

/** Requirements of the two scripted tools. */
interface Rule extends SignatureRequirement {

    String store();

    Action authenticity();

    static Alpha alpha() {
        return new Alpha("main", Quantifier.SOME, Action.ENFORCED, Set.of());
    }

    static Alpha everyAlpha() {
        return new Alpha("main", Quantifier.EVERY, Action.ENFORCED, Set.of());
    }

    static Alpha loggedAlpha() {
        return new Alpha("main", Quantifier.SOME, Action.LOGGED, Set.of());
    }

    static Alpha alphaOf(String store) {
        return new Alpha(store, Quantifier.SOME, Action.ENFORCED, Set.of());
    }

    static Alpha alphaWithPolicy(String name) {
        return new Alpha("main", Quantifier.SOME, Action.ENFORCED, Set.of(name));
    }

    static Beta beta() {
        return new Beta("main");
    }

    @Override
    default Set<AnchorSelector> anchors() {
        return Set.of(new AnchorSelector.InStore(AnchorKind.COSIGN_KEY, store()));
    }

    @Override
    default void describe(CanonicalText out) {
        out.put("store", store())
                .put("quantifier", quantifier().name())
                .put("authenticity", authenticity().name());
    }

    record Alpha(String store, Quantifier quantifier, Action authenticity, Set<String> statementPolicies)
            implements Rule {

        @Override
        public String type() {
            return "alpha";
        }
    }

    record Beta(String store) implements Rule {

        @Override
        public String type() {
            return "beta";
        }

        @Override
        public Quantifier quantifier() {
            return Quantifier.SOME;
        }

        @Override
        public Action authenticity() {
            return Action.ENFORCED;
        }
    }

    /** A requirement of which no provider knows. */
    record Unheard(String store) implements Rule {

        @Override
        public String type() {
            return "unheard";
        }

        @Override
        public Quantifier quantifier() {
            return Quantifier.SOME;
        }

        @Override
        public Action authenticity() {
            return Action.ENFORCED;
        }
    }
}
