/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static java.util.Objects.requireNonNull;

/**
 * One HTTP request, of whatever server. For one use: its body is read at most once, and never closed.
 *
 * @since 0.1
 */
public final class TrustRequest {

    private final String method;
    private final String path;
    private final QueryParameters query;
    private final Map<String, String> headers;
    private final InputStream body;
    private final Caller caller;
    private final String from;

    private TrustRequest(Builder builder) {
        this.method = builder.method;
        this.path = builder.path;
        this.query = QueryParameters.parse(builder.query);
        this.headers = new TreeMap<>(builder.headers);
        this.body = builder.body;
        this.caller = builder.caller;
        this.from = builder.from;
    }

    /**
     * Begins a request by {@linkplain Caller#unauthenticated nobody}, without query, headers and body.
     *
     * @param method as sent; methods are told apart by case
     * @param path as sent, escapes and all, without the query
     */
    public static Builder builder(String method, String path) {
        return new Builder(method, path);
    }

    /** The method, as sent. */
    public String method() {
        return method;
    }

    /** The path, as sent. */
    public String path() {
        return path;
    }

    /** A parameter of the query, decoded; the first of several, present and empty for a name without a value. */
    public Optional<String> parameter(String name) {
        return query.find(name);
    }

    /** A header; names are compared without regard to case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body; whoever reads from it keeps count. */
    public InputStream body() {
        return body;
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** The caller's address; empty if the host did not tell. */
    public String from() {
        return from;
    }

    @Override
    public String toString() {
        return method + ' ' + path + " by " + caller;
    }

    /** Builds a {@link TrustRequest}. Not thread-safe. */
    public static final class Builder {

        private final String method;
        private final String path;
        private final Map<String, String> headers = new TreeMap<>();
        private String query = "";
        private InputStream body = InputStream.nullInputStream();
        private Caller caller = Caller.unauthenticated();
        private String from = "";

        private Builder(String method, String path) {
            this.method = requireNonNull(method, "method");
            this.path = requireNonNull(path, "path");
        }

        /** The query as sent, without the question mark; empty for none. */
        public Builder query(String value) {
            this.query = requireNonNull(value, "value");
            return this;
        }

        /** A header; of several with one name the first counts. Names are compared without regard to case. */
        public Builder header(String name, String value) {
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), requireNonNull(value, "value"));
            return this;
        }

        /** The body, with nothing of it read; the host closes it. */
        public Builder body(InputStream value) {
            this.body = requireNonNull(value, "value");
            return this;
        }

        /** Who asks. */
        public Builder caller(Caller value) {
            this.caller = requireNonNull(value, "value");
            return this;
        }

        /** The caller's address, for journals. */
        public Builder from(String value) {
            this.from = requireNonNull(value, "value");
            return this;
        }

        /** The request. */
        public TrustRequest build() {
            return new TrustRequest(this);
        }
    }
}
