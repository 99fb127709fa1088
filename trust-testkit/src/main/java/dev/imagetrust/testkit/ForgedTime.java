/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * The fixed times that forged keys, certificates and signatures are made around. Judge them at {@link #NOW}.
 *
 * @since 0.1
 */
public final class ForgedTime {

    /** The time of the verdict: good signatures are good now, bent ones bent. */
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** When signatures are made: an hour before {@link #NOW}. */
    public static final Instant SIGNED = NOW.minus(Duration.ofHours(1));

    /** When keys and certificates are made and become valid: a year before {@link #NOW}. */
    public static final Instant BORN = NOW.minus(Duration.ofDays(365));

    /** When certificates end: a year after {@link #NOW}. */
    public static final Instant END = NOW.plus(Duration.ofDays(365));

    /** After {@link #SIGNED} and before {@link #NOW}: when things that expired or were revoked did so. */
    public static final Instant GONE = NOW.minus(Duration.ofMinutes(1));

    private ForgedTime() {}
}
