/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.primitives.AtomicFiles.Access;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files and folders below the root of a store. What is written or deleted is on disk when the call returns; nothing
 * follows a symbolic link.
 *
 * @param root the real path of the root
 */
record StoreFiles(Path root) {

    /**
     * The store is still there.
     *
     * @throws NoSuchFileException if it is not
     */
    void requireRoot() throws NoSuchFileException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(root.toString());
        }
    }

    /** Something below the root, by a path of ours. */
    Path at(String relative) {
        return root.resolve(relative);
    }

    static boolean hasPermissions(FileSystem system) {
        return system.supportedFileAttributeViews().contains("posix");
    }

    /**
     * Makes a folder and those above it, for the owner only; existing ones stay as they are.
     *
     * @throws IOException if one of them is a link or a file
     */
    Path makeFolder(String relative) throws IOException {
        Path folder = root;
        for (String name : relative.split("/", -1)) {
            Path above = folder;
            folder = above.resolve(name);
            if (!isFolder(folder)) {
                Files.createDirectory(folder, ownerOnly());
                force(above);
            }
        }
        return folder;
    }

    /**
     * Writes a file into the folder of a store. Until it is whole it lies in the folder above: zot and notation read whatever
     * lies in a store, and half a certificate makes them trust nobody.
     */
    void put(String folder, String name, Bytes content) throws IOException {
        Path target = makeFolder(folder).resolve(name);
        AtomicFiles.replace(target, content, Access.EVERYBODY, at(Layout.above(folder)));
    }

    /** Writes another file into a folder that is there. */
    static void write(Path file, Bytes content, Access access) throws IOException {
        AtomicFiles.replace(file, content, access);
    }

    /** Deletes files of one folder, those that are there; afterwards none of them is. */
    static void delete(Path folder, List<String> names) throws IOException {
        boolean any = false;
        for (String name : names) {
            any |= Files.deleteIfExists(folder.resolve(name));
        }
        if (any) {
            force(folder);
        }
    }

    /** Deletes what interrupted writers left behind. Of use only under the lock. */
    void sweep(String relative) throws IOException {
        Path folder = at(relative);
        List<String> temporary = new ArrayList<>();
        for (Path file : entries(folder)) {
            String name = Layout.name(file);
            if (Layout.isTemporary(name)) {
                temporary.add(name);
            }
        }
        delete(folder, temporary);
        if (temporary.isEmpty() && isReached(folder)) {
            force(folder); // what is seen there is on disk from now on
        }
    }

    /** The names of the regular files in a folder, in order, but temporary ones; none where there is no such folder. */
    List<String> names(String relative) throws IOException {
        List<String> names = files(relative, name -> true);
        names.sort(null);
        return names;
    }

    /** The names of the regular files in a folder that are not called after their content; in no order. */
    List<String> otherNames(String relative) throws IOException {
        return files(relative, name -> !FileNames.isDigest(name));
    }

    private List<String> files(String relative, Predicate<String> wanted) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : entries(at(relative))) {
            String name = Layout.name(file);
            // What is called after a digest is a file nearly always, and who reads it finds out when it is not.
            if (!Layout.isTemporary(name)
                    && wanted.test(name)
                    && (FileNames.isDigest(name) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
                names.add(name);
            }
        }
        return names;
    }

    /** Those of some names that there are in a folder. Takes as long for many files as for few. */
    List<String> present(String relative, List<String> names) throws IOException {
        Path folder = at(relative);
        List<String> present = new ArrayList<>();
        if (isReached(folder)) {
            for (String name : names) {
                if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    present.add(name);
                }
            }
        }
        return present;
    }

    /** The folders in a folder, in order; none where there is no such folder. */
    List<String> folders(String relative) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : entries(at(relative))) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                names.add(Layout.name(file));
            }
        }
        names.sort(null);
        return names;
    }

    /** The content of a regular file below the root, as {@link #read}, with no link on the way. */
    Optional<Bytes> content(String relative) throws IOException {
        Path file = at(relative);
        Path folder = file.getParent();
        return folder == null || !isReached(folder) ? Optional.empty() : read(file);
    }

    /**
     * The content of a regular file; empty if there is nothing of that name.
     *
     * @throws IOException if it is a link, a folder, longer than files are, or cannot be read
     */
    static Optional<Bytes> read(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(Layout.MAX_FILE_BYTES + 1);
            if (content.length > Layout.MAX_FILE_BYTES) {
                throw new FileSystemException(
                        file.toString(), null, "is longer than " + Layout.MAX_FILE_BYTES + " bytes");
            }
            return Optional.of(Bytes.copyOf(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Names that were made or removed survive a crash once the folder is on disk; only POSIX can be asked for that. */
    static void force(Path folder) throws IOException {
        if (hasPermissions(folder.getFileSystem())) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (!isReached(folder)) {
            return entries;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                entries.add(entry);
                if (entries.size() > Layout.MAX_ENTRIES) {
                    throw new IOException("more than " + Layout.MAX_ENTRIES + " entries in " + folder);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Whether it is there, and no step on the way from the root is a link. */
    private boolean isReached(Path folder) throws IOException {
        requireRoot();
        Path step = root;
        for (Path name : root.relativize(folder)) {
            step = step.resolve(name);
            if (!isFolder(step)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a folder; false if it is not there. */
    private static boolean isFolder(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path.toString(), null, "is no directory");
        }
        return true;
    }

    private FileAttribute<?>[] ownerOnly() {
        return hasPermissions(root.getFileSystem())
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
