/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Images as registries keep them, and where their signatures lie.
 *
 * <p>An embedder implements {@link dev.imagetrust.oci.ImageRepository} over its own storage, two methods, and hands it to
 * the engine:
 *
 * <pre>{@code
 * ImageTrust trust = ImageTrust.builder()
 *         .signatures(new OciSignatureSource(ourRepository))
 *         ...
 * }</pre>
 *
 * <p>{@link dev.imagetrust.oci.OciSignatureSource} then knows where cosign, Sigstore bundles and Notary Project signatures
 * are, and {@link dev.imagetrust.oci.LookasideSource} finds simple signatures beside a registry;
 * {@link dev.imagetrust.oci.SignatureSources#combined} puts both together, and
 * {@link dev.imagetrust.oci.OciSignatureSource#parallel} makes requests on an executor of yours. The three duties of an implementation:
 *
 * <ul>
 *   <li>{@link dev.imagetrust.oci.Answer#absent} only where it is certain that there is nothing, and
 *       {@link java.io.IOException} where it could not look: the difference between "unsigned" and "try again";
 *   <li>stored bytes as they are, never parsed and written again, never decompressed;
 *   <li>safe use by several threads.
 * </ul>
 *
 * <p>Everything else, digests, sizes, paging, limits, is checked on this side. {@link dev.imagetrust.oci.ImageResolver}
 * makes the subject of a verdict from a name and a tag, {@link dev.imagetrust.oci.OciLayout} and
 * {@link dev.imagetrust.oci.MemoryRepository} are repositories that are there already. Nothing in this package verifies a
 * signature, and nothing talks HTTP.
 *
 * @since 0.1
 */
package dev.imagetrust.oci;
