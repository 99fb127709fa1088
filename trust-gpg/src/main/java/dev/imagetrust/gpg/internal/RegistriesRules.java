/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files of a registries.d, merged: containers-registries.d(5). Immutable. */
public final class RegistriesRules {

    private final Map<String, RegistrySection> scopes;
    private final @Nullable RegistrySection byDefault;
    private final List<String> warnings;

    private RegistriesRules(
            Map<String, RegistrySection> scopes, @Nullable RegistrySection byDefault, List<String> warnings) {
        this.scopes = Map.copyOf(scopes);
        this.byDefault = byDefault;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Merges files; each scope may stand in one of them only.
     *
     * @throws SetUpException if a file breaks the format, or two say something about one scope
     */
    public static RegistriesRules parse(Map<String, Bytes> files) {
        Map<String, RegistrySection> scopes = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<String> warnings = new ArrayList<>();
        @Nullable RegistrySection byDefault = null;
        for (Map.Entry<String, Bytes> each : new TreeMap<>(files).entrySet()) {
            String name = each.getKey();
            RegistriesFile file = read(name, each.getValue());
            warnings.addAll(file.warnings());
            if (file.byDefault() != null) {
                claim(RegistriesFile.DEFAULT, name, owners);
                byDefault = file.byDefault();
            }
            for (Map.Entry<String, RegistrySection> scope : file.scopes().entrySet()) {
                claim(RegistriesFile.DOCKER + "/" + scope.getKey(), name, owners);
                scopes.put(scope.getKey(), scope.getValue());
            }
        }
        return new RegistriesRules(scopes, byDefault, warnings);
    }

    /** Where signatures of an image are read. */
    public Optional<URI> reading(ImageSubject image) {
        return find(image, RegistrySection::reading);
    }

    /** Where signatures of an image are written. */
    public Optional<URI> writing(ImageSubject image) {
        return find(image, RegistrySection::writing);
    }

    /** What is said about attachments; empty where nothing is. */
    public Optional<Boolean> attachments(ImageSubject image) {
        return find(image, section -> Optional.ofNullable(section.attachments()));
    }

    /** Members that nobody knows. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The manual says that the most specific section alone counts; containers/image goes on to wider ones until one has
     * the member that is looked for, and files rely on that.
     */
    private <T> Optional<T> find(ImageSubject image, Function<RegistrySection, Optional<T>> member) {
        return image.name().flatMap(name -> {
            PolicyLocation location = PolicyLocation.docker(name, image.asked());
            Stream<RegistrySection> sections = Stream.concat(
                            Stream.of(location.identity()), location.namespaces().stream())
                    .flatMap(scope -> Optional.ofNullable(scopes.get(scope)).stream());
            return Stream.concat(sections, Optional.ofNullable(byDefault).stream())
                    .flatMap(section -> member.apply(section).stream())
                    .findFirst();
        });
    }

    private static void claim(String what, String file, Map<String, String> owners) {
        String other = owners.putIfAbsent(what, file);
        if (other != null) {
            throw new SetUpException(
                    new Reason(GpgReason.REGISTRIES_INVALID, what + " is in both " + other + " and " + file));
        }
    }

    static RegistriesFile read(String name, Bytes content) {
        try {
            return RegistriesFile.parse(name, content);
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }
}
