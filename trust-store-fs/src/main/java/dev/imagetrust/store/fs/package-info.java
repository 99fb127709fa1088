/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Trust material in a directory that other tools read and write as well.
 *
 * <pre>{@code
 * FileTrustStore store = FileTrustStore.open(root);
 * ImageTrust trust = ImageTrust.builder().trustStore(store) ...
 *
 * FileTrustStoreEditor editor = FileTrustStoreEditor.open(root);
 * Edit edit = Edit.by(new Provenance(user, clock.instant(), address));
 * editor.initialise(edit);
 * editor.put(AnchorKind.COSIGN_KEY, "default", uploaded, edit);
 * StoreChanges changes = store.refresh();
 * verdicts.removeIf(verdict -> verdict.dependencies().isAffectedBy(changes));
 * }</pre>
 *
 * <h2>What lies where</h2>
 * The layout below the root is that of the registry zot, whose {@code _notation} is a configuration directory of
 * notation too; the others are ours. Each part may be missing.
 *
 * <table>
 *   <caption>What lies where</caption>
 *   <tr><th>files</th><th>kind and store</th><th>content</th></tr>
 *   <tr><td>{@code _cosign/*}</td><td>{@code COSIGN_KEY}, {@code default}</td><td>one PEM public key</td></tr>
 *   <tr><td>{@code _notation/truststore/x509/ca/<store>/*}</td><td>{@code NOTATION_CA}</td>
 *       <td>certificates in PEM or DER, each an authority or self-signed</td></tr>
 *   <tr><td>{@code _notation/truststore/x509/signingAuthority/<store>/*}</td><td>{@code NOTATION_SIGNING_AUTHORITY}</td>
 *       <td>the same</td></tr>
 *   <tr><td>{@code _notation/truststore/x509/tsa/<store>/*}</td><td>{@code NOTATION_TSA}</td>
 *       <td>certificates in PEM or DER, each a self-signed authority</td></tr>
 *   <tr><td>{@code _notation/trustpolicy.json}</td><td>none: {@link dev.imagetrust.store.fs.StoreContents#policy}</td>
 *       <td>a trust policy of notation</td></tr>
 *   <tr><td>{@code _containers/policy.json}</td><td>none: the same</td><td>a policy of the containers tools</td></tr>
 *   <tr><td>{@code _gpg/<store>/*}</td><td>{@code OPENPGP_KEY}</td><td>OpenPGP certificates, armored or binary, or a keybox</td></tr>
 *   <tr><td>{@code _sigstore/<store>/*}</td><td>{@code SIGSTORE_ROOT}</td><td>a {@code trusted_root.json}</td></tr>
 *   <tr><td>{@code _denied.json}</td><td>none: {@link dev.imagetrust.trust.TrustSnapshot#denied}</td>
 *       <td>what is distrusted, see below</td></tr>
 *   <tr><td>{@code _disabled/...}</td><td>none</td><td>what was taken out of force, in the same layout; nobody reads it</td></tr>
 *   <tr><td>{@code _journal.jsonl}</td><td>none</td><td>who changed what, one line each</td></tr>
 *   <tr><td>{@code _lock}, {@code _turn}</td><td>none</td><td>what editors wait on; not to be deleted, and by nobody else in
 *       their process to be opened, while one works</td></tr>
 * </table>
 *
 * <p>The name of a file matters only if it is a digest ({@code sha256:<hex>} as zot writes it, {@code sha256-<hex>} where
 * names have no colons): then the content has to have it, which tells files that were written in part. The name of a
 * store is letters, digits and {@code _ . -}; a new one does not end in a dot and differs from its neighbours by more than
 * case.
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
 * <h2>Reading</h2>
 * What is anything else makes its store unusable, with a reason, until an operator mends it: a file that does not
 * parse, a private key, a certificate that can be no anchor, a symbolic link, a folder inside a store, a file longer than
 * 4 MiB, one that may not be read. Each is reported by its name, in the snapshot, and concerns nobody who does not rely on
 * that store. Within the store the choice is between trust that may shrink and images that cannot be judged:
 * {@link dev.imagetrust.store.fs.BadEntries} has both, and what zot does. Only temporary files of
 * {@link dev.imagetrust.primitives.AtomicFiles} are no entries at all. More than 64 MiB or 250,000 entries altogether make the
 * whole store unreadable. Directories mounted by Kubernetes consist of symbolic links: mount single files or copy them.
 *
 * <p>{@link dev.imagetrust.store.fs.FileTrustStore#refresh} opens only files that are new or whose size, time or key changed.
 * In a folder with thousands of files that are called after their content, it looks at none of those while nothing was added
 * to the folder or taken away: writing into such a file makes it no anchor. The first reading opens every file; where there
 * are very many, {@link dev.imagetrust.store.fs.FileTrustStore#open(java.nio.file.Path, BadEntries,
 * java.util.concurrent.Executor, int)} lets threads of the caller help.
 *
 * <h2>Changing</h2>
 * {@link dev.imagetrust.store.fs.FileTrustStoreEditor} adds, disables, enables, deletes, denies and writes policies. Each edit
 * is a line of the journal that is forced to disk, and then one file that appears, disappears or is replaced, with everything
 * it needs forced before and its folder forced after. After a crash the store is as before or as after the edit, and the next
 * edit adds to the journal what did not come to pass. Each line names the digest of the line before; the digest of the last
 * is the revision. Who edits waits for others on {@code _lock} and {@code _turn}: threads, class loaders and processes alike,
 * for 30 seconds unless {@link dev.imagetrust.store.fs.FileTrustStoreEditor#waitingAtMost} says otherwise, and a
 * {@link dev.imagetrust.store.fs.StoreBusyException} says then who it is that works. An interruption ends the wait.
 *
 * <h2>Beside zot</h2>
 * zot reads this layout, and may read it while we write: it sees whole files only, since those that are not whole yet lie in the
 * folder above the store. But it lists a store first and opens its files then: where one was deleted or disabled in between,
 * zot calls the signature it is judging untrusted, and may keep that verdict for hours. What zot writes, it writes in place,
 * without our lock, and its certificates unchecked. So while zot writes as well:
 *
 * <ul>
 *   <li>a file of zot's may be read in part; its name gives it away, its store is unusable for that moment, and the next
 *       {@code refresh} has it whole;
 *   <li>a leaf or an intermediate that zot took spoils its store, for zot and for us, until
 *       {@link dev.imagetrust.store.fs.FileTrustStoreEditor#delete} removes it: bad files are listed like good ones;
 *   <li>its uploads are in no journal, nobody is known to have added them, and they make no new revision: an edit with an
 *       expected revision does not notice them;
 *   <li>what is disabled or deleted here can be uploaded there again, which puts it into force; a denial holds
 *       whatever is uploaded;
 *   <li>zot of today writes its policy anew at each start, whatever stands there.
 * </ul>
 *
 * <p>{@link dev.imagetrust.store.fs.ZotCompat} says what zot did when, and under which of both the directory is kept.
 *
 * @since 0.1
 */
package dev.imagetrust.store.fs;
