/* SPDX-License-Identifier: Apache-2.0 */
/** A small registry with the trust APIs of zot and OpenShift. */
@org.jspecify.annotations.NullMarked
package dev.imagetrust.examples.trustserver;
