/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A file system in memory that can lose its power at every change, and that keeps only what was forced: the content of files as
 * of their last force, and the names in a folder as of the last force of the folder. It can also be full.
 */
public final class CrashDisk extends FileSystem {

    /** What happens to things that were not forced. */
    public enum Luck {
        /** They are gone, or back. */
        UNFORCED_LOST,
        /** They came onto the plates all the same, as when only the process dies. */
        EVERYTHING_KEPT,
        /** Some did, in any order, files perhaps only in part. */
        ANYTHING
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private final DiskProvider provider = new DiskProvider(this);
    private final DiskNode root;
    private int changesLeft = NEVER;
    private boolean dead;
    private int writesLeft = NEVER;
    private long clock = 1_000_000_001L;
    private long ids;

    private CrashDisk(DiskNode root, long ids) {
        this.root = root;
        this.ids = ids;
    }

    /** An empty disk. */
    public static CrashDisk empty() {
        return new CrashDisk(new DiskNode(true, 1), 1);
    }

    /** The power goes after so many changes. */
    public void cutAfter(int changes) {
        changesLeft = changes;
    }

    /** The disk is full after so many writes, for good; deleting makes no room. */
    public void fullAfter(int writes) {
        writesLeft = writes;
    }

    /** There is room again. */
    public void makeRoom() {
        writesLeft = NEVER;
    }

    /** Whether the power went, or the disk was full. */
    public boolean isHit() {
        return dead || writesLeft < 0;
    }

    /** What is found when the power is back. */
    public CrashDisk restarted(Luck luck, long seed) {
        CrashDisk disk = new CrashDisk(root.afterCrash(luck, new Random(seed)), ids);
        disk.clock = clock + 1;
        return disk;
    }

    /** The root. */
    public Path path() {
        return getPath("/");
    }

    DiskNode root() {
        return root;
    }

    DiskNode newNode(boolean folder) {
        DiskNode node = new DiskNode(folder, ++ids);
        touch(node);
        return node;
    }

    void touch(DiskNode node) {
        node.modified = ++clock;
    }

    void look() throws IOException {
        if (dead) {
            throw new IOException("the power is gone");
        }
    }

    /** Something changes. */
    void change() throws IOException {
        look();
        if (changesLeft-- <= 0) {
            dead = true;
            throw new IOException("the power is gone");
        }
    }

    /** Something needs room. */
    void write() throws IOException {
        change();
        if (writesLeft-- <= 0) {
            writesLeft = -1;
            throw new FileSystemException("", null, "No space left on device");
        }
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(path());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "posix");
    }

    @Override
    public Path getPath(String first, String... more) {
        return DiskPath.of(this, more.length == 0 ? first : first + '/' + String.join("/", more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
