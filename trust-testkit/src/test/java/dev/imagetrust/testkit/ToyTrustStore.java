/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusal;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.Edited;
import dev.imagetrust.trust.Expiry;
import dev.imagetrust.trust.JournalAction;
import dev.imagetrust.trust.JournalEntry;
import dev.imagetrust.trust.MaterialFacts;
import dev.imagetrust.trust.MaterialPage;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.MaterialState;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.StoreRevision;
import dev.imagetrust.trust.StoredMaterial;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.trust.TrustStoreEditor;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A trust store in memory that can be changed, and that can be told to break one rule of the contract. */
final class ToyTrustStore implements TrustStoreEditor, TrustStore {

    /** What it does wrong. */
    enum Fault {
        NONE,
        LOSES_WHAT_IS_PUT,
        FORGETS_WHO,
        JOURNALS_WHAT_IS_THERE,
        TAKES_JUNK,
        TAKES_LEAVES,
        TAKES_ANY_NAME,
        DISABLED_COUNTS,
        PUT_ENABLES,
        KEEPS_WHAT_IS_DELETED,
        ABSENT_IS_FINE,
        LOSES_DENIALS,
        TAKES_DENIED,
        IGNORES_REVISIONS,
        REPEATS_THE_LAST_OF_A_PAGE,
        FORGETS_EDITS,
        TAKES_ANY_POLICY,
        EXPIRES_WHAT_IS_DISABLED
    }

    private static final String PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----";

    private final Fault fault;
    private final Map<AnchorId, StoredMaterial> material = new TreeMap<>();
    private final Map<AnchorId, Bytes> content = new TreeMap<>();
    private final Map<PolicyKind, Bytes> policies = new EnumMap<>(PolicyKind.class);
    private final List<JournalEntry> journal = new ArrayList<>();
    private DenyList denied = DenyList.empty();

    ToyTrustStore(Fault fault) {
        this.fault = fault;
    }

    @Override
    public synchronized TrustSnapshot snapshot() {
        List<TrustAnchor> anchors = material.values().stream()
                .filter(each -> each.state() == MaterialState.IN_FORCE || fault == Fault.DISABLED_COUNTS)
                .map(StoredMaterial::id)
                .map(id -> new TrustAnchor(id.kind(), id.origin(), id.material().toString(), content.get(id)))
                .toList();
        return TrustSnapshot.of(anchors, List.of(), fault == Fault.LOSES_DENIALS ? DenyList.empty() : denied);
    }

    @Override
    public synchronized StoreRevision revision() {
        return new StoreRevision(String.valueOf(journal.size()));
    }

    @Override
    public synchronized Edited put(AnchorKind kind, String store, Bytes bytes, Edit edit) throws EditRefusedException {
        require(edit);
        requireStore(store);
        if (fault != Fault.TAKES_JUNK) {
            requireMaterial(kind, bytes);
        }
        AnchorId id = new AnchorId(kind, store, Digest.sha256(bytes));
        requireAllowed(id, bytes);
        StoredMaterial there = material.get(id);
        if (there != null) {
            if (fault == Fault.PUT_ENABLES) {
                material.put(id, with(there, MaterialState.IN_FORCE));
            }
            if (fault == Fault.JOURNALS_WHAT_IS_THERE) {
                return done(JournalAction.PUT, id.toString(), "", edit);
            }
            return new Edited(
                    revision(), false, there.state() == MaterialState.DISABLED ? List.of("disabled") : List.of());
        }
        if (fault != Fault.LOSES_WHAT_IS_PUT) {
            content.put(id, bytes);
            material.put(
                    id,
                    new StoredMaterial(
                            id,
                            List.of(id.material().hex()),
                            MaterialState.IN_FORCE,
                            "",
                            bytes.length(),
                            fault == Fault.FORGETS_WHO ? null : edit.by(),
                            facts(kind, bytes)));
        }
        return done(JournalAction.PUT, id.toString(), "", edit);
    }

