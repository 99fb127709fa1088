/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A body whose errors are told with their reason. */
final class AnswerStream extends FilterInputStream {

    private final Failures failures;
    private final Interception interception;

    AnswerStream(InputStream body, Failures failures, Interception interception) {
        super(body);
        this.failures = failures;
        this.interception = interception;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int count = super.read(into, offset, length);
            interception.read(Math.max(0, count));
            return count;
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        interception.end();
    }

    /** A stream cannot throw an InterruptedException; the flag stays for the caller, who looks at it. */
    private IOException told(IOException e) {
        try {
            return interception.failure(e, failures);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException told = new InterruptedIOException("interrupted");
            told.initCause(interrupted);
            return told;
        }
    }
}
