/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints.servlet;

import dev.imagetrust.endpoints.Caller;
import dev.imagetrust.endpoints.TrustEndpoint;
import dev.imagetrust.endpoints.TrustRequest;
import dev.imagetrust.endpoints.TrustResponse;
import dev.imagetrust.image.Bytes;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The adapter between a container's types, which stand here without a container. */
class TrustServletTest {

    private final Map<String, Object> answered = new TreeMap<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final TrustEndpoint echo = request -> request.path().startsWith("/v2/")
            ? Optional.of(TrustResponse.of(299, "text/plain", Bytes.utf8(read(request)))
                    .with("X-One", "1"))
            : Optional.empty();

    private static String read(TrustRequest request) {
        try {
            return request.method() + ' ' + request.path() + " a="
                    + request.parameter("a").orElse("-") + ' '
                    + request.header("x-sent").orElse("-") + ' ' + request.caller() + ' ' + request.from() + ' '
                    + new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void passesEverythingOnAndBack() throws Exception {
        serve("BREW", "/registry/v2/a%2Fb", "a=%41", "body");
        assertThat(written).hasToString("BREW /v2/a%2Fb a=A sent ann 192.0.2.1 body");
        assertThat(answered)
                .containsEntry("status", 299)
                .containsEntry("X-One", "1")
                .containsEntry("Content-Type", "text/plain")
                .containsEntry("length", written.size());
    }

    @Test
    void whatIsNobodysIsNotFound() throws Exception {
        serve("GET", "/registry/other", null, "");
        assertThat(answered).containsEntry("status", 404);
        assertThat(written.size()).isZero();
    }

    private void serve(String method, String uri, String query, String body) throws IOException {
        new TrustServlet(echo, request -> Caller.named("ann")).service(request(method, uri, query, body), response());
    }

    private static HttpServletRequest request(String method, String uri, String query, String body) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TrustServletTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> uri;
                    case "getContextPath" -> "/registry";
                    case "getQueryString" -> query;
                    case "getRemoteAddr" -> "192.0.2.1";
                    case "getHeaderNames" -> Collections.enumeration(List.of("X-Sent"));
                    case "getHeader" -> "sent";
                    case "getInputStream" -> input(body);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                TrustServletTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus" -> answered.put("status", arguments[0]);
                        case "setHeader" -> answered.put((String) arguments[0], arguments[1]);
                        case "setContentLength" -> answered.put("length", arguments[0]);
                        case "getOutputStream" -> {
                            return output();
                        }
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                });
    }

    private static ServletInputStream input(String body) {
        InputStream in = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return new ServletInputStream() {
            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int octet) {
                written.write(octet);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
