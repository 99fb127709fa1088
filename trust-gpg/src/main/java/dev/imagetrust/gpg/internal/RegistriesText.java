/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;

/** Writes a file of registries.d. Every text stands in quotation marks, so that none is anything but a text. */
final class RegistriesText {

    private final StringBuilder out = new StringBuilder();

    private RegistriesText() {}

    static Bytes of(RegistriesFile file) {
        RegistriesText text = new RegistriesText();
        if (file.byDefault() != null) {
            text.line(0, RegistriesFile.DEFAULT + ":");
            text.section(2, file.byDefault());
        }
        if (!file.scopes().isEmpty()) {
            text.line(0, RegistriesFile.DOCKER + ":");
            file.scopes().forEach((scope, section) -> {
                text.line(2, PolicyText.quoted(scope) + ":");
                text.section(4, section);
            });
        }
        return Bytes.utf8(text.out.toString());
    }

    private void section(int indent, RegistrySection section) {
        section.places().forEach((name, place) -> line(indent, name + ": " + PolicyText.quoted(place.toString())));
        if (section.attachments() != null) {
            line(indent, RegistrySection.USE_ATTACHMENTS + ": " + section.attachments());
        }
    }

    private void line(int indent, String text) {
        out.append(" ".repeat(indent)).append(text).append('\n');
    }
}
