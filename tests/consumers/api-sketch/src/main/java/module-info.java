/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** Programs as embedders write them, against core alone. */
@NullMarked
module dev.imagetrust.sketch {
    requires static org.jspecify;
    requires dev.imagetrust;
}
