/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.AtomicFiles.Access;
import dev.imagetrust.trust.AnchorId;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one piece of material lies. It is in force as long as one file of it lies in the folder of its store; it is
 * disabled if it lies only below {@code _disabled}. So each change of its state happens with one file that appears or
 * disappears.
 */
final class Shelf {

    private final StoreFiles files;
    private final AnchorId id;
    private final String folder;
    private final String disabledFolder;

    private Shelf(StoreFiles files, AnchorId id, String folder) {
        this.files = files;
        this.id = id;
        this.folder = folder;
        this.disabledFolder = Layout.DISABLED + '/' + folder;
    }

    /** The place of an anchor; empty if there can be none. */
    static Optional<Shelf> of(StoreFiles files, AnchorId id) {
        return Layout.folder(id.kind(), id.origin()).map(folder -> new Shelf(files, id, folder));
    }

    /** The files that are in force. */
    List<String> inForce() throws IOException {
        return named(folder);
    }

    /** The files that are not in force. */
    List<String> disabled() throws IOException {
        return named(disabledFolder);
    }

    /** Whether a file in force has the content: the look that need not list a folder with very many files. */
    boolean holds() throws IOException {
        for (String name : FileNames.all(id.material())) {
            Optional<Bytes> content = files.content(folder + '/' + name);
            if (content.filter(id.material()::matches).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The content of the material; empty if it is not there. */
    Optional<Bytes> content() throws IOException {
        for (String name : inForce()) {
            return StoreFiles.read(files.at(folder).resolve(name));
        }
        for (String name : disabled()) {
            return StoreFiles.read(files.at(disabledFolder).resolve(name));
        }
        return Optional.empty();
    }

    /** Puts it into force. */
    void put(Bytes content) throws IOException {
        Path file = files.makeFolder(folder)
                .resolve(FileNames.of(id.material(), files.root().getFileSystem()));
        StoreFiles.write(file, content, Access.EVERYBODY);
    }

    /** Takes it out of force. It vanishes from there only when the copy is on disk. */
    void disable() throws IOException {
        List<String> names = inForce();
        copy(folder, disabledFolder, names);
        StoreFiles.delete(files.at(folder), names);
    }

    /** Puts it into force again. */
    void enable() throws IOException {
        List<String> names = disabled();
        copy(disabledFolder, folder, names);
        StoreFiles.delete(files.at(disabledFolder), names);
    }

    /** Removes it. */
    void delete() throws IOException {
        deleteDisabled();
        StoreFiles.delete(files.at(folder), inForce());
    }

    /** Removes what lies below {@code _disabled}. */
    void deleteDisabled() throws IOException {
        StoreFiles.delete(files.at(disabledFolder), disabled());
    }

    /** Removes what interrupted writers left behind. */
    void sweep() throws IOException {
        files.sweep(folder);
        files.sweep(disabledFolder);
    }

    private void copy(String from, String to, List<String> names) throws IOException {
        Path target = files.makeFolder(to);
        for (String name : names) {
            Path source = files.at(from).resolve(name);
            Bytes content = StoreFiles.read(source)
                    .orElseThrow(() -> new FileSystemException(source.toString(), null, "vanished"));
            StoreFiles.write(target.resolve(freeName(target, name, content)), content, Access.EVERYBODY);
        }
    }

    /** Its own name; where something else has got an operator's name meanwhile, that after its content. */
    private String freeName(Path target, String name, Bytes content) throws IOException {
        boolean taken = FileNames.digest(name).isEmpty()
                && StoreFiles.read(target.resolve(name))
                        .filter(other -> !other.equals(content))
                        .isPresent();
        return taken ? FileNames.of(id.material(), files.root().getFileSystem()) : name;
    }

    private List<String> named(String where) throws IOException {
        List<String> matching = new ArrayList<>();
        for (String name : files.names(where)) {
            if (digest(where, name).filter(id.material()::equals).isPresent()) {
                matching.add(name);
            }
        }
        return matching;
    }

    private Optional<Digest> digest(String where, String name) throws IOException {
        return digest(files, where, name);
    }

    /** What a file is called after, or else the digest of its content; empty for files that nobody can read. */
    static Optional<Digest> digest(StoreFiles files, String where, String name) throws IOException {
        Optional<Digest> promised = FileNames.digest(name);
        return promised.isPresent() ? promised : digestOfContent(files.at(where).resolve(name));
    }

    private static Optional<Digest> digestOfContent(Path file) {
        try {
            return StoreFiles.read(file).map(Digest::sha256);
        } catch (IOException e) {
            return Optional.empty(); // the reading half reports it; an editor cannot name what it cannot read
        }
    }
}
