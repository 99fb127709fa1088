/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** The one place where a refusal by an ASN.1 or certificate library becomes a reason. */
final class Asn1 {

    private Asn1() {}

    /** Reads one part with a library that may throw anything over hostile octets. */
    static <T> T read(String part, Reading<T> reading) throws MalformedInputException {
        try {
            @Nullable T read = reading.read();
            if (read == null) {
                throw malformed(part, null);
            }
            return read;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The libraries announce bad input with a dozen unchecked exceptions besides their own.
            throw malformed(part, e);
        }
    }

    private static MalformedInputException malformed(String part, @Nullable Exception cause) {
        Reason reason = new Reason(PrimitiveReason.CERTIFICATE_MALFORMED, part);
        return cause == null ? new MalformedInputException(reason) : new MalformedInputException(reason, cause);
    }

    /** One attempt to read. */
    interface Reading<T> {
        @Nullable
        T read() throws IOException, GeneralSecurityException;
    }
}