    @Override
    public synchronized MaterialPage list(MaterialQuery query) {
        List<StoredMaterial> items = new ArrayList<>();
        for (StoredMaterial each : material.values()) {
            AnchorId after = query.after();
            boolean follows =
                    after == null || each.id().compareTo(after) > (fault == Fault.REPEATS_THE_LAST_OF_A_PAGE ? -1 : 0);
            if (follows && query.matches(each.id())) {
                items.add(each);
            }
        }
        return items.size() > query.limit()
                ? new MaterialPage(
                        items.subList(0, query.limit()),
                        items.get(query.limit() - 1).id(),
                        revision())
                : new MaterialPage(items, null, revision());
    }

    @Override
    public synchronized Optional<StoredMaterial> find(AnchorId id) {
        return Optional.ofNullable(material.get(id));
    }

    @Override
    public synchronized Optional<Bytes> material(AnchorId id) {
        return Optional.ofNullable(content.get(id));
    }

    @Override
    public Edited disable(AnchorId id, Edit edit) throws EditRefusedException {
        return change(id, MaterialState.DISABLED, JournalAction.DISABLE, edit);
    }

    @Override
    public synchronized Edited enable(AnchorId id, Edit edit) throws EditRefusedException {
        if (content.containsKey(id)) {
            requireAllowed(id, content.get(id));
        }
        return change(id, MaterialState.IN_FORCE, JournalAction.ENABLE, edit);
    }

    private synchronized Edited change(AnchorId id, MaterialState state, JournalAction action, Edit edit)
            throws EditRefusedException {
        require(edit);
        requireThere(material.containsKey(id));
        StoredMaterial there = material.get(id);
        if (there == null || there.state() == state) {
            return Edited.of(revision(), false);
        }
        material.put(id, with(there, state));
        return done(action, id.toString(), "", edit);
    }

    @Override
    public synchronized Edited delete(AnchorId id, Edit edit) throws EditRefusedException {
        require(edit);
        requireThere(material.containsKey(id));
        if (fault != Fault.KEEPS_WHAT_IS_DELETED) {
            material.remove(id);
            content.remove(id);
        }
        return done(JournalAction.DELETE, id.toString(), "", edit);
    }

    @Override
    public synchronized Edited deny(DenyTarget target, String why, Edit edit) throws EditRefusedException {
        require(edit);
        if (denied.find(target).isPresent()) {
            return Edited.of(revision(), false);
        }
        List<DenyList.Entry> entries = new ArrayList<>(denied.entries());
        entries.add(new DenyList.Entry(target, why, edit.by().when()));
        denied = DenyList.of(entries);
        return done(JournalAction.DENY, target.toString(), why, edit);
    }

    @Override
    public synchronized Edited allow(DenyTarget target, Edit edit) throws EditRefusedException {
        require(edit);
        List<DenyList.Entry> entries = new ArrayList<>(denied.entries());
        requireThere(entries.removeIf(entry -> entry.target().equals(target)));
        denied = DenyList.of(entries);
        return done(JournalAction.ALLOW, target.toString(), "", edit);
    }

    @Override
    public synchronized DenyList denied() {
        return denied;
    }

    @Override
    public synchronized Optional<Bytes> policy(PolicyKind kind) {
        return Optional.ofNullable(policies.get(kind));
    }

    /** Knows a policy by what it begins and ends with, which is enough for the policies of the contract. */
    @Override
    public synchronized Edited putPolicy(PolicyKind kind, Bytes policy, Edit edit) throws EditRefusedException {
        require(edit);
        if (fault != Fault.TAKES_ANY_POLICY && !text(policy).matches("\\{ \"\\w+\": \"\\w+\" }\n")) {
            throw new EditRefusedException(EditRefusal.NOT_A_POLICY, kind.id());
        }
        return policy.equals(policies.put(kind, policy))
                ? Edited.of(revision(), false)
                : done(JournalAction.POLICY, kind.id(), "", edit);
    }

    @Override
    public synchronized List<Expiry> expiries(Instant until) {
        List<Expiry> expiries = new ArrayList<>();
        for (StoredMaterial each : material.values()) {
            for (MaterialFacts part : each.facts()) {
                Instant end = part.notAfter();
                boolean counts = each.state() == MaterialState.IN_FORCE || fault == Fault.EXPIRES_WHAT_IS_DISABLED;
                if (counts && end != null && !end.isAfter(until)) {
                    expiries.add(new Expiry(end, each.id(), part));
                }
            }
        }
        expiries.sort(Comparator.comparing(Expiry::at));
        return expiries;
    }

