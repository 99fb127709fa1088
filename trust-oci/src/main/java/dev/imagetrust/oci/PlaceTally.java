/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import org.jspecify.annotations.Nullable;

/** Counts what one place yields and remembers the first trouble; becomes its look. Not thread-safe. */
final class PlaceTally {

    private final Place place;
    private final Digest about;
    private int found;
    private boolean answered;
    private @Nullable Reason trouble;
    private @Nullable Reason limit;

    PlaceTally(Place place, Digest about) {
        this.place = place;
        this.about = about;
    }

    Place place() {
        return place;
    }

    Digest about() {
        return about;
    }

    void count() {
        found++;
    }

    /** The place was reached and answered, at least in part. */
    void answered() {
        answered(true);
    }

    void answered(boolean inPart) {
        answered |= inPart;
    }

    void failed(LookFailure failure) {
        if (failure.endsSearch()) {
            limit = limit == null ? failure.reason() : limit;
        } else {
            failed(failure.reason());
        }
    }

    void failed(Reason reason) {
        trouble = trouble == null ? reason : trouble;
    }

    Look look() {
        if (trouble != null) {
            return Look.failed(place, about, found, trouble);
        }
        if (limit != null) {
            return answered ? Look.truncated(place, about, found, limit) : Look.notAsked(place, about, limit);
        }
        return Look.found(place, about, found);
    }
}
