/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** An open file or folder of a {@link CrashDisk}. */
final class DiskChannel extends FileChannel {

    private final CrashDisk disk;
    private final DiskNode node;
    private final boolean reads;
    private long position;

    DiskChannel(CrashDisk disk, DiskNode node, boolean reads) {
        this.disk = disk;
        this.node = node;
        this.reads = reads;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = read(target, position);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        if (!reads) {
            throw new NonReadableChannelException();
        }
        disk.look();
        if (at >= node.content.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), node.content.length - (int) at);
        target.put(node.content, (int) at, count);
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = write(source, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        disk.write();
        int count = source.remaining();
        if (node.content.length < at + count) {
            node.content = Arrays.copyOf(node.content, (int) at + count);
        }
        source.get(node.content, (int) at, count);
        disk.touch(node);
        return count;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        if (size < node.content.length) {
            disk.change();
            node.content = Arrays.copyOf(node.content, (int) size);
            disk.touch(node);
        }
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.change();
        node.force();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        disk.look();
        return node.content.length;
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) throws IOException {
        return tryLock(at, size, shared);
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) throws IOException {
        disk.look();
        return new FileLock(this, at, size, shared) {
            @Override
            public boolean isValid() {
                return isOpen();
            }

            @Override
            public void release() {}
        };
    }

    @Override
    protected void implCloseChannel() {}

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw new UnsupportedOperationException();
    }
}
