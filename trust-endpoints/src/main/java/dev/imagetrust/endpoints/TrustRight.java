/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

/**
 * What a caller may be allowed to do. Nobody is allowed anything unless the host says so.
 *
 * @since 0.1
 */
public enum TrustRight {
    /** Change and list what is trusted: whoever adds a key decides which images are good. */
    TRUST_ADMIN,
    /** Read the signatures of an image; OpenShift asks for {@code get} on {@code imagestreams/layers}. */
    IMAGE_READER,
    /** Store signatures of an image: OpenShift's role {@code system:image-signer}. */
    IMAGE_SIGNER,
    /** Have stored signatures verified and the outcome kept: OpenShift's role {@code system:image-auditor}. */
    IMAGE_AUDITOR
}
