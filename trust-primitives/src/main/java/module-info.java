/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** What the signature formats share: strict parsers, signature checks, certificate rules, timestamps, atomic files. */
@NullMarked
module dev.imagetrust.primitives {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires com.fasterxml.jackson.core;
    requires org.bouncycastle.provider;

    exports dev.imagetrust.primitives;
}
