/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import java.util.List;

/**
 * Several different signers must have signed.
 *
 * <p>Signers are counted over all good signatures under all given requirements. Two signatures of one key, one
 * identity, one certificate subject under one anchor or one OpenPGP primary key count once.
 *
 * @param atLeast how many, 1 or more
 * @param among what a signature has to meet to be counted; not empty
 * @since 0.1
 */
public record DistinctSigners(int atLeast, List<SignatureRequirement> among) implements Requirement {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the list is empty or the number is not positive
     */
    public DistinctSigners {
        if (atLeast < 1) {
            throw new IllegalArgumentException("at least one signer must be required: " + atLeast);
        }
        among = Combinations.notEmpty("distinctSigners", among);
    }

    @Override
    public String canonical() {
        return CanonicalText.of(
                "distinctSigners",
                out -> out.put("atLeast", atLeast)
                        .putCanonical(
                                "among",
                                among.stream().map(Requirement::canonical).toList()));
    }
}
