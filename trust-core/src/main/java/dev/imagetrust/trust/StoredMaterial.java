/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One piece of material in a store, without its bytes.
 *
 * @param id which
 * @param names what the store calls it, such as file names; several if the same bytes lie there more than once
 * @param state whether it counts
 * @param problem what is wrong with it, empty unless it is {@link MaterialState#UNUSABLE}
 * @param size its length in bytes
 * @param added who added it; null if it came into the store past the editor
 * @param facts what is in it, in order; empty for kinds that the store does not look into
 * @since 0.1
 */
public record StoredMaterial(
        AnchorId id,
        List<String> names,
        MaterialState state,
        String problem,
        long size,
        @Nullable Provenance added,
        List<MaterialFacts> facts) {

    /** Copies the lists. */
    public StoredMaterial {
        requireNonNull(id, "id");
        requireNonNull(state, "state");
        requireNonNull(problem, "problem");
        names = List.copyOf(names);
        facts = List.copyOf(facts);
    }
}
