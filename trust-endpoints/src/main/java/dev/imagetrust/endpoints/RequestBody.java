/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads bodies up to a length and for a time: of one that never ends no more is read than would be kept. */
final class RequestBody {

    private static final int STEP = 8 * 1024;

    private static final int TOO_LONG = 413;
    private static final int TOO_SLOW = 408;
    private static final int UNREADABLE = 500;

    private final int status;
    private final @Nullable Bytes content;

    private RequestBody(int status, @Nullable Bytes content) {
        this.status = status;
        this.content = content;
    }

    /** Reads one to its end, or as far as the limits go. */
    static RequestBody read(TrustRequest request, UploadLimits limits) {
        Deadline deadline = Deadline.after(limits.bodyTime());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] step = new byte[STEP];
        try {
            InputStream body = request.body();
            for (int n = body.read(step); n >= 0; n = body.read(step)) {
                content.write(step, 0, n);
                if (content.size() > limits.bodyBytes()) {
                    return new RequestBody(TOO_LONG, null);
                }
                if (deadline.isPast()) {
                    return new RequestBody(TOO_SLOW, null);
                }
            }
        } catch (IOException e) {
            return new RequestBody(UNREADABLE, null);
        }
        // A connection that breaks off must not leave half a certificate file, as some servers would let it.
        OptionalLong announced = announced(request);
        return announced.isPresent() && announced.getAsLong() > content.size()
                ? new RequestBody(UNREADABLE, null)
                : new RequestBody(0, Bytes.copyOf(content.toByteArray()));
    }

    private static OptionalLong announced(TrustRequest request) {
        Optional<String> length = request.header("Content-Length").filter(l -> l.matches("[0-9]{1,18}"));
        return length.isPresent() ? OptionalLong.of(Long.parseLong(length.get())) : OptionalLong.empty();
    }

    /** The body; empty if it could not be read. */
    Optional<Bytes> content() {
        return Optional.ofNullable(content);
    }

    /** What to answer if it could not be read. */
    int status() {
        return status;
    }
}
