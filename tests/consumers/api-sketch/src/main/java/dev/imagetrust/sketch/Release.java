/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.ImageSigner;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SigningContext;
import java.io.IOException;
import java.util.List;

/** A release job: signs, and stores the signature wherever somebody takes it. */
final class Release {

    private final ImageSigner signer;
    private final List<SignatureSink> sinks;

    Release(ImageSigner signer, List<SignatureSink> sinks) {
        this.signer = signer;
        this.sinks = sinks;
    }

    SignatureSink.StoredAt sign(ImageSubject image, SigningContext context) throws IOException, InterruptedException {
        SignatureArtifact signature = signer.sign(image, context);
        SignatureSink sink = sinks.stream()
                .filter(s -> s.accepts(signature))
                .findFirst()
                .orElseThrow(() -> new IOException("nobody stores " + signer.yields()));
        return sink.store(image, signature);
    }
}
