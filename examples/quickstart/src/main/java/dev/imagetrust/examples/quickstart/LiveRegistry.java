/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.SignatureSources;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.registry.HttpLookaside;
import dev.imagetrust.registry.RegistryRepository;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code verify REFERENCE}: judges one image where it lies. */
final class LiveRegistry implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VerifyOptions options;
    private final InstantSource clock;
    private final RegistryRepository registry;
    private final @Nullable HttpLookaside lookaside;

    LiveRegistry(VerifyOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        RegistryRepository.Builder builder = RegistryRepository.builder().http(options.http());
        String elsewhere = options.readFrom();
        if (elsewhere != null) {
            builder.readFrom(options.reference().host(), elsewhere);
        }
        this.registry = builder.build();
        URI place = options.lookaside();
        this.lookaside = place == null ? null : HttpLookaside.open(place, options.http());
    }

    /**
     * Judges the image.
     *
     * @throws MalformedInputException if what lies there is no image: it is to be refused
     * @throws IOException if there is none, or it cannot be told
     */
    Verdict verify() throws MalformedInputException, IOException, InterruptedException {
        Deadline deadline = Deadline.after(PATIENCE);
        DockerReference reference = options.reference();
        ImageSubject image = new ImageResolver(registry)
                .resolve(ImageName.parse(reference.name()), asked(reference), deadline)
                .value()
                .orElseThrow(() -> new IOException("there is no image " + reference))
                .subject();
        return ImageTrust.builder()
                .policy(options.policy())
                .signatures(signatures())
                .clock(clock)
                .build()
                .verify(image, deadline);
    }

    private SignatureSource signatures() {
        SignatureSource inRegistry = new OciSignatureSource(registry);
        return lookaside == null ? inRegistry : SignatureSources.combined(inRegistry, new LookasideSource(lookaside));
    }

    /** A digest says which image; a tag beside it would add nothing that anybody signed. */
    private static Asked asked(DockerReference reference) {
        return reference
                .digest()
                .<Asked>map(Asked.ByDigest::new)
                .orElseGet(() -> new Asked.ByTag(reference.tag().orElse("latest")));
    }

    @Override
    public void close() {
        registry.close();
        if (lookaside != null) {
            lookaside.close();
        }
    }
}
