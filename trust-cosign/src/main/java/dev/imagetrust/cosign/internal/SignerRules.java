/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignCheck;
import dev.imagetrust.policy.Action;
import dev.imagetrust.spi.CheckLog;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.Optional;

/**
 * Whose signature it is: the specification's steps 7 to 19, for one kind of authority. The same for images and files, and
 * nothing that was signed is read.
 */
interface SignerRules {

    /** What is done about a check; empty: such an authority has no use for it. */
    Optional<Action> action(CosignCheck check);

    /** Makes the checks up to the first that fails; empty if one failed or could not be made. */
    Optional<TrustedSigner> signer(UnverifiedSignature signature, VerificationContext context, CheckLog log);
}
