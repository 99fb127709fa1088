/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations.cycle.one;

import dev.imagetrust.guards.violations.cycle.two.Two;

/** Half of a cycle. */
public record One(Two two) {}
