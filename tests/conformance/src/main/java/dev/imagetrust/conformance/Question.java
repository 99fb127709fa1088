/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.trust.TrustSnapshot;

/**
 * A case in our words.
 *
 * @param name of the repository, with its registry
 * @param asked how the image was asked for
 * @param policy what is required of it
 * @param trust what the policy may rely on beyond what it pins itself
 */
record Question(ImageName name, Asked asked, TrustPolicy policy, TrustSnapshot trust) {}
