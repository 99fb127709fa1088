/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Translates what a tool's verifier was given into a policy of ours. */
interface Tool {

    /**
     * The case in our words.
     *
     * @throws UnsupportedCaseException if it asks for something that cannot be said here
     * @throws MalformedInputException if the case breaks the contract of the corpus
     * @throws IOException if a file of the corpus cannot be read
     */
    Question question(Case recorded, Corpus corpus)
            throws UnsupportedCaseException, MalformedInputException, IOException;

    /**
     * The tool of that name.
     *
     * @throws UnsupportedCaseException if there is none
     */
    static Tool named(String name) throws UnsupportedCaseException {
        return switch (name) {
            case "cosign", "cosign-attestation" -> new CosignTool();
            case "notation" -> new NotationTool();
            case "gpg" -> new GpgTool();
            default -> throw new UnsupportedCaseException("the tool " + name);
        };
    }

    /**
     * What the verifier was given, without the members that are null.
     *
     * @throws UnsupportedCaseException if there are other members than the known ones: an option that is overlooked
     *     would let us answer another question than the one that was recorded
     */
    static JsonObject config(Case recorded, Set<String> known) throws UnsupportedCaseException {
        JsonObject config = recorded.config().withoutNulls();
        Set<String> unknown = new TreeSet<>(config.names());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UnsupportedCaseException("the options " + unknown);
        }
        return config;
    }
}
