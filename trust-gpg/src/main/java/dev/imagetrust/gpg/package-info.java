/* SPDX-License-Identifier: Apache-2.0 */
/**
 * GPG simple signing (atomic container signatures) and containers policy files.
 *
 * <h2>Use</h2>
 *
 * <p>With this module on the class or module path, {@code ImageTrust} finds {@link
 * dev.imagetrust.gpg.GpgVerifierProvider} and judges every {@link dev.imagetrust.policy.SimpleSigningRequirement}. An
 * existing {@code policy.json} becomes a policy as it is:
 *
 * <pre>{@code
 * TrustPolicy policy = ContainersPolicy.load(Path.of("/etc/containers/policy.json"));
 * ImageTrust trust = ImageTrust.builder()
 *         .policy(policy)
 *         .signatures(lookasideStore)
 *         .clock(InstantSource.system())
 *         .build(); // keys that do not parse show here, as a SetUpException
 * Verdict verdict = trust.verify(image);
 * }</pre>
 *
 * <p>Without a policy file, say the same in code:
 *
 * <pre>{@code
 * TrustPolicy policy = TrustPolicy.forAllImages(SimpleSigningRequirement.builder()
 *         .pinnedKeys(vendorKeys, "vendor.asc")
 *         .signedIdentity(new SignedIdentity.MatchRepository())
 *         .build());
 * }</pre>
 *
 * <p>Signatures come from the caller's {@code SignatureSource}: blobs of a lookaside store or objects of a registry's
 * signature extension. Where which lookaside store is, a registries.d says; the stores come from {@code trust-oci} and
 * {@code trust-registry}:
 *
 * <pre>{@code
 * LookasideStores stores = new LookasideStores() {
 *     public SignatureSource source(URI base) throws IOException {
 *         return new LookasideSource(
 *                 base.getScheme().equals("file")
 *                         ? DirectoryLookaside.open(Path.of(base))
 *                         : HttpLookaside.open(base, settings));
 *     }
 *     public SignatureSink sink(URI base) throws IOException {
 *         return base.getScheme().equals("file")
 *                 ? DirectoryLookaside.open(Path.of(base))
 *                 : HttpLookaside.open(base, settings);
 *     }
 * };
 * ConfiguredLookaside lookaside = new ConfiguredLookaside(
 *         RegistriesConfiguration.load(Path.of("/etc/containers/registries.d")), stores);
 * }</pre>
 *
 * <h2>Signing</h2>
 *
 * <p>With a key that {@code gpg --armor --export-secret-keys} wrote, named by its whole fingerprint:
 *
 * <pre>{@code
 * OpenPgpSigningKey key = OpenPgpSigningKey.unlock(secretKeys, fingerprint, passphrase, clock.instant());
 * SimpleSigner signer = SimpleSigner.of(key);
 * SignatureArtifact signature = signer.sign(image, SigningContext.offline(clock.instant(), Deadline.never()));
 * lookaside.store(image, signature);
 * }</pre>
 *
 * <p>The digest is that of the subject, the name the one by which the image was asked for; {@link
 * dev.imagetrust.gpg.SimpleSigner.Builder#reference} gives another. A key that never leaves a token or service is an
 * {@link dev.imagetrust.gpg.OpenPgpSigningKey#remote} one. What was signed is verified before it is handed out.
 *
 * <h2>Editing policies</h2>
 *
 * <p>{@link dev.imagetrust.gpg.PolicyEditor} does to {@code policy.json} and registries.d what {@code atomic trust} and
 * {@code podman image trust} do, with a preview and without losing what it does not speak of.
 *
 * <p>{@link dev.imagetrust.gpg.OpenPgpKey} tells what is in a key file before it is trusted, {@link
 * dev.imagetrust.gpg.UnverifiedSimpleSignature} what a blob claims, which is worth nothing until it is verified.
 *
 * <p>Why an image is judged as it is, and what another policy would change:
 *
 * <pre>{@code
 * System.out.println(trust.explain(image).text());
 * PolicyDiff diff = PolicyDiff.between(trust, policy, ContainersPolicy.load(proposed), imagesInUse);
 * }</pre>
 *
 * <p>Which keys to trust, and how to end that, is {@link dev.imagetrust.gpg.keys}; the signatures that OpenShift keeps with
 * images are {@link dev.imagetrust.gpg.openshift}.
 *
 * <h2>What a good signature means</h2>
 *
 * <p>Somebody who holds one of the requirement's keys has signed the digest of exactly this image together with a name
 * that the requirement takes for it, and that key is not revoked or expired now. It does not mean that the layers were
 * compared with the manifest, which whoever unpacks the image has to do, nor that the signature is recent: an old image
 * with an old good signature stays good under a digest, and OpenPGP has no trusted time.
 *
 * <h2>Which keys are believed</h2>
 *
 * <ul>
 *   <li>Key files are armored (any number of blocks, with prose between them), bare packets such as {@code pubring.gpg},
 *       or GnuPG's {@code pubring.kbx}; at most 8 MiB. Files with secret keys, without keys, or unreadable in part are
 *       set-up errors. Copies of one key are merged, so that a revocation in any of them counts.
 *   <li>A key must be good when it signed <em>and</em> now, as GnuPG has it. Any revocation of the key or its primary
 *       key counts, whenever it was made and for whatever reason, and a newer self-signature does not take it back. One in
 *       the name of a designated revoker counts unchecked.
 *   <li>A subkey signs only if it says so and has agreed to its primary key (back-signature). The signer is the primary
 *       key's fingerprint; deny lists may name either. A subkey with two primary keys is refused.
 *   <li>RSA of 2048 bits or more, ECDSA on NIST and Brainpool curves, Ed25519, Ed448; SHA-2 and SHA-3 of 256 bits or
 *       more. SHA-1 counts only in what a key says about itself, and only if said before February 2023. DSA and
 *       keys of other versions than 4 are not supported.
 * </ul>
 *
 * <h2>Stricter than other verifiers</h2>
 *
 * <p>A signature is one binary OpenPGP message in one shape: a one-pass signature, literal data, a signature, perhaps
 * compressed once with ZIP or ZLIB. Armor, cleartext and detached signatures, text mode, several signatures, data before,
 * between or after, and BZIP2 are refused although GnuPG or skopeo accept some of them. The payload is read as strict
 * JSON, after the signature held.
 *
 * <h2>Limits</h2>
 *
 * <p>A blob has the length that {@link dev.imagetrust.image.Limits#signatureBytes} allows, a decompressed message 1 MiB,
 * its JSON 64 KiB; 8 packets; a key file 10 000 packets and 1000 signatures per key.
 */
package dev.imagetrust.gpg;
