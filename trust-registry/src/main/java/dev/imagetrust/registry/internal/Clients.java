/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.registry.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/** Sets up OkHttp so that it does nothing of its own accord: no redirect, no retry, no cache, no cookie, no proxy. */
final class Clients {

    private static final String RETRY_AFTER = "Retry-After";

    /** Where {@code Retry-After} is found: OkHttp repeats a request by itself where that says zero. */
    static final String ASKED_TO_WAIT = "Image-Trust-Retry-After";

    private Clients() {}

    static OkHttpClient open(HttpSettings settings) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .fastFallback(false) // would connect on threads of its own
                .protocols(List.of(Protocol.HTTP_1_1)) // HTTP/2 reads on threads of its own
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
                .proxy(settings.proxy().map(Clients::proxy).orElse(Proxy.NO_PROXY))
                .dns(host -> lookUp(host, settings))
                .addNetworkInterceptor(chain -> hideFromOkHttp(chain.proceed(chain.request())))
                .socketFactory(new GuardedSockets(target -> judge(target, settings)))
                .connectTimeout(settings.connectTime())
                .readTimeout(settings.silence())
                .writeTimeout(settings.silence());
        if (settings.trustManager().isPresent() || settings.keyManager().isPresent()) {
            useTls(builder, settings);
        }
        return builder.build();
    }

    private static Response hideFromOkHttp(Response response) {
        Response.Builder renamed =
                response.newBuilder().removeHeader(ASKED_TO_WAIT).removeHeader(RETRY_AFTER);
        response.headers(RETRY_AFTER).forEach(value -> renamed.addHeader(ASKED_TO_WAIT, value));
        return renamed.build();
    }

    private static Proxy proxy(InetSocketAddress address) {
        return new Proxy(Proxy.Type.HTTP, address);
    }

    private static List<InetAddress> lookUp(String host, HttpSettings settings) throws UnknownHostException {
        try {
            List<InetAddress> named = new ArrayList<>();
            for (InetAddress address : settings.resolver().resolve(host)) {
                // The name stays with the address, so that the judge knows for whom it is.
                named.add(InetAddress.getByAddress(host, address.getAddress()));
            }
            if (named.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return named;
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            UnknownHostException unknown = new UnknownHostException(host + ": " + e.getMessage());
            unknown.initCause(e);
            throw unknown;
        }
    }

    private static void judge(InetSocketAddress target, HttpSettings settings) throws RefusedAddressException {
        if (settings.proxy().filter(proxy -> isSame(proxy, target)).isPresent()) {
            return;
        }
        String host = Hosts.canonical(target.getHostString());
        boolean allowed =
                AddressRules.isPublic(target.getAddress()) || settings.allowsPrivateAddress(host, target.getPort());
        if (!allowed) {
            throw new RefusedAddressException(
                    host + " has the address " + target.getAddress().getHostAddress());
        }
    }

    /** Whether a host is written as an address that it may not have. */
    static boolean isClosedLiteral(HttpUrl url, HttpSettings settings) {
        String host = url.host();
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
        try {
            return literal
                    && !settings.allowsPrivateAddress(host, url.port())
                    && !AddressRules.isPublic(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static boolean isSame(InetSocketAddress proxy, InetSocketAddress target) {
        // One that was resolved already is connected to as it is; any other is looked up by its name.
        return proxy.getPort() == target.getPort()
                && (proxy.isUnresolved()
                        ? proxy.getHostString().equals(target.getHostString())
                        : proxy.getAddress().equals(target.getAddress()));
    }

    private static void useTls(OkHttpClient.Builder builder, HttpSettings settings) {
        try {
            X509TrustManager trust = settings.trustManager().isPresent()
                    ? settings.trustManager().get()
                    : ofTheJdk();
            KeyManager[] keys = settings.keyManager().stream().toArray(KeyManager[]::new);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            builder.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    private static X509TrustManager ofTheJdk() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
