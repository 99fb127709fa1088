/* SPDX-License-Identifier: Apache-2.0 */
/** Verifies images that cosign, notation and GnuPG signed, and prints a table. */
@NullMarked
package dev.imagetrust.examples.quickstart;

import org.jspecify.annotations.NullMarked;
