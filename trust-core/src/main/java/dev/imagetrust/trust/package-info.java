/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whom to trust: anchors, the snapshot a verdict is made from, and the deny list that beats every policy; and how all of that
 * is changed, {@link dev.imagetrust.trust.TrustStoreEditor}.
 */
package dev.imagetrust.trust;
