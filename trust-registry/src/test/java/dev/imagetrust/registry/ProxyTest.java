/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.oci.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.registry.RawServer.answer;
import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

class ProxyTest {

    @Test
    void asksTheProxyAndLooksNothingUp() throws Exception {
        try (RawServer proxy = new RawServer((request, out) -> write(out, answer("404 Not Found", "", "")));
                RegistryRepository client = client(proxy, "registry.example")) {
            assertThat(client.manifest(Asking.name("registry.example"), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.absent());
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("GET http://registry.example/v2/team/app/manifests/v1 HTTP/1.1");
        }
    }

    @Test
    void doesNotAskTheProxyForAPrivateAddress() throws Exception {
        try (RawServer proxy = new RawServer((request, out) -> write(out, answer("404 Not Found", "", "")))) {
            for (String host : new String[] {"169.254.169.254", "10.0.0.1:5000"}) {
                try (RegistryRepository client = client(proxy, host)) {
                    assertThat(Asking.failure(client, host)).isEqualTo(RegistryReason.ADDRESS_REFUSED);
                }
            }
            assertThat(proxy.requests()).isEmpty();
        }
    }

    private static RegistryRepository client(RawServer proxy, String host) {
        return RegistryRepository.builder()
                .http(HttpSettings.builder()
                        .insecurelyPlainHttp(host)
                        .proxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))
                        .resolver(name -> {
                            throw new AssertionError("looked up: " + name);
                        })
                        .build())
                .build();
    }
}
