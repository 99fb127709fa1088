/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Rfc3339Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023-06-27",
                "2023-06-27 13:30:33Z",
                "2023-06-27t13:30:33Z",
                "2023-06-27T13:30:33z",
                "2023-06-27T13:30Z",
                "2023-06-27T13:30:33",
                "2023-06-27T13:30:33+08",
                "2023-06-27T13:30:33+0800",
                "2023-06-27T13:30:33+08:00:00",
                "2023-06-27T13:30:33.Z",
                "2023-06-27T13:30:60Z",
                "2023-02-30T13:30:33Z",
                "2023-06-27T13:30:33+19:00",
                "+12023-06-27T13:30:33Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "9999-12-31T23:59:59-01:00"
            })
    void refuses(String text) {
        assertThat(Rfc3339.find(text)).isEmpty();
    }

    @Test
    void readsOffsetsAndFractions() {
        assertThat(Rfc3339.find("2023-03-14T16:10:02+08:00")).contains(Instant.parse("2023-03-14T08:10:02Z"));
        assertThat(Rfc3339.find("2023-03-14T08:10:02.25Z")).contains(Instant.parse("2023-03-14T08:10:02.250Z"));
    }
}
