/* SPDX-License-Identifier: Apache-2.0 */
/** How cosign signatures are read and judged. */
package dev.imagetrust.cosign.internal;
