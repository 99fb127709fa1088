/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signature of no format at all: lines of {@code name=value}, believed as they stand. It lets caller code be tried
 * before there is any format.
 */
final class Canned {

    static final Place PLACE = new Place.Lookaside();

    private final Map<String, String> lines = new LinkedHashMap<>();

    private Canned(String tool, String signer, Digest about) {
        lines.put("tool", tool);
        lines.put("signer", signer);
        lines.put("digest", about.toString());
    }

    static Canned by(String tool, String signer, ImageSubject image) {
        return new Canned(tool, signer, image.image().digest());
    }

    static Canned by(String tool, String signer, Digest about) {
        return new Canned(tool, signer, about);
    }

    Canned with(String name, String value) {
        lines.put(name, value);
        return this;
    }

    SignatureCandidate candidate(Digest foundFor) {
        return new SignatureCandidate(artifact(), foundFor, PLACE);
    }

    LookasideBlob artifact() {
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return new LookasideBlob("signature", Bytes.utf8(text.toString()));
    }

    static Map<String, String> read(Bytes content) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : new String(content.toByteArray(), StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                lines.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return lines;
    }
}
