/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints.servlet;

import dev.imagetrust.endpoints.Caller;
import dev.imagetrust.endpoints.TrustEndpoint;
import dev.imagetrust.endpoints.TrustRequest;
import dev.imagetrust.endpoints.TrustResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Function;

import static java.util.Objects.requireNonNull;

/**
 * Serves an endpoint in a servlet container. Map it to {@code /v2/_zot/ext/*} or {@code /extensions/v2/*}.
 *
 * <p>zot refuses a foreign method before it asks who calls, and answers {@code OPTIONS} to everybody: a filter that checks
 * credentials must let requests of callers without credentials pass, and say so through {@code callers}.
 *
 * @since 0.1
 */
public final class TrustServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;

    private final transient TrustEndpoint endpoint;
    private final transient Function<HttpServletRequest, Caller> callers;

    /**
     * A servlet.
     *
     * @param endpoint answers
     * @param callers says who calls and what they may; called once with each request
     */
    public TrustServlet(TrustEndpoint endpoint, Function<HttpServletRequest, Caller> callers) {
        this.endpoint = requireNonNull(endpoint, "endpoint");
        this.callers = requireNonNull(callers, "callers");
    }

    /** Every method, not only those that servlets know. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<TrustResponse> answer = endpoint.answer(read(request));
        if (answer.isEmpty()) {
            response.setStatus(NOT_FOUND);
            return;
        }
        TrustResponse found = answer.get();
        response.setStatus(found.status());
        found.headers().forEach(response::setHeader);
        response.setContentLength(found.body().length());
        response.getOutputStream().write(found.body().toByteArray());
    }

    private TrustRequest read(HttpServletRequest request) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString();
        TrustRequest.Builder built = TrustRequest.builder(request.getMethod(), path)
                .query(query == null ? "" : query)
                .body(request.getInputStream())
                .caller(callers.apply(request))
                .from(request.getRemoteAddr());
        Collections.list(request.getHeaderNames()).forEach(name -> built.header(name, request.getHeader(name)));
        return built.build();
    }
}
