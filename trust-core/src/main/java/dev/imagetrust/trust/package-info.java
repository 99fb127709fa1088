/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whom to trust: anchors, the snapshot a verdict is made from, and the deny list that beats every policy.
 */
package dev.imagetrust.trust;
