/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.AtomicFiles.Access;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.JournalAction;
import dev.imagetrust.trust.PolicyKind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;

/** Edits of policy documents. One that somebody wrote is replaced only if somebody asks for just that. */
final class Policies {

    private final StoreFiles files;
    private final ZotCompat profile;

    Policies(StoreFiles files, ZotCompat profile) {
        this.files = files;
        this.profile = profile;
    }

    Optional<Bytes> find(PolicyKind kind) throws IOException {
        return files.content(Layout.policy(kind));
    }

    EditPlan put(PolicyKind kind, Bytes policy) throws IOException, EditRefusedException {
        if (policy.length() > JsonLimits.CONFIGURATION.maxBytes()) {
            throw new EditRefusedException(EditRefusal.TOO_LONG, "limit " + JsonLimits.CONFIGURATION.maxBytes());
        }
        try {
            Json.parseObject(policy, JsonLimits.CONFIGURATION);
        } catch (MalformedInputException e) {
            throw new EditRefusedException(EditRefusal.NOT_A_POLICY, e.reason().text());
        }
        requireRead(kind);
        return find(kind).filter(policy::equals).isPresent()
                ? EditPlan.nothing()
                : write(JournalAction.POLICY, kind, policy);
    }

    /** The folders and the policy that zot makes when it starts, where there is no policy yet. */
    EditPlan initialise() throws IOException {
        Optional<Bytes> policy = find(PolicyKind.NOTATION);
        if (policy.isPresent()) {
            return policy.get().equals(profile.firstPolicy()) || profile.policyGrows()
                    ? EditPlan.nothing()
                    : EditPlan.nothing("there is another trust policy than zot would write, which stays");
        }
        if (isHidden(PolicyKind.NOTATION)) {
            return EditPlan.nothing(Layout.NEWER_TRUST_POLICY + " is there, which stays");
        }
        Bytes first = profile.firstPolicy();
        JournalSubject subject = new JournalSubject.Policy(PolicyKind.NOTATION, Digest.sha256(first));
        return EditPlan.of(JournalAction.INITIALISE, subject, "", () -> {
            files.makeFolder(Layout.COSIGN);
            if (!profile.namesStores()) {
                for (AnchorKind kind : profile.storeKinds()) {
                    files.makeFolder(Layout.folder(kind, Layout.COSIGN_STORE).orElseThrow());
                }
            }
            write(PolicyKind.NOTATION, first);
        });
    }

    /** The policy of 2023 names each store that something was uploaded to. */
    EditPlan grow(AnchorKind kind, String store) throws IOException {
        Optional<Bytes> policy = find(PolicyKind.NOTATION);
        if (policy.isEmpty()) {
            return EditPlan.nothing("there is no trust policy that could name the store");
        }
        String name = storeInPolicy(kind, store);
        Optional<Bytes> grown = PolicyGrowth.grown(policy.get(), name);
        if (grown.isEmpty()) {
            return EditPlan.nothing("the trust policy is not zot's and stays; it may have to name " + name);
        }
        return grown.get().equals(policy.get())
                ? EditPlan.nothing()
                : write(JournalAction.POLICY, PolicyKind.NOTATION, grown.get());
    }

    /** How a trust policy names a store, such as {@code ca:acme}. */
    static String storeInPolicy(AnchorKind kind, String store) {
        String folder = Layout.typeFolder(kind);
        return folder.substring(folder.lastIndexOf('/') + 1) + ':' + store;
    }

    private EditPlan write(JournalAction action, PolicyKind kind, Bytes policy) {
        JournalSubject subject = new JournalSubject.Policy(kind, Digest.sha256(policy));
        return EditPlan.of(action, subject, "", () -> write(kind, policy));
    }

    private void write(PolicyKind kind, Bytes policy) throws IOException {
        files.makeFolder(Layout.policyFolder(kind));
        StoreFiles.write(files.at(Layout.policy(kind)), policy, Access.OWNER);
    }

    private void requireRead(PolicyKind kind) throws IOException {
        if (isHidden(kind)) {
            throw new FileSystemException(
                    files.at(Layout.policy(kind)).toString(),
                    null,
                    Layout.NEWER_TRUST_POLICY + " is there, which notation prefers");
        }
    }

    private boolean isHidden(PolicyKind kind) {
        return kind == PolicyKind.NOTATION
                && Files.exists(
                        files.at(Layout.NOTATION).resolve(Layout.NEWER_TRUST_POLICY), LinkOption.NOFOLLOW_LINKS);
    }
}