    @Override
    public synchronized List<JournalEntry> journal(long after, int limit) {
        return journal.stream()
                .filter(entry -> entry.number() > after)
                .limit(limit)
                .toList();
    }

    private Edited done(JournalAction action, String subject, String detail, Edit edit) {
        if (fault != Fault.FORGETS_EDITS || action == JournalAction.PUT) {
            journal.add(new JournalEntry(journal.size() + 1L, edit.by(), action, subject, detail, false));
        }
        return Edited.of(revision(), true);
    }

    private void require(Edit edit) throws EditRefusedException {
        if (edit.expected() != null && !edit.expected().equals(revision()) && fault != Fault.IGNORES_REVISIONS) {
            throw new EditRefusedException(EditRefusal.REVISION_CONFLICT, "at " + revision());
        }
    }

    private void requireThere(boolean there) throws EditRefusedException {
        if (!there && fault != Fault.ABSENT_IS_FINE) {
            throw new EditRefusedException(EditRefusal.NOT_FOUND, "");
        }
    }

    private void requireStore(String name) throws EditRefusedException {
        if (!name.matches("[A-Za-z0-9_-]{1,100}") && fault != Fault.TAKES_ANY_NAME) {
            throw new EditRefusedException(EditRefusal.STORE_NAME_INVALID, name);
        }
    }

    private void requireAllowed(AnchorId id, Bytes bytes) throws EditRefusedException {
        Digest der = Digest.sha256(der(bytes));
        DenyTarget target =
                id.kind() == AnchorKind.COSIGN_KEY ? new DenyTarget.Key(der) : new DenyTarget.Certificate(der);
        if (denied.find(target).isPresent() && fault != Fault.TAKES_DENIED) {
            throw new EditRefusedException(EditRefusal.DENIED, target.toString());
        }
    }

    private void requireMaterial(AnchorKind kind, Bytes bytes) throws EditRefusedException {
        if (text(bytes).contains("PRIVATE KEY")) {
            throw new EditRefusedException(EditRefusal.PRIVATE_KEY, "");
        }
        switch (kind) {
            case COSIGN_KEY -> require(text(bytes).startsWith(PUBLIC_KEY), EditRefusal.NOT_A_PUBLIC_KEY);
            case OPENPGP_KEY ->
                require(text(bytes).startsWith("-----BEGIN PGP PUBLIC KEY"), EditRefusal.NOT_AN_OPENPGP_KEY);
            default -> {
                X509Certificate certificate = certificate(bytes)
                        .orElseThrow(() -> new EditRefusedException(EditRefusal.NOT_CERTIFICATES, ""));
                boolean authority = certificate.getBasicConstraints() >= 0;
                require(authority || fault == Fault.TAKES_LEAVES, EditRefusal.NOT_AN_ANCHOR);
            }
        }
    }

    private static void require(boolean holds, EditRefusal refusal) throws EditRefusedException {
        if (!holds) {
            throw new EditRefusedException(refusal, "");
        }
    }

    private static List<MaterialFacts> facts(AnchorKind kind, Bytes bytes) {
        return certificate(bytes)
                .map(certificate -> new MaterialFacts(
                        Digest.sha256(der(bytes)).toString(),
                        kind.id(),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .map(List::of)
                .orElseGet(List::of);
    }

    private static Optional<X509Certificate> certificate(Bytes bytes) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(bytes.newInputStream()));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    /** What is in a PEM block; anything else itself. */
    private static Bytes der(Bytes bytes) {
        String text = text(bytes);
        return text.startsWith("-----BEGIN PUBLIC KEY") || text.startsWith("-----BEGIN CERT")
                ? Bytes.copyOf(Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", "")))
                : bytes;
    }

    private static StoredMaterial with(StoredMaterial each, MaterialState state) {
        return new StoredMaterial(
                each.id(), each.names(), state, each.problem(), each.size(), each.added(), each.facts());
    }

    private static String text(Bytes bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.asReadOnlyBuffer()).toString();
    }
}
