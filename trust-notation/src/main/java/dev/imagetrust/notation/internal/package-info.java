/* SPDX-License-Identifier: Apache-2.0 */
/** How Notary Project signatures are read and judged. Not exported. */
package dev.imagetrust.notation.internal;
