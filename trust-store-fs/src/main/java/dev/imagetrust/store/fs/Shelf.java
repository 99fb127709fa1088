/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final Listing listing;
    private @Nullable List<String> others;
    private @Nullable List<String> othersDisabled;

    private Shelf(StoreFiles files, AnchorId id, String folder, Listing listing) {
        this.files = files;
        this.id = id;
        this.folder = folder;
        this.disabledFolder = Layout.DISABLED + '/' + folder;
        this.listing = listing;
    }

    /**
     * Which files of a folder are not called after their content. All others are found by their names, so this alone takes
     * longer the more files there are.
     */
    @FunctionalInterface
    interface Listing {
        List<String> others(String folder) throws IOException;
    }

    /**
     * The place of an anchor as it is now; empty if there can be none. Its folder is listed once: whoever takes trust away
     * has to know all files of the material, whatever they are called.
     */
    static Optional<Shelf> of(StoreFiles files, AnchorId id) {
        return of(files, id, files::otherNames);
    }

    /** The same where a listing of before will do. */
    static Optional<Shelf> of(StoreFiles files, AnchorId id, Listing listing) {
        return Layout.folder(id.kind(), id.origin()).map(folder -> new Shelf(files, id, folder, listing));
    }

    /** The folder of its store, seen from the root. */
    String folder() {
        return folder;
    }

    /** The files that are in force. */
    List<String> inForce() throws IOException {
        if (others == null) {
            others = holding(folder, listing.others(folder));
        }
        return named(folder, others);
    }

    /** The files that are not in force. */
    List<String> disabled() throws IOException {
        if (othersDisabled == null) {
            othersDisabled = holding(disabledFolder, files.otherNames(disabledFolder));
        }
        return named(disabledFolder, othersDisabled);
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

    /** Puts it into force, and tells the file. */
    List<String> put(Bytes content) throws IOException {
        String name = FileNames.of(id.material(), files.root().getFileSystem());
        files.put(folder, name, content);
        return List.of(name);
    }

    /** Takes it out of force, and tells the files. They vanish from there only when the copies are on disk. */
    List<String> disable() throws IOException {
        List<String> names = inForce();
        copy(folder, disabledFolder, names);
        StoreFiles.delete(files.at(folder), names);
        return names;
    }

    /** Puts it into force again, and tells the files. */
    List<String> enable() throws IOException {
        List<String> names = disabled();
        List<String> copies = copy(disabledFolder, folder, names);
        StoreFiles.delete(files.at(disabledFolder), names);
        return copies;
    }

    /** Removes it, and tells the files that were in force. */
    List<String> delete() throws IOException {
        List<String> names = inForce();
        deleteDisabled();
        StoreFiles.delete(files.at(folder), names);
        return names;
    }

    /** Removes what lies below {@code _disabled}. */
    void deleteDisabled() throws IOException {
        StoreFiles.delete(files.at(disabledFolder), disabled());
    }

    /** Removes what interrupted writers left behind. */
    void sweep() throws IOException {
        for (String place : List.of(folder, disabledFolder)) {
            files.sweep(Layout.above(place));
            files.sweep(place);
        }
    }

    private List<String> copy(String from, String to, List<String> names) throws IOException {
        Path target = files.makeFolder(to);
        List<String> copies = new ArrayList<>();
        for (String name : names) {
            Path source = files.at(from).resolve(name);
            Bytes content = StoreFiles.read(source)
                    .orElseThrow(() -> new FileSystemException(source.toString(), null, "vanished"));
            String copy = freeName(target, name, content);
            files.put(to, copy, content);
            copies.add(copy);
        }
        return copies;
    }

    /** Its own name; where something else has got an operator's name meanwhile, that after its content. */
    private String freeName(Path target, String name, Bytes content) throws IOException {
        boolean taken = FileNames.digest(name).isEmpty()
                && StoreFiles.read(target.resolve(name))
                        .filter(other -> !other.equals(content))
                        .isPresent();
        return taken ? FileNames.of(id.material(), files.root().getFileSystem()) : name;
    }

    private List<String> named(String where, List<String> otherNames) throws IOException {
        List<String> names = files.present(where, FileNames.all(id.material()));
        names.addAll(files.present(where, otherNames));
        names.sort(null);
        return names;
    }

    private List<String> holding(String where, List<String> names) {
        return names.stream()
                .filter(name -> digestOfContent(files.at(where).resolve(name))
                        .filter(id.material()::equals)
                        .isPresent())
                .toList();
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
