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
 * @ParameterizedTest
 * @MethodSource
 * void everySignatureIsJudgedAsItDeserves(ForgedCase signature) {
 *     SignatureReport report = judge(signature.candidate(), image, key.publicKeyPem());
 *     signature.assertJudged(report);
 * }
 *
 * static List<ForgedCase> everySignatureIsJudgedAsItDeserves() {
 *     return CosignForge.legacy(image, key).table();
 * }
 * }</pre>
 *
 * @since 0.1
 */
package dev.imagetrust.testkit;
