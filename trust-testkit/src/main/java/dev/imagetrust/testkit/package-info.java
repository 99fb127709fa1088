/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What tests of trust decisions need: images, keys and signatures that are made on the spot, right or bent in one way.
 *
 * <p>Nothing in here shares code with the parsers and signers of image-trust, so that a fault in one cannot hide in the
 * other. Nothing reads a clock: all forged times are around {@link dev.imagetrust.testkit.ForgedTime#NOW}.
 *
 * <pre>{@code
 * ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
 * ImageSubject image = ImageForge.image("app").at("registry.example/team/app");
 *
 * ImageTrust trust = ImageTrust.builder()
 *         .policy(TrustPolicy.forAllImages(
 *                 CosignRequirement.key(key.publicKeyPem(), "key").build()))
 *         .signatures(ForgedSource.of(CosignForge.legacy(image, key).bent(CosignBend.OTHER_DIGEST)))
 *         .clock(() -> ForgedTime.NOW)
 *         .build();
 * assertThat(trust.verify(image)).isUntrustedBecause(CosignReason.DIGEST_MISMATCH);
 * }</pre>
 *
 * <p>{@code CosignForge.legacy(image, key).table()} has every bend with what is to be made of it. Whoever implements a
 * part of the service interfaces extends its contract: {@link dev.imagetrust.testkit.TrustVerifierContract},
 * {@link dev.imagetrust.testkit.SignatureSourceContract}, {@link dev.imagetrust.testkit.SignatureSinkContract},
 * {@link dev.imagetrust.testkit.TrustStoreContract}, {@link dev.imagetrust.testkit.ImageSignerContract}.
 *
 * @since 0.1
 */
package dev.imagetrust.testkit;
