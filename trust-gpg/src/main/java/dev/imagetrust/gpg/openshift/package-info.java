/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The signatures that OpenShift keeps with images, and what {@code oc adm verify-image-signature} does with them.
 *
 * <p>{@link dev.imagetrust.primitives.SignatureObjects} is how they travel; here they are with what the cluster knows about
 * them. A signature that was imported is {@linkplain dev.imagetrust.gpg.openshift.StoredSignature.State#UNVERIFIED
 * unverified} until {@link dev.imagetrust.gpg.openshift.ImageSignatureVerification} has looked at it:
 *
 * <pre>{@code
 * StoredImage image = new StoredImage(digest, List.of(StoredSignature.imported(object)));
 * VerifiedImage result = verification.verify(image, manifest, now);
 * ImageUpdate update = result.save(); // conditions only: update.removed() is empty
 * }</pre>
 *
 * <p>"Verified" in the cluster is a note of what somebody found out once, for people to see. Whoever decides about an
 * image asks {@code ImageTrust} with a {@code SignatureExtensionSource}, which verifies again.
 */
package dev.imagetrust.gpg.openshift;
