/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.Quantifier;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignatureRequirement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signature requirements inside a requirement, each once. */
final class Leaves {

    private Leaves() {}

    static List<SignatureRequirement> of(Requirement requirement) {
        Map<String, SignatureRequirement> leaves = new LinkedHashMap<>();
        collect(requirement, leaves);
        return List.copyOf(leaves.values());
    }

    /** Whether a decision that is met stays met whatever else is found. */
    static boolean isMonotone(Collection<SignatureRequirement> leaves) {
        return leaves.stream().allMatch(leaf -> leaf.quantifier() == Quantifier.SOME);
    }

    private static void collect(Requirement requirement, Map<String, SignatureRequirement> leaves) {
        if (requirement instanceof SignatureRequirement leaf) {
            leaves.putIfAbsent(leaf.canonical(), leaf);
        } else if (requirement instanceof AllOf all) {
            all.requirements().forEach(r -> collect(r, leaves));
        } else if (requirement instanceof AnyOf any) {
            any.requirements().forEach(r -> collect(r, leaves));
        } else if (requirement instanceof DistinctSigners distinct) {
            distinct.among().forEach(r -> collect(r, leaves));
        }
    }
}
