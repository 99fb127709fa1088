/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * How requests are made, and which are refused. Immutable.
 *
 * <p>The defaults: https only; no address that is private, loopback, link-local or reserved, judged on the address that
 * is connected to; at most five redirects, never to another scheme; nothing decompressed; the trust store of the JDK; no
 * proxy, whatever the process is configured with.
 *
 * @since 0.1
 */
public final class HttpSettings {

    private static final HttpSettings DEFAULTS = builder().build();

    private final Set<HostAndPort> plainHttp;
    private final boolean allPlainHttp;
    private final Set<HostAndPort> privateHosts;
    private final boolean allPrivate;
    private final HostResolver resolver;
    private final @Nullable InetSocketAddress proxy;
    private final @Nullable X509TrustManager trustManager;
    private final @Nullable X509KeyManager keyManager;
    private final List<HttpInterceptor> interceptors;
    private final String userAgent;
    private final Duration connectTime;
    private final Duration silence;
    private final Duration requestTime;

    private HttpSettings(Builder builder) {
        this.plainHttp = Set.copyOf(builder.plainHttp);
        this.allPlainHttp = builder.allPlainHttp;
        this.privateHosts = Set.copyOf(builder.privateHosts);
        this.allPrivate = builder.allPrivate;
        this.resolver = builder.resolver;
        this.proxy = builder.proxy;
        this.trustManager = builder.trustManager;
        this.keyManager = builder.keyManager;
        this.interceptors = List.copyOf(builder.interceptors);
        this.userAgent = builder.userAgent;
        this.connectTime = builder.connectTime;
        this.silence = builder.silence;
        this.requestTime = builder.requestTime;
    }

    /** Public hosts, over https. */
    public static HttpSettings defaults() {
        return DEFAULTS;
    }

    /** A builder that begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether plain HTTP is allowed for a host. */
    public boolean allowsPlainHttp(String host, int port) {
        return allPlainHttp || plainHttp.contains(new HostAndPort(host, port));
    }

    /** Whether a host may have an address inside the caller's network. */
    public boolean allowsPrivateAddress(String host, int port) {
        return allPrivate || privateHosts.contains(new HostAndPort(host, port));
    }

    /** Finds addresses. */
    public HostResolver resolver() {
        return resolver;
    }

    /** Through which all requests go. */
    public Optional<InetSocketAddress> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Which servers are believed; empty: those of the JDK's trust store. */
    public Optional<X509TrustManager> trustManager() {
        return Optional.ofNullable(trustManager);
    }

    /** The client's own certificate. */
    public Optional<X509KeyManager> keyManager() {
        return Optional.ofNullable(keyManager);
    }

    /** Who is asked and told about every request, in this order. */
    public List<HttpInterceptor> interceptors() {
        return interceptors;
    }

    /** The header {@code User-Agent}. */
    public String userAgent() {
        return userAgent;
    }

    /** How long connecting may take. */
    public Duration connectTime() {
        return connectTime;
    }

    /** How long nothing may come. */
    public Duration silence() {
        return silence;
    }

    /** How long one request may take as a whole, whatever the caller's deadline. */
    public Duration requestTime() {
        return requestTime;
    }

    /** Builds {@link HttpSettings}. Not thread-safe. */
    public static final class Builder {

        private static final int HTTP = 80;
        private static final int HTTPS = 443;

        private final Set<HostAndPort> plainHttp = new HashSet<>();
        private final Set<HostAndPort> privateHosts = new HashSet<>();
        private boolean allPlainHttp;
        private boolean allPrivate;
        private HostResolver resolver = HostResolver.ofTheMachine();
        private @Nullable InetSocketAddress proxy;
        private @Nullable X509TrustManager trustManager;
        private @Nullable X509KeyManager keyManager;
        private final List<HttpInterceptor> interceptors = new ArrayList<>();
        private String userAgent = "image-trust";
        private Duration connectTime = Duration.ofSeconds(10);
        private Duration silence = Duration.ofSeconds(15);
        private Duration requestTime = Duration.ofSeconds(60);

        private Builder() {}

        /**
         * Speaks plain HTTP to this host and port, and to no other. Whoever is on the way can then show other tags and
         * hide signatures, but not forge one.
         *
         * @param host {@code host} (port 80) or {@code host:port}, exactly as in image names
         * @throws IllegalArgumentException if it is neither
         */
        public Builder insecurelyPlainHttp(String host) {
            plainHttp.add(HostAndPort.parse(host, HTTP));
            return this;
        }

        /**
         * Speaks plain HTTP to whoever is named by it. Meant for {@link GuardedEvidenceFetcher}: certificates name their
         * CRLs and OCSP services by plain HTTP as a rule (RFC 5280 section 8), and the answers are signed. Not for
         * registries, to which it would open every login to whoever is on the way.
         */
        public Builder insecurelyAllPlainHttp() {
            this.allPlainHttp = true;
            return this;
        }

        /**
         * Allows this host and port to have a private, loopback or link-local address.
         *
         * @param host {@code host} (port 443) or {@code host:port}, exactly as in image names
         * @throws IllegalArgumentException if it is neither
         */
        public Builder privateHost(String host) {
            privateHosts.add(HostAndPort.parse(host, HTTPS));
            return this;
        }

        /**
         * Connects to addresses inside the caller's network whoever names them: an image name, a redirect, the address
         * of a token service. Only where none of these comes from outside.
         */
        public Builder insecurelyAllPrivateHosts() {
            this.allPrivate = true;
            return this;
        }

        /** Looks up hosts otherwise. */
        public Builder resolver(HostResolver value) {
            this.resolver = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sends all requests through an HTTP proxy. The proxy's own address is not judged; the addresses of hosts are
         * looked up by the proxy then, so that it has to judge them.
         */
        public Builder proxy(InetSocketAddress value) {
            this.proxy = requireNonNull(value, "value");
            return this;
        }

        /** Believes other servers than the JDK does. */
        public Builder trustManager(X509TrustManager value) {
            this.trustManager = requireNonNull(value, "value");
            return this;
        }

        /** Shows a client certificate to servers that ask for one. */
        public Builder keyManager(X509KeyManager value) {
            this.keyManager = requireNonNull(value, "value");
            return this;
        }

        /**
         * Adds one that is asked for headers, and told of the outcome, of every request; after those added before. All
         * are told, also where one of them throws.
         */
        public Builder interceptor(HttpInterceptor value) {
            interceptors.add(requireNonNull(value, "value"));
            return this;
        }

        /**
         * The header {@code User-Agent}.
         *
         * @throws IllegalArgumentException unless it is printable ASCII
         */
        public Builder userAgent(String value) {
            if (!value.matches("[\\x20-\\x7e]{1,200}")) {
                throw new IllegalArgumentException("a user agent is 1 to 200 printable ASCII characters");
            }
            this.userAgent = value;
            return this;
        }

        /** How long connecting may take: 10 seconds by default. */
        public Builder connectTime(Duration value) {
            this.connectTime = positive(value);
            return this;
        }

        /** How long nothing may come: 15 seconds by default. */
        public Builder silence(Duration value) {
            this.silence = positive(value);
            return this;
        }

        /** How long one request may take as a whole, whatever the deadline: 60 seconds by default. */
        public Builder requestTime(Duration value) {
            this.requestTime = positive(value);
            return this;
        }

        /** The settings. */
        public HttpSettings build() {
            return new HttpSettings(this);
        }

        private static Duration positive(Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("a time is positive and at most a day: " + value);
            }
            return value;
        }
    }
}
