/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Decides whether container images may be trusted; start with {@link dev.imagetrust.ImageTrust}.
 *
 * <p>An embedder hands in three things: a policy ({@link dev.imagetrust.policy}), trust material
 * ({@link dev.imagetrust.trust}) and a source of signatures ({@link dev.imagetrust.spi.SignatureSource}, ready-made in
 * {@code trust-oci}). Formats come as modules: {@code trust-cosign}, {@code trust-notation}, {@code trust-gpg}. The answer
 * is a {@link dev.imagetrust.verdict.Verdict}: {@code TRUSTED} and {@code EXEMPT} admit, {@code UNTRUSTED} refuses,
 * {@code UNDETERMINED} means that it could not be found out.
 */
package dev.imagetrust;
