/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations.internal;

/** Public, but in a package that is not exported. */
public final class Hidden {}
