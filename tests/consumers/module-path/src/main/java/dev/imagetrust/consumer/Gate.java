/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.consumer;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.store.fs.FileTrustStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** What an embedder writes: keys from a directory, signatures from a registry, providers from wherever they are found. */
public final class Gate {

    private final ImageTrust trust;

    /** Judges the images of a registry by what lies in a directory. */
    public Gate(Path store, Requirement requirement, ImageRepository registry, InstantSource clock) throws IOException {
        trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(requirement))
                .trustStore(FileTrustStore.open(store))
                .signatures(new OciSignatureSource(registry))
                .clock(clock)
                .build();
    }

    /** Whether an image may be run. */
    public boolean admits(ImageSubject image) {
        return trust.verify(image).admits();
    }

    /** A requirement in each format. */
    public static Requirement everyFormat() {
        return AllOf.of(
                CosignRequirement.keysInStore("default").build(),
                NotationRequirement.builder(NotationRequirement.Level.STRICT)
                        .caStore("acme")
                        .trustedIdentity("*")
                        .build(),
                SimpleSigningRequirement.builder().keysInStore("release").build());
    }
}
