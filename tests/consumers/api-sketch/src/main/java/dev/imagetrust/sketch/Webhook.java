/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.RefreshablePolicy;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.verdict.Verdict;
import java.util.List;

/** An admission webhook: each namespace lists keys, any one of which suffices. */
final class Webhook {

    private final ImageTrust trust;

    Webhook(ImageTrust trust) {
        this.trust = trust;
    }

    boolean admits(List<AnchorSelector> keysOfNamespace, List<ImageSubject> imagesOfPod) {
        TrustPolicy policy =
                TrustPolicy.forAllImages(CosignRequirement.keys(keysOfNamespace).build());
        ImageTrust ofNamespace = trust.under(new RefreshablePolicy(policy));
        return imagesOfPod.stream().map(ofNamespace::verify).allMatch(Verdict::admits);
    }
}
