/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SigningContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Signs in one layout: makes the content, signs it, has it logged and stamped, stores it in its form, verifies it. */
public final class CosignSigning {

    private final boolean bundled;
    private final OwnKey key;
    private final OwnContent content;
    private final EvidenceServices services;
    private final OwnProduct product;

    CosignSigning(boolean bundled, OwnKey key, OwnContent content, EvidenceServices services, OwnProduct product) {
        this.bundled = bundled;
        this.key = key;
        this.content = content;
        this.services = services;
        this.product = product;
    }

    /** The public half of the key, as a PEM block. */
    public Bytes publicKeyPem() {
        return key.pem();
    }

    /** Signs one image. */
    public SignatureArtifact sign(ImageSubject image, SigningContext context) throws IOException, InterruptedException {
        services.requireReachable(context);
        Bytes payload = content.about(image);
        Draft draft =
                content instanceof OwnContent.Payload ? Draft.ofPayload(key, payload) : Draft.ofStatement(key, payload);
        OwnEvidence evidence = services.about(draft, stamped(draft), key, context);
        SignatureArtifact artifact = stored(draft, evidence, image, context);
        product.require(artifact, image, context.now());
        return artifact;
    }

    /** Section 2.5: on the signature, but on the whole envelope of a legacy attestation, which is all cosign looks at. */
    private Bytes stamped(Draft draft) {
        return draft.isStatement() && !bundled ? draft.envelope() : draft.signature();
    }

    private SignatureArtifact stored(Draft draft, OwnEvidence evidence, ImageSubject image, SigningContext context) {
        @Nullable
        String predicateType =
                content instanceof OwnContent.Attestation attestation ? attestation.predicateType() : null;
        if (!bundled) {
            return OwnArtifact.layer(draft, predicateType, evidence);
        }
        String type = predicateType == null ? CosignFormat.SIGN_PREDICATE : predicateType;
        return OwnArtifact.referrer(BundleText.write(draft, key, evidence), image, type, context.now());
    }
}
