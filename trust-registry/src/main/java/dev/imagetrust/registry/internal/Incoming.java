/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** An answer whose body has not been read. To be closed by whoever gets it. Not thread-safe. */
public final class Incoming implements AutoCloseable {

    private final Response response;
    private final Failures failures;
    private final Interception interception;

    Incoming(Response response, Failures failures, Interception interception) {
        this.response = response;
        this.failures = failures;
        this.interception = interception;
    }

    /** The status code. */
    public int status() {
        return response.code();
    }

    /** Who answered, after redirects. */
    public HttpUrl url() {
        return response.request().url();
    }

    /** A header; the last one where there are several. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.header(name));
    }

    /** All headers of a name. */
    public List<String> headers(String name) {
        return response.headers(name);
    }

    /** The media type without parameters, in lower case; empty where there is none. */
    public String mediaType() {
        String type = header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** How long the body is said to be; -1 where it is not said. */
    public long announcedLength() {
        return response.body().contentLength();
    }

    /**
     * The whole body; closes this.
     *
     * @throws UnavailableException if it is longer, or cannot be read to its end
     * @throws InterruptedException if the thread was interrupted
     */
    public Bytes body(int maxBytes) throws UnavailableException, InterruptedException {
        try (this) {
            return read(maxBytes);
        }
    }

    private Bytes read(int maxBytes) throws UnavailableException, InterruptedException {
        try {
            if (announcedLength() > maxBytes) {
                throw tooLarge(maxBytes);
            }
            // One more than allowed, to tell a longer one. Not closed: that is for whoever closes this.
            byte[] octets = stream().readNBytes(maxBytes + 1);
            if (octets.length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return Bytes.copyOf(octets);
        } catch (IOException e) {
            throw interception.failure(e, failures);
        }
    }

    /** The body, as it comes. Closing the stream closes this; what breaks it is an {@link UnavailableException}. */
    public InputStream stream() {
        return new AnswerStream(response.body().byteStream(), failures, interception);
    }

    /**
     * Gives up what was not read.
     *
     * @throws UnavailableException if an interceptor of the caller throws when it is told
     */
    @Override
    public void close() throws UnavailableException {
        response.close();
        interception.end();
    }

    private UnavailableException tooLarge(int maxBytes) {
        return Failures.because(RegistryReason.TOO_LARGE, failures.what() + ": limit " + maxBytes);
    }
}
