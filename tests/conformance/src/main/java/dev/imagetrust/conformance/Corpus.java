/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.DirectoryLookaside;
import dev.imagetrust.oci.OciLayout;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A folder of recorded cases, with the images, keys and signatures they are about. Its README is the contract. */
final class Corpus {

    private static final JsonLimits LIMITS = new JsonLimits(64 * 1024 * 1024, 64, 4 * 1024 * 1024, 2_000_000);

    private final Path folder;
    private final String registry;
    private final List<Case> cases;

    private Corpus(Path folder, String registry, List<Case> cases) {
        this.folder = folder;
        this.registry = registry;
        this.cases = List.copyOf(cases);
    }

    /**
     * Opens a corpus.
     *
     * @throws IOException if the folder is none, or has no case: nothing compared must not look like nothing different
     */
    static Corpus open(Path folder) throws IOException {
        Path file = folder.resolve("expected.json");
        try {
            JsonObject document = Json.parseObject(Bytes.copyOf(Files.readAllBytes(file)), LIMITS);
            List<Case> cases = cases(document);
            if (cases.isEmpty()) {
                throw new IOException(file + ": no cases");
            }
            return new Corpus(folder, document.text("registry"), cases);
        } catch (MalformedInputException e) {
            throw new IOException(file + ": " + e.reason().text(), e);
        }
    }

    private static List<Case> cases(JsonObject document) throws MalformedInputException, IOException {
        List<Case> cases = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonObject recorded : document.array("cases").objects()) {
            Case read = Case.read(recorded);
            if (!ids.add(read.id())) {
                throw new IOException("two cases are called " + read.id());
            }
            cases.add(read);
        }
        return cases;
    }

    /** Every case, in the order of the file. */
    List<Case> cases() {
        return cases;
    }

    /** Where relative paths in configs start. */
    Path folder() {
        return folder;
    }

    /** The name under which a repository was signed. */
    ImageName name(String repository) {
        return ImageName.parse(registry + "/" + repository);
    }

    /** A file that a config names. */
    Bytes read(String path) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(folder.resolve(path)));
    }

    /** The images and signatures of one repository. */
    OciLayout layout(String repository) throws IOException {
        int slash = repository.indexOf('/');
        String name = slash < 0 ? repository : repository.substring(0, slash) + '_' + repository.substring(slash + 1);
        return OciLayout.open(folder.resolve("layouts").resolve(name));
    }

    /** The signatures beside the images; empty where the corpus has none, which then cannot be looked at. */
    Optional<DirectoryLookaside> lookaside() throws IOException {
        Path store = folder.resolve("lookaside");
        return Files.isDirectory(store) ? Optional.of(DirectoryLookaside.open(store)) : Optional.empty();
    }
}
