/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints.httpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.imagetrust.endpoints.Caller;
import dev.imagetrust.endpoints.TrustEndpoint;
import dev.imagetrust.endpoints.TrustRequest;
import dev.imagetrust.endpoints.TrustResponse;
import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import static java.util.Objects.requireNonNull;

/**
 * Serves endpoints with the server of the JDK: {@code server.createContext("/", handler)}. The first one that has an
 * answer gives it; what is nobody's is {@code 404}.
 *
 * <p>The server reads a little of what is left of a refused body and then closes the connection. It has no timeout for
 * slow callers unless the system property {@code sun.net.httpserver.maxReqTime} sets one.
 *
 * @since 0.1
 */
public final class TrustHttpHandler implements HttpHandler {

    private static final TrustResponse NOT_FOUND = new TrustResponse(404, Map.of(), Bytes.empty());
    private static final int NO_BODY = -1;

    private final List<TrustEndpoint> endpoints;
    private final Function<HttpExchange, Caller> callers;

    /**
     * A handler.
     *
     * @param endpoints in the order in which they are asked
     * @param callers says who calls and what they may; called once with each request
     */
    public TrustHttpHandler(List<TrustEndpoint> endpoints, Function<HttpExchange, Caller> callers) {
        this.endpoints = List.copyOf(endpoints);
        this.callers = requireNonNull(callers, "callers");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            TrustRequest request = read(exchange);
            TrustResponse answer = endpoints.stream()
                    .flatMap(endpoint -> endpoint.answer(request).stream())
                    .findFirst()
                    .orElse(NOT_FOUND);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            write(exchange, answer);
        }
    }

    private static void write(HttpExchange exchange, TrustResponse answer) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head && !answer.headers().containsKey("Content-Length")) {
            exchange.getResponseHeaders()
                    .set("Content-Length", Integer.toString(answer.body().length()));
        }
        boolean empty = head || answer.body().isEmpty();
        exchange.sendResponseHeaders(
                answer.status(), empty ? NO_BODY : answer.body().length());
        if (!empty) {
            exchange.getResponseBody().write(answer.body().toByteArray());
        }
    }

    private TrustRequest read(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        TrustRequest.Builder built = TrustRequest.builder(
                        exchange.getRequestMethod(), exchange.getRequestURI().getRawPath())
                .query(query == null ? "" : query)
                .body(exchange.getRequestBody())
                .caller(callers.apply(exchange))
                .from(String.valueOf(exchange.getRemoteAddress()));
        exchange.getRequestHeaders().forEach((name, values) -> built.header(name, values.get(0)));
        return built.build();
    }
}
