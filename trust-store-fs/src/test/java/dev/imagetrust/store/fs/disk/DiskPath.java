/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/** A path on a {@link CrashDisk}: slashes between names, no links, no dots. */
record DiskPath(CrashDisk disk, boolean isAbsolute, List<String> names) implements Path {

    DiskPath {
        names = List.copyOf(names);
    }

    static DiskPath of(CrashDisk disk, String text) {
        List<String> names = new ArrayList<>(List.of(text.split("/", -1)));
        names.removeIf(String::isEmpty);
        return new DiskPath(disk, text.startsWith("/"), names);
    }

    @Override
    public FileSystem getFileSystem() {
        return disk;
    }

    @Override
    public Path getRoot() {
        return isAbsolute ? new DiskPath(disk, true, List.of()) : null;
    }

    @Override
    public Path getFileName() {
        return names.isEmpty() ? null : new DiskPath(disk, false, names.subList(names.size() - 1, names.size()));
    }

    @Override
    public Path getParent() {
        return names.isEmpty() || names.size() == 1 && !isAbsolute
                ? null
                : new DiskPath(disk, isAbsolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return Math.max(names.size(), isAbsolute ? 0 : 1);
    }

    @Override
    public Path getName(int index) {
        return new DiskPath(disk, false, names.isEmpty() ? List.of() : List.of(names.get(index)));
    }

    @Override
    public Path subpath(int from, int to) {
        return new DiskPath(disk, false, names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        List<String> start = ((DiskPath) other).names;
        return names.size() >= start.size() && names.subList(0, start.size()).equals(start);
    }

    @Override
    public boolean endsWith(Path other) {
        List<String> end = ((DiskPath) other).names;
        return names.size() >= end.size()
                && names.subList(names.size() - end.size(), names.size()).equals(end);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        DiskPath that = (DiskPath) other;
        if (that.isAbsolute) {
            return that;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(that.names);
        return new DiskPath(disk, isAbsolute, all);
    }

    @Override
    public Path relativize(Path other) {
        return new DiskPath(
                disk, false, ((DiskPath) other).names.subList(names.size(), ((DiskPath) other).names.size()));
    }

    @Override
    public URI toUri() {
        return URI.create("crash:" + this);
    }

    @Override
    public Path toAbsolutePath() {
        return new DiskPath(disk, true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return (isAbsolute ? "/" : "") + String.join("/", names);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskPath that
                && disk == that.disk
                && isAbsolute == that.isAbsolute
                && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }
}
