/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.EditablePolicy;
import dev.imagetrust.gpg.internal.EditableRegistries;
import dev.imagetrust.gpg.internal.PolicyScopes;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SetUpException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Edits a {@code policy.json} and its registries.d: what {@code atomic trust add}, {@code delete}, {@code default} and
 * {@code show} and {@code podman image trust set} and {@code show} do.
 *
 * <pre>{@code
 * PolicyEditor edited = PolicyEditor.open(Path.of("/etc/containers/policy.json"), Path.of("/etc/containers/registries.d"))
 *         .set("docker", "registry.example/team", PolicyEntry.signedByAny(PolicyKey.embedded(key)).entry())
 *         .setLookaside("registry.example/team", URI.create("https://signatures.example/"), null);
 * edited.preview().forEach(System.out::println);
 * edited.commit();
 * }</pre>
 *
 * <p>Editing changes nothing on disk: each step gives another editor, {@link #preview} tells what would change, and
 * {@link #commit} writes that. A policy is valid after each step or the step is refused; whatever it does not speak of
 * stays as it was read, comments in YAML excepted. The transports that atomic calls {@code web} and {@code local} are
 * {@code docker} and {@code dir}. Immutable.
 *
 * <p>Differences, all of them stricter: a new policy rejects what it does not name, where atomic accepted it; an entry of
 * a scope is replaced as a whole; other scopes of a registries.d file stay; keys are given as files or octets and are
 * neither downloaded nor asked of a GnuPG home.
 *
 * @since 0.1
 */
public final class PolicyEditor {

    private final Path policyFile;
    private final Optional<Bytes> policyBefore;
    private final EditablePolicy policy;
    private final EditableRegistries registries;

    private PolicyEditor(
            Path policyFile, Optional<Bytes> policyBefore, EditablePolicy policy, EditableRegistries registries) {
        this.policyFile = policyFile;
        this.policyBefore = policyBefore;
        this.policy = policy;
        this.registries = registries;
    }

    /**
     * Reads both. A policy that does not exist begins as one that rejects everything; a folder that does not exist is
     * empty, and is made when something is written to it.
     *
     * @param policyFile of at most 16 MiB
     * @param registriesFolder its {@code *.yaml} files are read
     * @throws IOException if something cannot be read
     * @throws SetUpException {@link GpgReason#POLICY_INVALID} or {@link GpgReason#REGISTRIES_INVALID} if something breaks
     *     its format; nothing that is not understood is edited
     */
    public static PolicyEditor open(Path policyFile, Path registriesFolder) throws IOException {
        Optional<Bytes> before = PolicyFileChange.read(policyFile);
        EditablePolicy policy = before.map(EditablePolicy::parse).orElseGet(EditablePolicy::rejectingAll);
        return new PolicyEditor(policyFile, before, policy, EditableRegistries.load(registriesFolder));
    }

    /**
     * Sets what a scope asks for: {@code atomic trust add}.
     *
     * @param transport such as {@code docker}, {@code atomic}, {@code dir}
     * @param scope as containers-policy.json(5) has it; empty for the whole transport
     * @throws SetUpException {@link GpgReason#POLICY_INVALID} if the transport has no such scope
     */
    public PolicyEditor set(String transport, String scope, PolicyEntry entry) {
        requireNonNull(scope, "scope");
        return with(policy.with(requireNonNull(transport, "transport"), scope, entry.requirements()));
    }

    /**
     * Sets what a scope asks for under the transport that has it, else under {@code docker}: {@code podman image trust
     * set}.
     *
     * @throws SetUpException {@link GpgReason#POLICY_INVALID} if the transport has no such scope, or several have it
     */
    public PolicyEditor set(String scope, PolicyEntry entry) {
        return set(policy.transportOf(scope).orElse("docker"), scope, entry);
    }

    /** Sets what all other images need: {@code atomic trust default} and {@code podman image trust set … default}. */
    public PolicyEditor setDefault(PolicyEntry entry) {
        return with(policy.withDefault(entry.requirements()));
    }

    /**
     * Takes out what a scope asks for, so that wider scopes count for its images: {@code atomic trust delete}. Its
     * lookaside store stays; see {@link #deleteLookaside}.
     *
     * @throws NoSuchElementException if there is no such scope
     */
    public PolicyEditor delete(String transport, String scope) {
        if (!policy.has(transport, scope)) {
            throw new NoSuchElementException("no scope " + scope + " under " + transport);
        }
        return with(policy.without(transport, scope));
    }

    /**
     * Sets the lookaside store of a scope in the file that has the scope, else in one named after it, in which other
     * scopes stay: {@code atomic trust add --sigstore}. Other members of the scope stay; the older {@code sigstore} members
     * go.
     *
     * @param scope a repository, a part of one, a host, or a wildcard of hosts
     * @param lookaside where signatures are read
     * @param staging where they are written; null: the same
     * @throws SetUpException {@link GpgReason#REGISTRIES_INVALID} if the URLs are none that can be used, or the file has
     *     members that nobody knows, which would be lost
     * @throws IllegalArgumentException if the scope has characters that no scope has
     */
    public PolicyEditor setLookaside(String scope, URI lookaside, @Nullable URI staging) {
        return with(registries.with(scope, lookaside, staging));
    }

    /**
     * Takes a scope out of registries.d.
     *
     * @throws NoSuchElementException if no file has the scope
     * @throws SetUpException {@link GpgReason#REGISTRIES_INVALID} if the file has members that nobody knows, which would
     *     be lost
     */
    public PolicyEditor deleteLookaside(String scope) {
        return with(registries.without(scope));
    }

    /**
     * Every scope with what it asks for, the default first: {@code atomic trust show} and {@code podman image trust show}.
     *
     * @param files where keys are read that the policy names; those that cannot be are told in the result
     * @param now the moment for which keys are described
     */
    public List<PolicyScope> show(KeyFiles files, Instant now) {
        return PolicyScopes.show(policy, registries, files, now);
    }

    /** The policy as it would be written. */
    public Bytes policy() {
        return policy.text();
    }

    /** What {@link #commit} would do, in this order; empty if nothing would change. */
    public List<PolicyFileChange> preview() {
        List<PolicyFileChange> changes = new ArrayList<>(registries.changes());
        Bytes after = policy.text();
        if (!policyBefore.map(before -> EditablePolicy.parse(before).text()).equals(Optional.of(after))) {
            changes.add(new PolicyFileChange(policyFile, policyBefore, Optional.of(after)));
        }
        return List.copyOf(changes);
    }

    /**
     * Writes what {@link #preview} tells: each file in one step, registries.d before the policy. Readers see a file as it
     * was or as it is now; if this throws, files before the one that failed are written, none in part.
     *
     * @throws IOException if a file is not any more what it was when it was read, in which case nothing is written, or
     *     cannot be written
     */
    public void commit() throws IOException {
        List<PolicyFileChange> changes = preview();
        for (PolicyFileChange change : changes) {
            change.requireUnchanged();
        }
        for (PolicyFileChange change : changes) {
            change.write();
        }
    }

    private PolicyEditor with(EditablePolicy changed) {
        return new PolicyEditor(policyFile, policyBefore, changed, registries);
    }

    private PolicyEditor with(EditableRegistries changed) {
        return new PolicyEditor(policyFile, policyBefore, policy, changed);
    }
}
