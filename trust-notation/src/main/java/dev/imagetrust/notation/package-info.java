/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Verifies and makes signatures of the Notary Project, as the {@code notation} tool does.
 *
 * <p>Put {@code trust-notation} on the class path or module path, read the operator's {@code trustpolicy.json}, and hand
 * both to the engine. The verifier is found by {@code ServiceLoader}.
 *
 * <pre>{@code
 * ImageTrust trust = ImageTrust.builder()
 *         .policy(NotationPolicy.parse(trustPolicyJson))
 *         .trustStore(stores)
 *         .signatures(signatureSource)
 *         .clock(InstantSource.system())
 *         .build();
 * Verdict verdict = trust.verify(image);
 * }</pre>
 *
 * <p>Without such a file, build a {@link dev.imagetrust.policy.NotationRequirement} and put it into any policy:
 *
 * <pre>{@code
 * NotationRequirement.builder(NotationRequirement.Level.STRICT)
 *         .caStore("acme")
 *         .trustedIdentity("x509.subject: C=US, ST=WA, O=acme")
 *         .build()
 * }</pre>
 *
 * <h2>Trust stores</h2>
 *
 * <p>A store {@code ca:acme} of a policy is the anchors of kind {@code NOTATION_CA} in the store {@code acme} of the
 * trust snapshot; {@code signingAuthority:} and {@code tsa:} are {@code NOTATION_SIGNING_AUTHORITY} and
 * {@code NOTATION_TSA}. An anchor is a file: PEM or DER, one or more certificates, each an authority or one that vouches
 * for itself. A file that cannot be used fails the set-up of every requirement that selects its store; a store without
 * any certificate leaves the image {@code UNDETERMINED}. Being trusted means that some certificate of the chain in the
 * envelope is, octet for octet, in a store. No path is built.
 *
 * <h2>Checks, in their order</h2>
 *
 * <ul>
 *   <li>{@code envelope}, {@code signature}, {@code signed-attributes}, {@code certificate-chain}, {@code payload},
 *       {@code subject}: always enforced. JWS and COSE envelopes as long as {@code Limits.envelopeBytes} says, 1
 *       MiB by default, chains up to 10 certificates and 64 KiB; the algorithm is the one of the leaf's key; the payload names the image by media type,
 *       digest and size.
 *   <li>{@code trusted-certificate} and {@code trusted-identity}: as the level says about authenticity. An identity is
 *       looked at only under a trusted certificate.
 *   <li>{@code critical-attributes}: always enforced. A critical attribute that is not processed refuses the signature,
 *       and so does one that demands a verification plugin which the caller did not hand in.
 *   <li>{@code expiry}, {@code authentic-timestamp}, {@code revocation}: as the level says. A timestamp is asked for
 *       where the policy names {@code tsa:} stores, always or once a certificate has expired, as {@code verifyTimestamp}
 *       says; then it alone tells when the certificates have to have been valid. Without such stores they have to be
 *       valid now. Revocation is next.
 *   <li>{@code user-metadata}: enforced where the requirement asks for some.
 * </ul>
 *
 * <p>The first enforced check that fails ends the matter, later ones are {@code NOT_RUN}. The reasons are
 * {@link dev.imagetrust.notation.NotationReason}; below a reason for a chain or an envelope stands the detail.
 *
 * <h2>Revocation</h2>
 *
 * <p>Certificates that name OCSP responders or CRLs are looked up there, leaf first, the root never: by OCSP, and by CRL
 * where OCSP tells nothing. Those that name neither cannot be revoked, and the check does not apply. Nothing is fetched
 * but through the fetcher that the caller hands in, and nothing about a chain that matched no trust store. Without a
 * fetcher, or where nobody gives an answer that holds, an enforced check ends {@code UNDETERMINED} for
 * {@code REVOCATION_UNKNOWN}. The guarded fetcher of {@code trust-registry} refuses addresses inside the caller's network,
 * and keeps answers as long as they hold; certificates name these services by plain HTTP, which has to be allowed:
 *
 * <pre>{@code
 * GuardedEvidenceFetcher fetcher = GuardedEvidenceFetcher.builder(InstantSource.system())
 *         .http(HttpSettings.builder().insecurelyAllPlainHttp().build())
 *         .build();
 * ImageTrust trust = ImageTrust.builder()
 *         .policy(NotationPolicy.parse(trustPolicyJson))
 *         .evidence(fetcher)
 *         // as above
 *         .build();
 * }</pre>
 *
 * <p>Offline there are two ways, both said in the policy: {@code "override": {"revocation": "skip"}}, or
 * {@link dev.imagetrust.notation.NotationPolicy#insecurelyParseAcceptingCrlsPastTheirTime}, which believes CRLs for a while
 * after their time, with a fetcher that knows the last ones: the guarded one with a directory and
 * {@code insecurelyAnswerPastItsTime}, or one of the caller's, which may keep answers under
 * {@link dev.imagetrust.spi.EvidenceFetcher.Request#id}.
 *
 * <p>The certificates of a timestamp are looked up as part of {@code authentic-timestamp}, whatever the policy says about
 * revocation elsewhere: {@code TSA_REVOKED}, {@code TSA_REVOCATION_UNKNOWN}. When it stamped does not help an authority
 * whose certificate was revoked since. A key lost after an <em>authentic</em> signing time (scheme
 * {@code notary.x509.signingAuthority}) does not touch the signature, as the CRL's invalidity date tells.
 *
 * <p>Every request and what came of it stands in the verdict, so that {@link dev.imagetrust.Receipts} can make it again.
 *
 * <h2>Signing</h2>
 *
 * <p>A {@link dev.imagetrust.notation.NotationSigner} has a key of any kind, the chain of its certificate up to the root,
 * and what every signature shall say. The artifact it returns goes to a {@link dev.imagetrust.spi.SignatureSink}:
 *
 * <pre>{@code
 * NotationSigner signer = NotationSigner.builder(SigningKey.fromPem(privateKey), certificateChain)
 *         .envelope(NotationEnvelope.COSE)
 *         .expiresAfter(Duration.ofDays(90))
 *         .userMetadata("build", "4711")
 *         .timestamp(URI.create("http://tsa.example/"), timeRoots, new SecureRandom())
 *         .build();
 * SignatureArtifact signature = signer.sign(image, SigningContext.online(now, deadline, evidenceFetcher));
 * sink.store(image, signature);
 * }</pre>
 *
 * <p>The chain is checked when the signer is built, by the rules it will be judged by; its validity, the timestamp and
 * the finished envelope are checked before anything is returned. What is wrong with the set-up is a
 * {@link dev.imagetrust.spi.SetUpException}, what is wrong with the answer of a key or an authority a
 * {@link dev.imagetrust.spi.SigningException}; both have a {@code NotationReason}.
 *
 * <h2>Files</h2>
 *
 * <p>A file that is no image has its signature in another file, and a {@code trustpolicy.blob.json}:
 *
 * <pre>{@code
 * BlobSignature signature = signer.signBlob(content, "application/gzip", context);
 * write(signature.fileName("app.tgz"), signature.envelope());
 *
 * NotationBlobs blobs = NotationBlobs.of(NotationBlobPolicy.parse(policyJson), stores, InstantSource.system());
 * BlobVerdict verdict = blobs.verify(signature, content, NotationBlobs.Expected.by("releases"));
 * }</pre>
 *
 * <p>Fetchers, limits and plugins are handed to {@link dev.imagetrust.notation.NotationBlobs} itself. Its verdict names what it
 * was derived from, and its report every request about revocation and what came of it. Whoever keeps that, the answers, and
 * the inputs can make the verdict again:
 *
 * <pre>{@code
 * Dependencies of = verdict.dependencies();
 * NotationBlobs then = NotationBlobs.of(policy, stores, InstantSource.fixed(of.judgedAt()))
 *         .evidence(Receipts.evidence(verdict.report().orElseThrow().fetched(), kept::find));
 * }</pre>
 *
 * <p>Plugins, for keys elsewhere and for signatures that demand one, are in {@code dev.imagetrust.notation.plugin}.
 *
 * <p>Specification: Notary Project, version 1.1 (signature-specification.md, signature-envelope-jws.md,
 * signature-envelope-cose.md, trust-store-trust-policy.md). Where the tool is more tolerant than the specification, the
 * specification holds.
 */
package dev.imagetrust.notation;
