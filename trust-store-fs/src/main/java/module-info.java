/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** Trust material in a directory. */
@NullMarked
module dev.imagetrust.store.fs {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires dev.imagetrust.primitives;

    exports dev.imagetrust.store.fs;
}
