/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations.cycle.two;

import dev.imagetrust.guards.violations.cycle.one.One;
import org.jspecify.annotations.Nullable;

/** The other half. */
public record Two(@Nullable One one) {}
