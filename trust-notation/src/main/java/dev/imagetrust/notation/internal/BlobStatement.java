/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.policy.Requirement;

/**
 * One statement of a trust policy document for blobs, valid in itself.
 *
 * @param name what the operator calls it
 * @param global whether it is the one for callers who name none
 * @param requirement what it asks for; a waiver for the level skip
 */
public record BlobStatement(String name, boolean global, Requirement requirement) {}
