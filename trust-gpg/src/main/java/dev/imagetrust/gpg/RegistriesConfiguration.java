/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.RegistriesFolder;
import dev.imagetrust.gpg.internal.RegistriesRules;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SetUpException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where simple signatures of which images lie: containers-registries.d(5).
 *
 * <p>An image is looked up by its full name, then by ever shorter ones down to its host, then by wildcards of the host,
 * then in {@code default-docker}. Each member is looked up for itself: as containers/image does and its manual does not
 * say, a section without {@code lookaside} leaves that to wider sections. Read are {@code lookaside}, else the older
 * {@code sigstore}; written {@code lookaside-staging}, {@code sigstore-staging}, {@code lookaside}, {@code sigstore}, the
 * first that is there.
 *
 * <p>Stricter than containers/image: aliases, anchors and tags, URLs with other schemes than {@code file}, {@code http} and
 * {@code https} or with a login, and other spellings than {@code true} and {@code false} are refused when the files are
 * read. Nothing is built in: without a section an image has no place, unless there is a {@linkplain #withFallback
 * fallback}. Images without a repository name have none in any case. Immutable.
 *
 * @since 0.1
 */
public final class RegistriesConfiguration {

    /** Longer files are refused. In bytes. */
    public static final int MAX_LENGTH = 1 << 20;

    /** More files than this are refused. */
    public static final int MAX_FILES = 1000;

    private final RegistriesRules rules;
    private final @Nullable URI fallback;

    private RegistriesConfiguration(RegistriesRules rules, @Nullable URI fallback) {
        this.rules = rules;
        this.fallback = fallback;
    }

    /**
     * Reads the {@code *.yaml} files of a folder, such as {@code /etc/containers/registries.d}; none if there is no such
     * folder.
     *
     * @throws IOException if the folder or a file cannot be read, or there are more than {@link #MAX_FILES}
     * @throws SetUpException {@link GpgReason#REGISTRIES_INVALID} if one of them breaks the format, or two speak of one
     *     scope
     */
    public static RegistriesConfiguration load(Path folder) throws IOException {
        return parse(RegistriesFolder.read(folder));
    }

    /**
     * Reads files by their names.
     *
     * @throws SetUpException {@link GpgReason#REGISTRIES_INVALID} as {@link #load}
     */
    public static RegistriesConfiguration parse(Map<String, Bytes> files) {
        return new RegistriesConfiguration(RegistriesRules.parse(files), null);
    }

    /**
     * The same with a place for images of which nothing is said. That of containers tools is
     * {@code file:///var/lib/containers/sigstore} for root, and {@code .local/share/containers/sigstore} in the home folder
     * for others.
     */
    public RegistriesConfiguration withFallback(URI place) {
        return new RegistriesConfiguration(rules, place);
    }

    /** The store that signatures of an image are read from. */
    public Optional<URI> lookaside(ImageSubject image) {
        return rules.reading(image).or(() -> fallback(image));
    }

    /** The store that signatures of an image are written to. */
    public Optional<URI> lookasideStaging(ImageSubject image) {
        return rules.writing(image).or(() -> fallback(image));
    }

    /** Whether cosign's signatures in the registry are to be looked for; false where nothing is said. */
    public boolean usesSigstoreAttachments(ImageSubject image) {
        return rules.attachments(image).orElse(false);
    }

    /** Members that the format does not know, which containers/image overlooks in silence; each with file and path. */
    public List<String> warnings() {
        return rules.warnings();
    }

    private Optional<URI> fallback(ImageSubject image) {
        return image.name().flatMap(name -> Optional.ofNullable(fallback));
    }
}
