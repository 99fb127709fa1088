/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.PolicyFileChange;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of a registries.d as documents that can be changed. Immutable. */
public final class EditableRegistries {

    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9._:/@*-]+");

    private final Path folder;
    private final Map<String, Bytes> before;
    private final Map<String, RegistriesFile> files;

    private EditableRegistries(Path folder, Map<String, Bytes> before, Map<String, RegistriesFile> files) {
        this.folder = folder;
        this.before = before;
        this.files = files;
    }

    /** Reads a folder; none is an empty one. */
    public static EditableRegistries load(Path folder) throws IOException {
        Map<String, Bytes> before = RegistriesFolder.read(folder);
        RegistriesRules.parse(before); // no scope twice
        Map<String, RegistriesFile> files = new TreeMap<>();
        before.forEach((name, content) -> files.put(name, RegistriesRules.read(name, content)));
        return new EditableRegistries(folder, before, files);
    }

    /** The store of exactly this scope. */
    public Optional<URI> lookaside(String scope) {
        return owner(scope).flatMap(file -> section(file, scope).reading());
    }

    /** With stores for a scope. */
    public EditableRegistries with(String scope, URI lookaside, @Nullable URI staging) {
        if (!SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException("no scope of a registry has other characters than A-Za-z0-9._:/@*-");
        }
        RegistriesFile file = owner(scope).orElseGet(() -> fileFor(scope));
        Map<String, URI> places = new LinkedHashMap<>();
        places.put(RegistrySection.LOOKASIDE, lookaside);
        if (staging != null) {
            places.put(RegistrySection.LOOKASIDE_STAGING, staging);
        }
        @Nullable RegistrySection old = file.scopes().get(scope);
        RegistrySection section = new RegistrySection(places, old == null ? null : old.attachments());
        Map<String, RegistrySection> scopes = new LinkedHashMap<>(file.scopes());
        scopes.put(scope, section);
        return with(file, scopes);
    }

    /** Without a scope. */
    public EditableRegistries without(String scope) {
        RegistriesFile file = owner(scope).orElseThrow(() -> new NoSuchElementException("no scope " + scope));
        Map<String, RegistrySection> scopes = new LinkedHashMap<>(file.scopes());
        scopes.remove(scope);
        return with(file, scopes);
    }

    /** The files that are other than they were read. */
    public List<PolicyFileChange> changes() {
        Map<String, PolicyFileChange> changes = new TreeMap<>();
        files.forEach((name, file) -> {
            Optional<Bytes> old = Optional.ofNullable(before.get(name));
            if (!old.map(content -> RegistriesRules.read(name, content)).equals(Optional.of(file))) {
                boolean empty = file.byDefault() == null && file.scopes().isEmpty();
                Optional<Bytes> after = empty ? Optional.empty() : Optional.of(RegistriesText.of(file));
                if (!old.equals(after)) {
                    changes.put(name, new PolicyFileChange(folder.resolve(name), old, after));
                }
            }
        });
        return List.copyOf(changes.values());
    }

    private EditableRegistries with(RegistriesFile file, Map<String, RegistrySection> scopes) {
        if (!file.warnings().isEmpty()) {
            throw new SetUpException(new Reason(
                    GpgReason.REGISTRIES_INVALID,
                    "not edited, since this would be lost: " + String.join("; ", file.warnings())));
        }
        RegistriesFile changed = new RegistriesFile(file.name(), file.byDefault(), scopes, List.of());
        Map<String, RegistriesFile> all = new TreeMap<>(files);
        // Read again as any file is: what is wrong with a URL shows here.
        all.put(file.name(), RegistriesRules.read(file.name(), RegistriesText.of(changed)));
        return new EditableRegistries(folder, before, all);
    }

    private Optional<RegistriesFile> owner(String scope) {
        return files.values().stream()
                .filter(file -> file.scopes().containsKey(scope))
                .findFirst();
    }

    private RegistriesFile fileFor(String scope) {
        String name = scope.replaceAll("[^A-Za-z0-9._-]", "-") + ".yaml";
        return Optional.ofNullable(files.get(name))
                .orElseGet(() -> new RegistriesFile(name, null, Map.of(), List.of()));
    }

    private static RegistrySection section(RegistriesFile file, String scope) {
        return Optional.ofNullable(file.scopes().get(scope)).orElseThrow();
    }
}
