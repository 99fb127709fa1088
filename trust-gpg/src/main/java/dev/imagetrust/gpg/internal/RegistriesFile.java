/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of registries.d: containers-registries.d(5).
 *
 * @param name of the file
 * @param byDefault {@code default-docker}; null where it is absent
 * @param scopes {@code docker}
 * @param warnings members that nobody knows
 */
record RegistriesFile(
        String name, @Nullable RegistrySection byDefault, Map<String, RegistrySection> scopes, List<String> warnings) {

    static final String DEFAULT = "default-docker";
    static final String DOCKER = "docker";

    RegistriesFile {
        scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
        warnings = List.copyOf(warnings);
    }

    static RegistriesFile parse(String name, Bytes content) throws MalformedInputException {
        try {
            return parse(name, YamlDocument.parse(content));
        } catch (MalformedInputException e) {
            throw new MalformedInputException(
                    new Reason(
                            GpgReason.REGISTRIES_INVALID,
                            name + ": " + e.reason().detail()),
                    e);
        }
    }

    private static RegistriesFile parse(String name, YamlNode document) throws MalformedInputException {
        List<String> warnings = new ArrayList<>();
        @Nullable RegistrySection byDefault = null;
        Map<String, RegistrySection> scopes = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> member : document.members().entrySet()) {
            switch (member.getKey()) {
                case DEFAULT -> byDefault = RegistrySection.read(member.getValue(), warnings);
                case DOCKER -> {
                    for (Map.Entry<String, YamlNode> scope :
                            member.getValue().members().entrySet()) {
                        scopes.put(scope.getKey(), RegistrySection.read(scope.getValue(), warnings));
                    }
                }
                default -> warnings.add(member.getValue().path() + ": no such member; it is ignored");
            }
        }
        return new RegistriesFile(
                name,
                byDefault,
                scopes,
                warnings.stream().map(each -> name + ": " + each).toList());
    }
}
