/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Asked;
import dev.imagetrust.notation.NotationPolicy;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code notation verify} with a trust policy and the trust stores it names. */
final class NotationTool implements Tool {

    private static final Set<String> OPTIONS = Set.of("trustPolicy", "trustStores");

    @Override
    public Question question(Case recorded, Corpus corpus)
            throws UnsupportedCaseException, MalformedInputException, IOException {
        JsonObject config = Tool.config(recorded, OPTIONS);
        return new Question(
                corpus.name(recorded.repository()),
                new Asked.ByDigest(recorded.image()),
                NotationPolicy.parse(JsonWriter.write(config.object("trustPolicy"))),
                TrustSnapshot.of(anchors(config.object("trustStores"), corpus)));
    }

    private static List<TrustAnchor> anchors(JsonObject stores, Corpus corpus)
            throws UnsupportedCaseException, MalformedInputException, IOException {
        List<TrustAnchor> anchors = new ArrayList<>();
        for (String store : stores.names()) {
            String[] parts = store.split("/", -1);
            if (parts.length != 3 || !parts[0].equals("x509")) {
                throw new UnsupportedCaseException("the trust store " + store);
            }
            for (String file : stores.array(store).texts()) {
                anchors.add(new TrustAnchor(kind(parts[1]), parts[2], file, corpus.read(file)));
            }
        }
        return anchors;
    }

    private static AnchorKind kind(String type) throws UnsupportedCaseException {
        return switch (type) {
            case "ca" -> AnchorKind.NOTATION_CA;
            case "signingAuthority" -> AnchorKind.NOTATION_SIGNING_AUTHORITY;
            case "tsa" -> AnchorKind.NOTATION_TSA;
            default -> throw new UnsupportedCaseException("trust stores of the type " + type);
        };
    }
}
