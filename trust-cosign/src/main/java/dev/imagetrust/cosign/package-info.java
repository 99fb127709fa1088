/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Verifies signatures and attestations that cosign 2 and 3 made with a key, or keyless, and makes them with a key.
 *
 * <p>To verify images, nothing in here is called directly. With {@code trust-cosign} on the class or module path,
 * {@link dev.imagetrust.ImageTrust} finds the {@link dev.imagetrust.cosign.CosignVerifierProvider} and judges every
 * {@link dev.imagetrust.policy.CosignRequirement} of the policy by it:
 *
 * <pre>{@code
 * CosignRequirement signed = CosignRequirement.key(pem, "release.pub").build();
 * CosignRequirement built = CosignRequirement.keysInStore("builders")
 *         .attestation("https://slsa.dev/provenance/v1")
 *         .statementPolicy("built-from-main")
 *         .build();
 * ImageTrust trust = ImageTrust.builder()
 *         .policy(TrustPolicy.builder()
 *                 .repository("registry.example/shop", AllOf.of(signed, built))
 *                 .build())
 *         .statementPolicy("built-from-main", statement -> judge(statement.payload()))
 *         .trustStore(store)
 *         .signatures(source)
 *         .clock(InstantSource.system())
 *         .build();
 * }</pre>
 *
 * Bundles about files go through {@link dev.imagetrust.cosign.SigstoreBundles}, by the same requirements.
 *
 * <h2>Keys</h2>
 *
 * A key is one PEM block, {@code PUBLIC KEY} or {@code RSA PUBLIC KEY}: P-256, P-384, P-521, RSA of 2048 to 8192 bits,
 * or Ed25519. A {@code CERTIFICATE} is refused, as is everything else, by a {@link dev.imagetrust.spi.SetUpException}
 * before any image is judged; so is a named store that is empty or of which an entry could not be used. The type of the
 * key alone decides which algorithms are tried, never the signature. At most 1000 keys for one requirement.
 *
 * <h2>Keyless</h2>
 *
 * <pre>{@code
 * CosignRequirement keyless = CosignRequirement.keyless(
 *                 new AnchorSelector.Pinned(AnchorKind.SIGSTORE_ROOT, trustedRoot, "trusted_root.json"),
 *                 new IdentityPattern.Exact("https://token.actions.githubusercontent.com"),
 *                 new IdentityPattern.FullMatch("https://github.com/shop/app/.github/workflows/release.yml@refs/tags/v.*"))
 *         .build();
 * }</pre>
 *
 * The root is Sigstore's {@code trusted_root.json}, version 0.1 or 0.2; it is parsed when the requirement is prepared, and
 * whatever in it cannot be used is a {@link dev.imagetrust.spi.SetUpException}. A certificate counts if an authority of the
 * root issued it, if all of its chain was valid at every verified time, if a certificate transparency log of the root saw
 * it, and if both its subject and its issuer are those of one identity. There has to be an entry in a transparency log of the
 * root that is about this signature, this content and this certificate, and a verified time: from that log's signature
 * over the entry, or from a timestamp of an authority of the root. Logs can be required under keys as well, and several logs
 * and authorities under both. Workflows of GitHub have {@link dev.imagetrust.policy.GitHubWorkflow}. A root that changes
 * comes from a {@link dev.imagetrust.cosign.TrustRootSource}.
 *
 * <p>Certificates of an own authority count by {@link dev.imagetrust.policy.CosignRequirement#ownCa}: by an e-mail address or a host
 * name, at a time that a log or timestamp authority of a root says, or, given up by name, at the time of verification.
 *
 * <h2>Signing</h2>
 *
 * <pre>{@code
 * SigningKey key = CosignKeyFile.open(pem, password);
 * CosignSigner signer = CosignSigner.bundle(key).annotation("build", "4711").build();
 * SignatureArtifact signature = signer.sign(image, SigningContext.offline(clock.instant(), Deadline.never()));
 * new OciSignatureSink(repository).store(image, signature);
 * }</pre>
 *
 * {@link dev.imagetrust.cosign.CosignSigner#bundle} writes what cosign 3 writes, {@link dev.imagetrust.cosign.CosignSigner#legacy}
 * what cosign 2 does; {@code attestation(type, predicate)} attests. The key is any {@link dev.imagetrust.spi.RemoteSigner}: a
 * {@link dev.imagetrust.primitives.SigningKey} from cosign's key file, from PKCS#8 or fresh, one behind PKCS#11, or the caller's own in front of a cloud
 * service. With a token:
 *
 * <pre>{@code
 * Provider token = Security.getProvider("SunPKCS11").configure("pkcs11.cfg");
 * KeyStore keys = KeyStore.getInstance("PKCS11", token);
 * keys.load(null, pin);
 * PublicKey publicKey = keys.getCertificate("release").getPublicKey();
 * RemoteSigner key = SigningKey.inProvider(
 *         (PrivateKey) keys.getKey("release", null),
 *         token,
 *         VerificationKey.fromSpki(Bytes.copyOf(publicKey.getEncoded())));
 * }</pre>
 *
 * Logs and timestamp authorities are asked through the fetcher of the context, and have to be in the root that the signer is
 * given:
 *
 * <pre>{@code
 * CosignSigner signer = CosignSigner.bundle(key)
 *         .trustedRoot(trustedRoot)
 *         .timestampAuthority(URI.create("https://tsa.example/api/v1/timestamp"), new SecureRandom())
 *         .transparencyLog(URI.create("https://rekor.example"))
 *         .build();
 * try {
 *     signature = signer.sign(image, SigningContext.online(clock.instant(), deadline, evidenceFetcher));
 * } catch (SigningException e) {
 *     // Key, log or authority returned something that does not hold: e.reason() says which. Nothing was made.
 * } catch (IOException e) {
 *     // One of them could not be reached.
 * }
 * }</pre>
 *
 * <h2>What is looked at</h2>
 *
 * Layers under the tags {@code sha256-<hex>.sig} and {@code .att}, the same among the referrers, and Sigstore
 * bundles of version 0.3 among the referrers. All are looked at, whatever is found first, unless the
 * requirement names one. A signature is what {@code cosign sign} makes: a statement of any other type is an attestation
 * and never counts as one. Requirements for <em>every</em> signature are about those of their kind and statement type,
 * and about whatever cannot be read in their place.
 *
 * <h2>What a report says</h2>
 *
 * The checks of {@link dev.imagetrust.cosign.CosignCheck}, in that order, up to the first that fails; reasons are those of
 * {@link dev.imagetrust.cosign.CosignReason} and, for JSON, base64, PEM and keys, of {@code trust-primitives}. The signer
 * is the key, by the SHA-256 of its SubjectPublicKeyInfo, or issuer and subject of the certificate, with the anchor that
 * vouches. A bundle's key hint stands
 * there as a claim as long as no key has verified it. Facts, all read from what was signed unless their name says
 * otherwise:
 *
 * <table>
 * <caption>Facts</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>{@code format}</td><td>{@code legacy-signature}, {@code legacy-referrer}, {@code legacy-referrer-attestation},
 *     {@code legacy-attestation}, {@code bundle} or, of a file, {@code message-signature}</td></tr>
 * <tr><td>{@code docker-reference}</td><td>the name it was signed under; bundles have none</td></tr>
 * <tr><td>{@code predicate-type}</td><td>the type of the statement</td></tr>
 * <tr><td>{@code certificate-subject}, {@code certificate-issuer}</td><td>whom the certificate names</td></tr>
 * <tr><td>{@code certificate-source-repository-uri} and the like</td><td>what a certificate of Fulcio says besides, by the
 *     names of {@link dev.imagetrust.policy.FulcioClaim}</td></tr>
 * <tr><td>{@code certificate-judged-at}</td><td>the time of verification, where nobody says when it was signed</td></tr>
 * <tr><td>{@code transparency-logs}</td><td>the operators of the logs that vouch, each once</td></tr>
 * <tr><td>{@code verified-times}</td><td>when it was signed, according to logs and timestamp authorities</td></tr>
 * <tr><td>{@code log-key-validity}</td><td>{@code not checked} where no verified time is there to check it</td></tr>
 * <tr><td>{@code unverified-log-entries}</td><td>how many log entries came along and were not looked at</td></tr>
 * <tr><td>{@code unverified-timestamps}</td><td>how many timestamps came along and were not looked at</td></tr>
 * </table>
 *
 * <h2>What it does not mean</h2>
 *
 * A signature by a key has no time unless a log or a timestamp is required: it holds as long as the key is trusted. A
 * certificate is not asked for revocation; that somebody could use an identity does not mean that they should have. It speaks of a
 * digest, never of a tag. The name in a legacy signature is looked at only if the requirement asks for one.
 * {@code docs/limits.md} lists where this library is stricter than cosign, and {@code docs/cosign-flags.md} what its flags are here.
 *
 * @since 0.1
 */
package dev.imagetrust.cosign;
