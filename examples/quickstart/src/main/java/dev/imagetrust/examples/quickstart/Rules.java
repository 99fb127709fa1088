/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is required of which repository. */
final class Rules {

    static final String REGISTRY = "127.0.0.1:5011";

    private Rules() {}

    static TrustPolicy load(Path pinnedKeys) throws IOException {
        Requirement ourKeys = CosignRequirement.keysInStore("default").build();
        Requirement acme = NotationRequirement.builder(NotationRequirement.Level.STRICT)
                .caStore("acme")
                .trustedIdentity("x509.subject: C=US, ST=WA, O=ImageTrust dev")
                .build();
        Requirement release =
                SimpleSigningRequirement.builder().keysInStore("release").build();
        Requirement former =
                SimpleSigningRequirement.builder().keysInStore("former").build();
        Bytes other = Bytes.copyOf(Files.readAllBytes(pinnedKeys.resolve("other.pub")));
        return TrustPolicy.builder()
                .repository(REGISTRY + "/all", AllOf.of(ourKeys, acme, release))
                .repository(REGISTRY + "/cosign", ourKeys)
                .repository(
                        REGISTRY + "/cosign/bundle-ecdsa-p256",
                        CosignRequirement.key(other, "other.pub").build())
                .repository(REGISTRY + "/notation", acme)
                .repository(REGISTRY + "/gpg", release)
                .repository(REGISTRY + "/gpg/revoked", former)
                .otherwise(new Reject("not one of our repositories"))
                .build();
    }
}
