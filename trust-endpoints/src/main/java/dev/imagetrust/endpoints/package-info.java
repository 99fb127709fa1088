/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The HTTP trust APIs of zot and OpenShift, for registries written in Java to serve, and what zot's search shows of the
 * signatures of an image.
 *
 * <p>Everything here is a function from a {@link dev.imagetrust.endpoints.TrustRequest} to a
 * {@link dev.imagetrust.endpoints.TrustResponse}, without a framework; {@code endpoints.servlet} and
 * {@code endpoints.httpserver} are adapters of one class each, others are as short. It runs on the host's threads, in the host's
 * time, and changes nothing but the stores that were handed in.
 *
 * <pre>{@code
 * FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
 * editor.initialise(Edit.by(new Provenance("registry", now, "start")));
 * TrustEndpoint zot = ZotTrustEndpoint.builder(editor).clock(clock).cosign().notation().build();
 * TrustEndpoint openShift = SignatureExtensionEndpoint.builder(signatures, images).clock(clock).build();
 * server.createContext("/", new TrustHttpHandler(List.of(zot, openShift), callers));
 * }</pre>
 *
 * <h2>Who may do what</h2>
 *
 * <p>The host checks credentials and says with each request what the {@link dev.imagetrust.endpoints.Caller} may do. No right
 * that was not stated exists: where zot lets everybody add trust anchors once no password file is configured, the answer here
 * is no. A handler has to see requests without credentials too, because zot refuses foreign methods and answers preflights
 * before it asks who calls.
 *
 * <table>
 * <caption>Rights</caption>
 * <tr><th>right</th><th>allows</th></tr>
 * <tr><td>{@code TRUST_ADMIN}</td><td>{@code POST} of keys and certificates; with management {@code GET} and {@code DELETE}</td></tr>
 * <tr><td>{@code IMAGE_READER}</td><td>{@code GET} of the signatures of an image and of what is known about them</td></tr>
 * <tr><td>{@code IMAGE_SIGNER}</td><td>{@code PUT} of a signature</td></tr>
 * <tr><td>{@code IMAGE_AUDITOR}</td><td>{@code POST …/verification}: have stored signatures verified</td></tr>
 * </table>
 *
 * <h2>zot's trust API</h2>
 *
 * <table>
 * <caption>{@link dev.imagetrust.endpoints.ZotTrustEndpoint}, in the order in which things are looked at</caption>
 * <tr><th>status</th><th>when</th><th>body</th></tr>
 * <tr><td>404</td><td>the route is off</td><td>the host's</td></tr>
 * <tr><td>405</td><td>any method but {@code POST} and {@code OPTIONS}; with management, but {@code GET} and {@code DELETE}</td><td>none</td></tr>
 * <tr><td>204</td><td>{@code OPTIONS}, whoever asks</td><td>none</td></tr>
 * <tr><td>401</td><td>no accepted credentials</td><td>one error; for anonymous callers whom the host lets in, a list</td></tr>
 * <tr><td>403</td><td>no {@code TRUST_ADMIN}</td><td>a list of one error</td></tr>
 * <tr><td>400</td><td>{@code SEED_2023_08}: no {@code truststoreName}</td><td>none</td></tr>
 * <tr><td>429, 503</td><td>ours: too many uploads of one caller, or of all at once; {@code Retry-After} says when</td><td>none</td></tr>
 * <tr><td>413, 408, 500</td><td>the body is too long, takes too long (ours), or breaks off</td><td>none</td></tr>
 * <tr><td>400</td><td>a type or name of store that there is not; content that can be no anchor</td><td>none</td></tr>
 * <tr><td>507</td><td>ours: the store is full</td><td>none</td></tr>
 * <tr><td>500</td><td>the store failed</td><td>none</td></tr>
 * <tr><td>200</td><td>it is in the store, whether it was before or not</td><td>none</td></tr>
 * </table>
 *
 * <p>Management is ours: {@code GET …/cosign} and {@code GET …/notation/<type>/<store>} list ({@code n}, {@code last} for pages),
 * with {@code /<digest>} behind it the material itself; {@code DELETE} with a digest removes it, only at the revision in
 * {@code If-Match} if there is one ({@code 409} otherwise).
 *
 * <h2>OpenShift's signature API</h2>
 *
 * <table>
 * <caption>{@link dev.imagetrust.endpoints.SignatureExtensionEndpoint}; errors are lists with the code</caption>
 * <tr><th>status</th><th>when</th><th>code</th></tr>
 * <tr><td>401</td><td>without the right, whoever asks, as OpenShift has it</td><td>{@code UNAUTHORIZED}</td></tr>
 * <tr><td>400</td><td>no name or no digest in the path</td><td>{@code NAME_INVALID}</td></tr>
 * <tr><td>404</td><td>the repository has no such image</td><td>none</td></tr>
 * <tr><td>400, 413, 408</td><td>{@code PUT} of what is no signature object of that image, is too long, or takes too long</td>
 *   <td>{@code SIGNATURE_INVALID}</td></tr>
 * <tr><td>409</td><td>{@code PUT} of a name or a content that is there</td><td>{@code SIGNATURE_EXISTS}</td></tr>
 * <tr><td>429, 503, 507</td><td>ours: too many uploads; no room for another signature of the image</td><td>{@code UNKNOWN} or none</td></tr>
 * <tr><td>503</td><td>ours: {@code GET} of an image without signatures here, while its store elsewhere cannot be asked</td>
 *   <td>{@code UNKNOWN}</td></tr>
 * <tr><td>500</td><td>storage failed</td><td>{@code UNKNOWN}</td></tr>
 * <tr><td>200, 201</td><td>the list; stored</td><td>none</td></tr>
 * </table>
 *
 * <p>A stored signature is {@code UNVERIFIED}, {@code VERIFIED} (by whom and when, whose) or {@code REJECTED} (by whom and when,
 * why): a note for people. It never decides about an image; put a
 * {@link dev.imagetrust.endpoints.StoredSignatureSource} under an {@code ImageTrust} for that.
 *
 * <h2>What zot's search shows</h2>
 *
 * <p>{@link dev.imagetrust.endpoints.SignatureSummaries} gives {@code Tool}, {@code IsTrusted} and {@code Author} of every
 * signature, octet for octet as zot does where the verdicts agree, with our reasons and the signer beside them.
 */
package dev.imagetrust.endpoints;
