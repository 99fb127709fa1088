/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.oci.OciReason;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A blob that ends with an error where it is longer or shorter than its descriptor says. */
final class SizedStream extends FilterInputStream {

    private final String what;
    private long left;

    SizedStream(InputStream body, Descriptor blob, String what) {
        super(body);
        this.what = what;
        this.left = blob.size();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        left -= Math.max(count, 0);
        boolean ended = count < 0;
        if (left < 0 || (ended && left > 0)) {
            throw new UnavailableException(new Reason(OciReason.SIZE_MISMATCH, what));
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        // Skipped bytes would not be counted.
        return readNBytes(new byte[(int) Math.min(count, 8192)], 0, (int) Math.min(count, 8192));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
