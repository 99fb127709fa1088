/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.verdict.Place;
import java.nio.charset.StandardCharsets;

/** A signature of no format: it says what its provider is to do with it. */
record Sig(String tool, Act act, String signer) {

    static Sig alpha(Act act, String signer) {
        return new Sig("alpha", act, signer);
    }

    static Sig beta(Act act, String signer) {
        return new Sig("beta", act, signer);
    }

    static Sig read(SignatureCandidate candidate) {
        Bytes content = ((LookasideBlob) candidate.artifact()).content();
        String[] parts = new String(content.toByteArray(), StandardCharsets.UTF_8).split("\n", 3);
        return new Sig(parts[0], Act.valueOf(parts[1]), parts[2]);
    }

    LookasideBlob artifact() {
        return new LookasideBlob("signature-1", Bytes.utf8(tool + "\n" + act + "\n" + signer));
    }

    SignatureCandidate about(Digest digest, Place place) {
        return new SignatureCandidate(artifact(), digest, place);
    }
}
