/* SPDX-License-Identifier: Apache-2.0 */
/** Compares our answers with recorded ones. */
@NullMarked
package dev.imagetrust.conformance;

import org.jspecify.annotations.NullMarked;
