/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * How much callers may send.
 *
 * @param bodyBytes of one body; one more is {@code 413}
 * @param bodyTime for one body; {@code 408} once it is over and something arrives. A body of which nothing arrives is for
 *     the server's own timeout
 * @param uploadsAtOnce bodies that are read at the same time, of all callers together: {@code 503} for others
 * @param uploads of one caller within {@code per}; {@code 429} for more, refused ones included
 * @param per the time that {@code uploads} counts for
 * @param entries what may be stored: trust material altogether in zot's API, signatures of one image in OpenShift's;
 *     {@code 507} for more
 * @since 0.1
 */
public record UploadLimits(
        int bodyBytes, Duration bodyTime, int uploadsAtOnce, int uploads, Duration per, int entries) {

    private static final UploadLimits ZOT =
            new UploadLimits(8 * 1024 * 1024, Duration.ofSeconds(30), 16, 600, Duration.ofMinutes(1), 10_000);

    private static final UploadLimits SIGNATURES =
            new UploadLimits(4 * 1024 * 1024, Duration.ofSeconds(30), 16, 600, Duration.ofMinutes(1), 1_000);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public UploadLimits {
        requireNonNull(bodyTime, "bodyTime");
        requireNonNull(per, "per");
        if (bodyBytes < 1
                || bodyBytes == Integer.MAX_VALUE
                || uploadsAtOnce < 1
                || uploads < 1
                || entries < 1
                || per.isNegative()
                || per.isZero()
                || bodyTime.isNegative()) {
            throw new IllegalArgumentException("a limit is not positive, or has no end");
        }
    }

    /** For zot's API: its 8 MiB, 600 a minute, 10,000 entries. */
    public static UploadLimits forTrustMaterial() {
        return ZOT;
    }

    /** For OpenShift's API: 4 MiB as containers/image reads at most, 600 a minute, 1,000 signatures for an image. */
    public static UploadLimits forSignatures() {
        return SIGNATURES;
    }

    /** With another length of bodies. */
    public UploadLimits withBodyBytes(int value) {
        return new UploadLimits(value, bodyTime, uploadsAtOnce, uploads, per, entries);
    }

    /** With another time for bodies. */
    public UploadLimits withBodyTime(Duration value) {
        return new UploadLimits(bodyBytes, value, uploadsAtOnce, uploads, per, entries);
    }

    /** With another number of bodies at the same time. */
    public UploadLimits withUploadsAtOnce(int value) {
        return new UploadLimits(bodyBytes, bodyTime, value, uploads, per, entries);
    }

    /** With another rate. */
    public UploadLimits withRate(int newUploads, Duration newPer) {
        return new UploadLimits(bodyBytes, bodyTime, uploadsAtOnce, newUploads, newPer, entries);
    }

    /** With another number of entries. */
    public UploadLimits withEntries(int value) {
        return new UploadLimits(bodyBytes, bodyTime, uploadsAtOnce, uploads, per, value);
    }
}
