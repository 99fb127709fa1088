/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.gpg.ContainersPolicy;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.TrustSnapshot;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** {@code skopeo copy} under a containers {@code policy.json}. */
final class GpgTool implements Tool {

    private static final Set<String> OPTIONS = Set.of("policy", "pullSpec");

    @Override
    public Question question(Case recorded, Corpus corpus)
            throws UnsupportedCaseException, MalformedInputException, IOException {
        JsonObject config = Tool.config(recorded, OPTIONS);
        DockerReference asked = DockerReference.parse(config.text("pullSpec"));
        return new Question(
                ImageName.parse(asked.name()),
                asked(asked, recorded),
                ContainersPolicy.parse(JsonWriter.write(config.object("policy")), KeyFiles.relativeTo(corpus.folder())),
                TrustSnapshot.empty());
    }

    /** The tag is what name rules compare; that it leads to the image of the case is part of the case. */
    private static Asked asked(DockerReference reference, Case recorded) throws UnsupportedCaseException {
        Optional<Digest> digest = reference.digest();
        if (digest.isEmpty()) {
            return new Asked.ByTag(reference.tag().orElse("latest"));
        }
        if (reference.tag().isPresent() || !digest.get().equals(recorded.image())) {
            throw new UnsupportedCaseException("the name " + reference);
        }
        return new Asked.ByDigest(recorded.image());
    }
}
