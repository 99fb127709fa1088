/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Trust material in a directory that other tools read and write as well.
 *
 * <pre>{@code
 * ImageTrust trust = ImageTrust.builder()
 *         .trustStore(FileTrustStore.open(root))
 *         ...
 * }</pre>
 *
 * <p>The layout below the root is that of the registry zot, whose {@code _notation} is a configuration directory of
 * notation too; the last three are ours. Each part may be missing.
 *
 * <table>
 *   <caption>What lies where</caption>
 *   <tr><th>files</th><th>kind and store</th><th>content</th></tr>
 *   <tr><td>{@code _cosign/*}</td><td>{@code COSIGN_KEY}, {@code default}</td><td>one PEM public key</td></tr>
 *   <tr><td>{@code _notation/truststore/x509/ca/<store>/*}</td><td>{@code NOTATION_CA}</td>
 *       <td>certificates in PEM or DER</td></tr>
 *   <tr><td>{@code _notation/truststore/x509/signingAuthority/<store>/*}</td><td>{@code NOTATION_SIGNING_AUTHORITY}</td>
 *       <td>the same</td></tr>
 *   <tr><td>{@code _notation/truststore/x509/tsa/<store>/*}</td><td>{@code NOTATION_TSA}</td><td>the same</td></tr>
 *   <tr><td>{@code _notation/trustpolicy.json}</td><td>none: {@link dev.imagetrust.store.fs.StoreContents#notationPolicy}</td>
 *       <td>a trust policy of notation</td></tr>
 *   <tr><td>{@code _gpg/<store>/*}</td><td>{@code OPENPGP_KEY}</td><td>OpenPGP certificates, armored or binary, or a keybox</td></tr>
 *   <tr><td>{@code _sigstore/<store>/*}</td><td>{@code SIGSTORE_ROOT}</td><td>a {@code trusted_root.json}</td></tr>
 *   <tr><td>{@code _denied.json}</td><td>none: {@link dev.imagetrust.trust.TrustSnapshot#denied}</td>
 *       <td>what is distrusted, see below</td></tr>
 * </table>
 *
 * <p>The name of a file matters only if it is a digest ({@code sha256:<hex>} as zot writes it, {@code sha256-<hex>} where
 * names have no colons): then the content has to have it, which tells files that were written in part. The name of a
 * store is letters, digits and {@code _ . -}.
 *
 * <p>The deny list names keys by the SHA-256 digest of their SubjectPublicKeyInfo, certificates by that of their DER
 * encoding, OpenPGP keys by their full fingerprint, and images by their digest. If it is malformed, a link, or may not be
 * read, the whole store cannot be read: distrust that gets lost is trust.
 *
 * <pre>{@code
 * {"version": "1.0", "denied": [
 *   {"key": "sha256:<hex>", "why": "stolen", "since": "2026-11-24T00:00:00Z"},
 *   {"certificate": "sha256:<hex>", "why": "...", "since": "..."},
 *   {"openPgpKey": "<fingerprint>", "why": "...", "since": "..."},
 *   {"issuer": "https://issuer.example", "subject": "somebody@example.com", "why": "...", "since": "..."},
 *   {"image": "sha256:<hex>", "why": "...", "since": "..."}]}
 * }</pre>
 *
 * <p>What is anything else makes its store unusable, with a reason, until an operator mends it: a file that does not
 * parse, a private key, a symbolic link, a folder inside a store, a file longer than 4 MiB, one that may not be read. The
 * exception are the temporary files of {@link dev.imagetrust.primitives.AtomicFiles}. More than 64 MiB or 10,000 entries
 * altogether make the whole store unreadable. Directories mounted by Kubernetes consist of symbolic links: mount single
 * files or copy them.
 *
 * @since 0.1
 */
package dev.imagetrust.store.fs;
