/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evidence in a directory of the caller. Trouble with it is nobody's but its own: nothing here throws, since a cache that
 * cannot be read or written must not decide whether evidence can be had (CVE-2024-51491).
 *
 * <p>A file holds a digest over its name and content, and the content. What does not fit together, be it damaged, cut off
 * or put under another name, is not there. Whoever may write the directory can still make such files; so the evidence
 * itself has to be signed, and is checked each time. Safe for use by several threads and processes.
 */
public final class EvidenceFolder {

    private static final String SUFFIX = ".evidence";
    private static final String NAMES = "[0-9a-f]{64}\\.evidence";
    private static final int SEAL = 32;
    private static final int MOST_BYTES = 16 << 20;

    private final Path folder;
    private final int mostFiles;
    private final int mostBytes;

    /** Over that directory, with at most that many files of at most 16 MiB each. */
    public EvidenceFolder(Path folder, int mostFiles) {
        this(folder, mostFiles, MOST_BYTES);
    }

    EvidenceFolder(Path folder, int mostFiles, int mostBytes) {
        this.folder = folder;
        this.mostFiles = mostFiles;
        this.mostBytes = mostBytes;
    }

    /**
     * What a file holds.
     *
     * @param content the evidence
     * @param written when it was put there
     */
    record Filed(Bytes content, Instant written) {}

    Optional<Filed> find(Digest key) {
        Path file = file(key);
        try {
            // A link or a pipe is nothing that we have written.
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            Bytes whole = read(file);
            Bytes content = whole.slice(Math.min(SEAL, whole.length()), whole.length());
            boolean sealed = whole.equals(sealed(key, content));
            return sealed
                    ? Optional.of(
                            new Filed(content, attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void put(Digest key, Bytes content, Instant now) {
        if (content.length() > mostBytes) {
            return;
        }
        try {
            makeRoom();
            AtomicFiles.replace(file(key), sealed(key, content), AtomicFiles.Access.OWNER);
            Files.setLastModifiedTime(file(key), FileTime.from(now));
        } catch (IOException e) {
            // It is fetched again next time.
        }
    }

    private Path file(Digest key) {
        return folder.resolve(key.hex() + SUFFIX);
    }

    private Bytes read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] octets = in.readNBytes(SEAL + mostBytes + 1);
            if (octets.length > SEAL + mostBytes) {
                throw new FileSystemException(file.toString(), null, "is too long");
            }
            return Bytes.copyOf(octets);
        }
    }

    private static Bytes sealed(Digest key, Bytes content) {
        Bytes seal = Digest.sha256(joined(key.value(), content)).value();
        return joined(seal, content);
    }

    private static Bytes joined(Bytes first, Bytes second) {
        byte[] both = new byte[first.length() + second.length()];
        first.asReadOnlyBuffer().get(both, 0, first.length());
        second.asReadOnlyBuffer().get(both, first.length(), second.length());
        return Bytes.copyOf(both);
    }

    /** The oldest go, until one more fits. */
    private void makeRoom() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> String.valueOf(file.getFileName()).matches(NAMES))
                    .toList();
        }
        if (files.size() < mostFiles) {
            return;
        }
        List<Aged> aged = new ArrayList<>();
        for (Path file : files) {
            aged.add(new Aged(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)));
        }
        aged.sort(Comparator.comparing(Aged::written));
        for (Aged old : aged.subList(0, files.size() - mostFiles + 1)) {
            Files.deleteIfExists(old.file());
        }
    }

    private record Aged(Path file, FileTime written) {}
}
