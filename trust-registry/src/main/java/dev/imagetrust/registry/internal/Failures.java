/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/**
 * Says what an I/O error means while one request is under way.
 *
 * @param what the request
 * @param deadline when it was wanted
 * @param closed whether the client was closed meanwhile
 */
record Failures(Outgoing what, Deadline deadline, BooleanSupplier closed) {

    static UnavailableException because(RegistryReason code, String detail) {
        return new UnavailableException(new Reason(code, detail));
    }

    UnavailableException of(IOException e) throws InterruptedException {
        // Interruption closes the connection; that says nothing about the host.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (e instanceof UnavailableException told) {
            return told;
        }
        if (closed.getAsBoolean()) {
            return new UnavailableException(Reason.of(RegistryReason.CLOSED), e);
        }
        if (deadline.isPast()) {
            return timeUp();
        }
        return new UnavailableException(new Reason(code(e), what + ": " + e.getMessage()), e);
    }

    static UnavailableException timeUp() {
        return new UnavailableException(Reason.of(CoreReason.TIME_UP));
    }

    private static RegistryReason code(IOException e) {
        if (e instanceof RefusedAddressException) {
            return RegistryReason.ADDRESS_REFUSED;
        }
        if (e instanceof InterruptedIOException) {
            return RegistryReason.TOO_SLOW;
        }
        if (e instanceof SSLException) {
            return RegistryReason.TLS_FAILED;
        }
        boolean answerBegan = e instanceof ProtocolException || e instanceof EOFException || isEarlyEnd(e);
        return answerBegan ? RegistryReason.BROKEN_ANSWER : RegistryReason.UNREACHABLE;
    }

    /** OkHttp has no type for it. */
    private static boolean isEarlyEnd(IOException e) {
        return String.valueOf(e.getMessage()).startsWith("unexpected end of stream");
    }
}
