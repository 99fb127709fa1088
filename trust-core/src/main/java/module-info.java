/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** Subjects, trust material, policy, verdicts and the service interfaces of image-trust. */
@NullMarked
module dev.imagetrust {
    requires static org.jspecify;

    exports dev.imagetrust;
    exports dev.imagetrust.image;
    exports dev.imagetrust.policy;
    exports dev.imagetrust.spi;
    exports dev.imagetrust.trust;
    exports dev.imagetrust.verdict;

    uses dev.imagetrust.spi.TrustVerifierProvider;
}
