/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.verdict;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlaceTest {

    static Stream<Place> places() {
        return Stream.of(
                new Place.DigestTag(".sig"),
                new Place.Referrers("application/x"),
                new Place.Lookaside(),
                new Place.SignatureExtension(),
                new Place.HandedIn());
    }

    @ParameterizedTest
    @MethodSource("places")
    void isFoundAgainByItsText(Place place) {
        assertThat(Place.ofId(place.id())).isEqualTo(place);
    }

    @Test
    void isNothingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> Place.ofId("nowhere"));
    }
}
