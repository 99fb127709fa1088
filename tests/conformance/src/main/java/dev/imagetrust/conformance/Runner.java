/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.SignatureSources;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts the cases of a corpus to the library. */
final class Runner {

    private final Corpus corpus;
    private final InstantSource clock;
    private final Repositories repositories;

    /** Where the images and signatures of a repository are read. */
    @FunctionalInterface
    interface Repositories {
        ImageRepository of(String repository) throws IOException;
    }

    /** Reads the layouts of the corpus. */
    Runner(Corpus corpus, InstantSource clock) {
        this(corpus, clock, corpus::layout);
    }

    /** Reads the same content from somewhere else. */
    Runner(Corpus corpus, InstantSource clock, Repositories repositories) {
        this.corpus = corpus;
        this.clock = clock;
        this.repositories = repositories;
    }

    /** The answers to all cases, in their order. */
    List<Result> all() throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Case recorded : corpus.cases()) {
            results.add(result(recorded));
        }
        return results;
    }

    /** The answer to one case. */
    Result result(Case recorded) throws InterruptedException {
        return new Result(recorded, answer(recorded));
    }

    /** Nothing that goes wrong with one case may hide the others. */
    private Answer answer(Case recorded) throws InterruptedException {
        try {
            return answer(recorded, Tool.named(recorded.tool()).question(recorded, corpus));
        } catch (UnsupportedCaseException e) {
            return Answer.unsupported(e.what());
        } catch (SetUpException e) {
            return Answer.setUp(e.reason());
        } catch (MalformedInputException e) {
            return Answer.failed(e.reason().text());
        } catch (IOException | RuntimeException e) {
            // The library is what is tested here: whatever it throws, such as for a name that is none, is no answer.
            return Answer.failed(e.toString());
        }
    }

    private Answer answer(Case recorded, Question question)
            throws MalformedInputException, IOException, InterruptedException {
        ImageRepository content = repositories.of(recorded.repository());
        ImageTrust trust = ImageTrust.builder()
                .policy(question.policy())
                .trustStore(question.trust())
                .signatures(signatures(content))
                .clock(clock)
                .build();
        return Answer.of(trust.verify(image(recorded, question, content)));
    }

    /** By digest, whatever was asked for: a tag of the layout may have moved since it was recorded. */
    private static ImageSubject image(Case recorded, Question question, ImageRepository content)
            throws MalformedInputException, IOException, InterruptedException {
        Asked.ByDigest byDigest = new Asked.ByDigest(recorded.image());
        Deadline deadline = Deadline.after(Limits.defaults().time());
        ImageResolver.Resolved resolved = new ImageResolver(content)
                .resolve(question.name(), byDigest, deadline)
                .value()
                .orElseThrow(() -> new FileNotFoundException("there is no image " + recorded.image()));
        return ImageSubject.of(
                question.name(), question.asked(), resolved.subject().image());
    }

    private SignatureSource signatures(ImageRepository content) throws IOException {
        SignatureSource besideTheImage = new OciSignatureSource(content);
        return corpus.lookaside()
                .map(store -> SignatureSources.combined(besideTheImage, new LookasideSource(store)))
                .orElse(besideTheImage);
    }
}
