/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** Forged signatures in every format, assertions and contract tests. */
@NullMarked
module dev.imagetrust.testkit {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires org.bouncycastle.pg;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;

    exports dev.imagetrust.testkit;
}
