/* SPDX-License-Identifier: Apache-2.0 */
/** Verifies signatures and attestations of cosign. */
package dev.imagetrust.cosign;
