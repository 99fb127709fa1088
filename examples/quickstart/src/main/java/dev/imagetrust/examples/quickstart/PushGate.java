/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The embedding code of the top README; a test compares the two. */
final class PushGate {

    private final ImageTrust trust;

    PushGate(Path storeRoot, TrustPolicy policy, ImageRepository ourRegistry) throws IOException {
        trust = ImageTrust.builder()
                .policy(policy)
                .trustStore(FileTrustStore.open(storeRoot))
                .signatures(new OciSignatureSource(ourRegistry))
                .clock(InstantSource.system())
                .build();
    }

    String decide(ImageSubject pushed) {
        Verdict verdict = trust.verify(pushed);
        return switch (verdict.outcome()) {
            case TRUSTED, EXEMPT -> "admit";
            case UNTRUSTED -> "refuse: " + verdict.summary();
            case UNDETERMINED -> "try again later: " + verdict.summary();
        };
    }
}
