/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.spi.FileSystemProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls that a store makes, on a {@link CrashDisk}; all others fail. */
final class DiskProvider extends FileSystemProvider {

    private final CrashDisk disk;

    DiskProvider(CrashDisk disk) {
        this.disk = disk;
    }

    @Override
    public String getScheme() {
        return "crash";
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        disk.look();
        DiskNode node = find(path);
        boolean creates = options.contains(StandardOpenOption.CREATE_NEW);
        if (node != null && creates) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node == null) {
            if (!creates && !options.contains(StandardOpenOption.CREATE)) {
                throw new NoSuchFileException(path.toString());
            }
            node = add(path, disk.newNode(false), attributes);
        }
        return new DiskChannel(
                disk, node, !options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.READ));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DiskNode node = require(folder);
        if (!node.folder) {
            throw new NotDirectoryException(folder.toString());
        }
        List<Path> entries = new ArrayList<>();
        for (String name : node.entries.keySet()) {
            Path entry = folder.resolve(name);
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        disk.look();
        if (find(folder) != null) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        add(folder, disk.newNode(true), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        DiskNode node = require(path);
        if (!node.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        disk.change();
        remove(path);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        DiskNode node = require(source);
        disk.change();
        remove(source);
        put(target, node);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return require(one) == require(other);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        require(path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(new Attributes(require(path)));
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return type == PosixFileAttributeView.class ? type.cast(new View(path)) : null;
    }

    private DiskNode find(Path path) {
        DiskNode node = disk.root();
        for (String name : ((DiskPath) path).names()) {
            node = node == null ? null : node.entries.get(name);
        }
        return node;
    }

    private DiskNode require(Path path) throws IOException {
        disk.look();
        DiskNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private DiskNode add(Path path, DiskNode node, FileAttribute<?>... attributes) throws IOException {
        require(path.getParent());
        disk.write();
        for (FileAttribute<?> attribute : attributes) {
            node.permissions = permissions(attribute.value());
        }
        put(path, node);
        return node;
    }

    private void put(Path path, DiskNode node) throws IOException {
        DiskNode folder = require(path.getParent());
        folder.entries.put(path.getFileName().toString(), node);
        disk.touch(folder);
    }

    private void remove(Path path) throws IOException {
        DiskNode folder = require(path.getParent());
        folder.entries.remove(path.getFileName().toString());
        disk.touch(folder);
    }

    @SuppressWarnings("unchecked") // the one attribute that a store gives
    private static Set<PosixFilePermission> permissions(Object value) {
        return (Set<PosixFilePermission>) value;
    }

    /** What can be told of a file. */
    private record Attributes(DiskNode node) implements PosixFileAttributes {

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.from(Instant.ofEpochSecond(0, node.modified));
        }

        @Override
        public FileTime lastAccessTime() {
            return lastModifiedTime();
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime();
        }

        @Override
        public boolean isRegularFile() {
            return !node.folder;
        }

        @Override
        public boolean isDirectory() {
            return node.folder;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return node.content.length;
        }

        @Override
        public Object fileKey() {
            return node.id;
        }

        @Override
        public UserPrincipal owner() {
            throw new UnsupportedOperationException();
        }

        @Override
        public GroupPrincipal group() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<PosixFilePermission> permissions() {
            return node.permissions;
        }
    }

    private final class View implements PosixFileAttributeView {

        private final Path path;

        View(Path path) {
            this.path = path;
        }

        @Override
        public String name() {
            return "posix";
        }

        @Override
        public PosixFileAttributes readAttributes() throws IOException {
            return new Attributes(require(path));
        }

        @Override
        public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
            disk.change();
            require(path).permissions = Set.copyOf(permissions);
        }

        @Override
        public void setTimes(FileTime modified, FileTime accessed, FileTime created) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setGroup(GroupPrincipal group) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserPrincipal getOwner() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setOwner(UserPrincipal owner) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return disk;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
