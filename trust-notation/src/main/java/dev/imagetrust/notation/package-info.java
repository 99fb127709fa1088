/* SPDX-License-Identifier: Apache-2.0 */
/** Verifies signatures of the Notary Project (the {@code notation} tool). */
package dev.imagetrust.notation;
