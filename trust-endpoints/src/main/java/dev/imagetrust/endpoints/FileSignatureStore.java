/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.AtomicFiles;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * Keeps simple signatures in a directory: {@code <algorithm>/<hex of the image>/<hex of the signature>.json}.
 *
 * <p>Files are named after what is in them, never after what a caller calls them, and are written whole or not at all.
 * Several processes may share a directory: equal signatures fall together, and of two notes about one the later stays.
 * A file that is not as it was written makes the list of its image an {@link IOException}, not a shorter list.
 *
 * @since 0.1
 */
public final class FileSignatureStore implements SignatureObjectStore {

    private static final String SUFFIX = ".json";
    /** What containers/image reads of a list; base64 makes three octets four. */
    private static final int LIST_BYTES = 4 * 1024 * 1024;

    private static final int OBJECT_OVERHEAD = 512;
    private static final int FILE_BYTES = 8 * 1024 * 1024;

    private final Path root;
    private final int perImage;

    private FileSignatureStore(Path root, int perImage) {
        this.root = root;
        this.perImage = perImage;
    }

    /**
     * Opens a store; nothing is written before the first signature.
     *
     * @param root an existing directory
     * @param perImage how many signatures an image may have; fewer if they would not fit into the 4 MiB that clients read
     * @throws IOException if it is no directory
     */
    public static FileSignatureStore open(Path root, int perImage) throws IOException {
        if (!Files.isDirectory(requireNonNull(root, "root"))) {
            throw new IOException("not a directory: " + root);
        }
        return new FileSignatureStore(root, perImage);
    }

    @Override
    public synchronized List<StoredSignature> list(Digest image) throws IOException {
        Path folder = folder(image);
        List<StoredSignature> signatures = new ArrayList<>();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (Path file : files) {
                    signatures.add(read(file, image));
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        signatures.sort(Comparator.comparing(s -> s.object().name()));
        return List.copyOf(signatures);
    }

    @Override
    public synchronized Added add(StoredSignature signature) throws IOException {
        List<StoredSignature> others = list(signature.image());
        for (StoredSignature other : others) {
            if (other.object().name().equals(signature.object().name())
                    || other.object().content().equals(signature.object().content())) {
                return Added.EXISTS;
            }
        }
        long listed = others.stream().mapToLong(FileSignatureStore::listed).sum() + listed(signature);
        if (others.size() >= perImage || listed > LIST_BYTES) {
            return Added.FULL;
        }
        Files.createDirectories(folder(signature.image()));
        write(signature);
        return Added.ADDED;
    }

    @Override
    public synchronized boolean note(StoredSignature signature, SignatureState state) throws IOException {
        if (!Files.exists(file(signature), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        write(signature.in(state));
        return true;
    }

    @Override
    public synchronized boolean delete(StoredSignature signature) throws IOException {
        return Files.deleteIfExists(file(signature));
    }

    private static long listed(StoredSignature signature) {
        return signature.object().content().length() * 4L / 3 + OBJECT_OVERHEAD;
    }

    private Path folder(Digest image) {
        return root.resolve(image.algorithm().ociName()).resolve(image.hex());
    }

    private Path file(StoredSignature signature) {
        String name = Digest.sha256(signature.object().content()).hex() + SUFFIX;
        return folder(signature.image()).resolve(name);
    }

    private void write(StoredSignature signature) throws IOException {
        try {
            AtomicFiles.replace(file(signature), SignatureFile.write(signature), AtomicFiles.Access.EVERYBODY);
        } catch (MalformedInputException e) {
            throw new IOException("a signature that cannot be stored", e);
        }
    }

    private static StoredSignature read(Path file, Digest image) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString(), null, "is no regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return SignatureFile.read(Bytes.copyOf(in.readNBytes(FILE_BYTES)), image);
        }
    }

    @Override
    public String toString() {
        return "signatures in " + root;
    }
}
