/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cross;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedCase;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.NotationForge;
import dev.imagetrust.testkit.SimpleSigningForge;
import dev.imagetrust.trust.AnchorKind;
import java.util.List;

/** Every way to sign an image, with one good signature, and the requirement that it meets. */
enum Format {
    COSIGN_LAYER("cosign"),
    COSIGN_BUNDLE("cosign"),
    NOTATION_JWS("notation"),
    NOTATION_COSE("notation"),
    SIMPLE_SIGNING("gpg");

    static final ImageSubject IMAGE = ImageForge.image("app").at("registry.example/team/app", "v1");

    private static final ForgedKey KEY = ForgedKey.generate(ForgedKey.Kind.EC_P256);
    private static final ForgedChain CHAIN = ForgedChain.generate(ForgedKey.Kind.EC_P256);
    private static final ForgedOpenPgpKey OPENPGP = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.ED25519);

    private final String tool;
    private List<ForgedCase> table = List.of();

    Format(String tool) {
        this.tool = tool;
    }

    String tool() {
        return tool;
    }

    /** A fresh good signature. */
    SignatureCandidate good() {
        return switch (this) {
            case COSIGN_LAYER -> CosignForge.legacy(IMAGE, KEY).good();
            case COSIGN_BUNDLE -> CosignForge.bundle(IMAGE, KEY).good();
            case NOTATION_JWS -> NotationForge.jws(IMAGE, CHAIN).good();
            case NOTATION_COSE -> NotationForge.cose(IMAGE, CHAIN).good();
            case SIMPLE_SIGNING -> SimpleSigningForge.of(IMAGE, OPENPGP).good();
        };
    }

    /** Every forged signature of the testkit; forged once, since that takes its time. */
    synchronized List<ForgedCase> table() {
        if (table.isEmpty()) {
            table = forged();
        }
        return table;
    }

    private List<ForgedCase> forged() {
        return switch (this) {
            case COSIGN_LAYER -> CosignForge.legacy(IMAGE, KEY).table();
            case COSIGN_BUNDLE -> CosignForge.bundle(IMAGE, KEY).table();
            case NOTATION_JWS -> NotationForge.jws(IMAGE, CHAIN).table();
            case NOTATION_COSE -> NotationForge.cose(IMAGE, CHAIN).table();
            case SIMPLE_SIGNING -> SimpleSigningForge.of(IMAGE, OPENPGP).table();
        };
    }

    SignatureRequirement requirement() {
        return switch (this) {
            case COSIGN_LAYER, COSIGN_BUNDLE ->
                CosignRequirement.key(KEY.publicKeyPem(), "ours.pub").build();
            case NOTATION_JWS, NOTATION_COSE -> notation(NotationRequirement.Level.STRICT, CHAIN.rootPem());
            case SIMPLE_SIGNING ->
                SimpleSigningRequirement.builder()
                        .pinnedKeys(OPENPGP.certificate(), "ours.asc")
                        .build();
        };
    }

    static NotationRequirement notation(NotationRequirement.Level level, Bytes root) {
        return NotationRequirement.builder(level)
                .anchor(new AnchorSelector.Pinned(AnchorKind.NOTATION_CA, root, "root.crt"))
                .trustedIdentity("*")
                .override(NotationRequirement.Step.REVOCATION, Action.SKIPPED)
                .build();
    }

    static ForgedChain chain() {
        return CHAIN;
    }

    static ForgedKey key() {
        return KEY;
    }
}
