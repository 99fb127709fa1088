/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.oci.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.imagetrust.registry.RawServer.answer;
import static dev.imagetrust.registry.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class TlsTest {

    private static TestCertificate certificate;

    @BeforeAll
    static void sign() throws Exception {
        certificate = TestCertificate.of("localhost");
    }

    @Test
    void refusesAServerThatNobodyVouchesFor() throws Exception {
        try (RawServer server = tls(certificate, false, TlsTest::notFound);
                RegistryRepository client = RegistryRepository.builder()
                        .http(HttpSettings.builder().privateHost(server.host()).build())
                        .build()) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.TLS_FAILED);
        }
    }

    @Test
    void refusesACertificateForAnotherHost() throws Exception {
        TestCertificate other = TestCertificate.of("other.example");
        try (RawServer server = tls(other, false, TlsTest::notFound);
                RegistryRepository client = client(settings(server).trustManager(other.trust()))) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.TLS_FAILED);
        }
    }

    @Test
    void refusesAServerThatSpeaksNoTls() throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(out, answer("200 OK", "", "")));
                RegistryRepository client = client(settings(server).silence(Duration.ofMillis(300)))) {
            assertThat(Asking.failure(client, server.host()))
                    .isIn(RegistryReason.TLS_FAILED, RegistryReason.TOO_SLOW, RegistryReason.BROKEN_ANSWER);
        }
    }

    /** The JDK takes a cut connection for the end of a body that has no length. */
    @Test
    void refusesABodyWithoutLength() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            FutureTask<Void> serving = new FutureTask<>(() -> {
                while (true) {
                    cutOff(server.accept());
                }
            });
            Thread thread = new Thread(serving);
            thread.setDaemon(true);
            thread.start();
            String host = "localhost:" + server.getLocalPort();
            try (RegistryRepository client = RegistryRepository.builder()
                    .http(HttpSettings.builder()
                            .privateHost(host)
                            .trustManager(certificate.trust())
                            .build())
                    .build()) {
                assertThat(Asking.failure(client, host)).isEqualTo(RegistryReason.BROKEN_ANSWER);
            }
        }
    }

    private static void cutOff(Socket plain) throws Exception {
        SSLSocket socket = (SSLSocket) certificate.server().getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        socket.getInputStream().read();
        OutputStream out = socket.getOutputStream();
        write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + Asking.MANIFEST_TYPE + "\r\n\r\n{\"half");
        out.flush();
        plain.close();
    }

    @Test
    void refusesABodyThatWasCutOff() throws Exception {
        String half = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\nContent-Type: "
                + Asking.MANIFEST_TYPE + "\r\n\r\n{\"half";
        try (RawServer server = tls(certificate, false, (request, out) -> write(out, half));
                RegistryRepository client = client(settings(server))) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.BROKEN_ANSWER);
        }
    }

    /** CVE-2019-10214. */
    @Test
    void doesNotGoFromHttpsToATokenServiceOverHttp() throws Exception {
        try (RawServer tokens = new RawServer((request, out) -> write(out, answer("200 OK", "", "{\"token\":\"t\"}")));
                RawServer server = tls(
                        certificate,
                        false,
                        (request, out) -> write(
                                out,
                                answer(
                                        "401 Log in",
                                        "WWW-Authenticate: Bearer realm=\"http://" + tokens.host() + "/\"\r\n",
                                        "")));
                RegistryRepository client = RegistryRepository.builder()
                        .http(settings(server)
                                .insecurelyPlainHttp(tokens.host())
                                .privateHost(tokens.host())
                                .build())
                        .credentials(
                                RegistryCredentials.of(Map.of(server.host(), new Credential.Login("user", "s3cret"))))
                        .tokenService(server.host(), tokens.host())
                        .build()) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.REALM_REFUSED);
            assertThat(tokens.requests()).isEmpty();
        }
    }

    @Test
    void doesNotFollowARedirectFromHttpsToHttp() throws Exception {
        try (RawServer plain = new RawServer((request, out) -> write(out, answer("200 OK", "", "")));
                RawServer server = tls(
                        certificate,
                        false,
                        (request, out) ->
                                write(out, answer("307 Down", "Location: http://" + plain.host() + "/\r\n", "")));
                RegistryRepository client = client(
                        settings(server).insecurelyPlainHttp(plain.host()).privateHost(plain.host()))) {
            assertThat(Asking.failure(client, server.host())).isEqualTo(RegistryReason.REDIRECT_REFUSED);
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void believesTheServersThatTheCallerBelieves() throws Exception {
        try (RawServer server = tls(certificate, false, TlsTest::notFound);
                RegistryRepository client = client(settings(server))) {
            assertThat(client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon()))
                    .isEqualTo(Answer.absent());
        }
    }

    @Test
    void showsAClientCertificate() throws Exception {
        try (RawServer server = tls(certificate, true, TlsTest::notFound)) {
            try (RegistryRepository client = client(settings(server))) {
                assertThat(Asking.told(client, server.host()).reason().code())
                        .isIn(RegistryReason.TLS_FAILED, RegistryReason.UNREACHABLE, RegistryReason.BROKEN_ANSWER);
            }
            try (RegistryRepository client = client(settings(server).keyManager(certificate.keyManager()))) {
                assertThat(client.manifest(Asking.name(server.host()), Asking.TAG, Asking.soon()))
                        .isEqualTo(Answer.absent());
            }
        }
    }

    @Test
    void interruptionEndsTheWaitOverTlsAsWell() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = tls(certificate, false, (request, out) -> {
                    asked.countDown();
                    Thread.sleep(10_000);
                });
                RegistryRepository client = client(settings(server))) {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                try {
                    client.manifest(Asking.name(server.host()), Asking.TAG, Deadline.never());
                    return false;
                } catch (InterruptedException e) {
                    return true;
                }
            });
            Thread thread = new Thread(task);
            thread.start();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            thread.join(20);
            long start = System.nanoTime();
            thread.interrupt();
            assertThat(task.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }

    private static void notFound(String request, OutputStream out) throws IOException {
        write(out, answer("404 Not Found", "", ""));
    }

    private static RawServer tls(TestCertificate own, boolean clientNeeded, RawServer.Script script) throws Exception {
        SSLServerSocket socket = (SSLServerSocket)
                own.server().getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(clientNeeded);
        return new RawServer(socket, script);
    }

    private static HttpSettings.Builder settings(RawServer server) throws Exception {
        return HttpSettings.builder().privateHost(server.host()).trustManager(certificate.trust());
    }

    private static RegistryRepository client(HttpSettings.Builder settings) {
        return RegistryRepository.builder().http(settings.build()).build();
    }
}
