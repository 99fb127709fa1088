/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RegistryScopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "example.com",
                "abcd",
                "a,b",
                "1:1",
                "example.com/rep:latest",
                "example.com/rep@sha256:00",
                "rep/rep2:latest",
                "example.com/*",
                "ex*test",
                "localhost:5000\\test-repo",
                "https://example.com/rep",
                "example.com/Rep",
                "example.com/rep/",
                "example.com//rep",
                "example.com/a___b",
                "example.com/a..b",
                "example.com/-a",
                "example.com/a-",
                "-example.com/a",
                "example-.com/a",
                "example..com/a",
                "example.com:/a",
                "example.com/a\n",
                "example.com/\u00e9"
            })
    void refuses(String scope) {
        assertThat(RegistryScope.isRepository(scope)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/rep",
                "10.10.10.10:8080/rep/rep2",
                "domain:1234/rep",
                "localhost/a",
                "a/a",
                "Ex-ample.COM/a.b/a_b/a__b/a---b",
                "rep/rep2"
            })
    void accepts(String scope) {
        assertThat(RegistryScope.isRepository(scope)).isTrue();
    }

    @Test
    void takesLinearTimeOnHostileScopes() {
        assertThat(RegistryScope.isRepository("a/" + "a-".repeat(250) + "!")).isFalse();
        assertThat(RegistryScope.isRepository("a" + "-".repeat(500) + "/a")).isFalse();
        assertThat(RegistryScope.isRepository("a.".repeat(100_000))).isFalse();
    }
}
