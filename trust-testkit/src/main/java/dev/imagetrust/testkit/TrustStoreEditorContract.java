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
import dev.imagetrust.trust.MaterialPage;
import dev.imagetrust.trust.MaterialQuery;
import dev.imagetrust.trust.MaterialState;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoreChanges;
import dev.imagetrust.trust.StoreRevision;
import dev.imagetrust.trust.StoredMaterial;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.trust.TrustStoreEditor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every {@link TrustStoreEditor} has to do, as tests. Extend it with an empty store and a way to read it.
 *
 * @since 0.1
 */
public abstract class TrustStoreEditorContract {

    private static final Provenance ALICE = new Provenance("alice", ForgedTime.GONE, "192.0.2.1");
    private static final Provenance BOB = new Provenance("bob", ForgedTime.GONE.plusSeconds(60), "cli");

    private final ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
    private final ForgedChain chain = ForgedChain.of(key);
    private final Bytes openPgp =
            ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.ED25519).armoredCertificate();

    /** For subclasses. */
    protected TrustStoreEditorContract() {}

    /**
     * An editor and the reading half of the same store.
     *
     * @param editor changes it
     * @param reader gives a snapshot of what it is now
     */
    public record Store(TrustStoreEditor editor, TrustStore reader) {}

    /** An empty store, another one for each call. */
    protected abstract Store emptyStore() throws Exception;

    /** The kinds of anchor that the store keeps. */
    protected Set<AnchorKind> kinds() {
        return Set.of(AnchorKind.COSIGN_KEY, AnchorKind.NOTATION_CA, AnchorKind.OPENPGP_KEY);
    }

    /** The name that is given to the store of anchors of a kind. */
    protected String storeName(AnchorKind kind) {
        return kind == AnchorKind.COSIGN_KEY ? "default" : "acme";
    }

    /** The kinds of policy that the store keeps. */
    protected Set<PolicyKind> policies() {
        return Set.of(PolicyKind.values());
    }

    /** What is put is trusted, octet for octet, under its kind and store. */
    @Test
    protected void whatIsPutIsInForce() throws Exception {
        Store store = emptyStore();
        for (AnchorKind kind : kinds()) {
            Edited edited = store.editor().put(kind, storeName(kind), material(kind), Edit.by(ALICE));
            assertThat(edited.changed()).as(kind.id()).isTrue();
            assertThat(edited.revision()).isEqualTo(store.editor().revision());
            TrustSnapshot snapshot = store.reader().snapshot();
            assertThat(snapshot.anchors(kind, storeName(kind)))
                    .extracting(TrustAnchor::material)
                    .as(kind.id())
                    .containsExactly(material(kind));
            assertThat(snapshot.skipped()).isEmpty();
            assertThat(store.editor().material(id(kind))).contains(material(kind));
        }
    }

    /** Who put it, when and from where can be told. */
    @Test
    protected void tellsWhoAddedWhat() throws Exception {
        Store store = emptyStore();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        StoredMaterial found = store.editor().find(id).orElseThrow();
        assertThat(found.id()).isEqualTo(id);
        assertThat(found.added()).isEqualTo(ALICE);
        assertThat(found.state()).isEqualTo(MaterialState.IN_FORCE);
        assertThat(found.size()).isEqualTo(material(AnchorKind.COSIGN_KEY).length());
        assertThat(found.names()).isNotEmpty();
    }

    /** To put the same again changes nothing. */
    @Test
    protected void puttingTwiceIsPuttingOnce() throws Exception {
        Store store = emptyStore();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        StoreRevision before = store.editor().revision();
        Edited again =
                store.editor().put(AnchorKind.COSIGN_KEY, id.origin(), material(AnchorKind.COSIGN_KEY), Edit.by(BOB));
        assertThat(again.changed()).isFalse();
        assertThat(again.revision()).isEqualTo(before);
        assertThat(store.editor().list(MaterialQuery.all()).items()).hasSize(1);
        assertThat(store.editor().find(id).orElseThrow().added()).isEqualTo(ALICE);
        assertThat(store.editor().journal(0, 10)).hasSize(1);
    }

    /** What could be no anchor never gets in, and leaves no trace. */
    @Test
    protected void refusesWhatCannotBeAnAnchor() throws Exception {
        Store store = emptyStore();
        Bytes junk = Bytes.utf8("junk");
        refused(store, EditRefusal.NOT_A_PUBLIC_KEY, AnchorKind.COSIGN_KEY, "default", junk);
        refused(store, EditRefusal.NOT_A_PUBLIC_KEY, AnchorKind.COSIGN_KEY, "default", Bytes.empty());
        refused(store, EditRefusal.NOT_A_PUBLIC_KEY, AnchorKind.COSIGN_KEY, "default", chain.rootPem());
        refused(store, EditRefusal.NOT_CERTIFICATES, AnchorKind.NOTATION_CA, "acme", junk);
        refused(store, EditRefusal.NOT_CERTIFICATES, AnchorKind.NOTATION_CA, "acme", key.publicKeyPem());
        Bytes secret = Bytes.utf8("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        for (AnchorKind kind : kinds()) {
            refused(store, EditRefusal.PRIVATE_KEY, kind, storeName(kind), secret);
        }
        if (kinds().contains(AnchorKind.OPENPGP_KEY)) {
            refused(store, EditRefusal.NOT_AN_OPENPGP_KEY, AnchorKind.OPENPGP_KEY, "acme", junk);
        }
        assertThat(store.editor().journal(0, 10)).isEmpty();
    }

    /** One wrong certificate must not spoil a store for everybody. */
    @Test
    protected void refusesALeafAmongTheAuthorities() throws Exception {
        Store store = emptyStore();
        refused(
                store,
                EditRefusal.NOT_AN_ANCHOR,
                AnchorKind.NOTATION_CA,
                "acme",
                chain.certificates().get(0));
    }

    /** Names lead to no other place than that of the store. */
    @Test
    protected void refusesNamesThatAreNone() throws Exception {
        Store store = emptyStore();
        String[] names = {
            "", ".", "..", "../x", "a/b", "a\\b", "%2e%2e", "a\0b", "x".repeat(300), "acme.", "\u00e4", "a b", "a\nb"
        };
        for (String name : names) {
            refused(store, EditRefusal.STORE_NAME_INVALID, AnchorKind.NOTATION_CA, name, chain.rootPem());
            AnchorId nowhere = new AnchorId(AnchorKind.NOTATION_CA, name, Digest.sha256(chain.rootPem()));
            assertThat(store.editor().find(nowhere)).isEmpty();
            assertThat(store.editor().material(nowhere)).isEmpty();
            assertRefused(EditRefusal.NOT_FOUND, () -> store.editor().delete(nowhere, Edit.by(ALICE)));
        }
    }

    /** What is disabled is kept, and is trusted no more until it is enabled. */
    @Test
    protected void disabledMaterialDoesNotCount() throws Exception {
        Store store = emptyStore();
        for (AnchorKind kind : kinds()) {
            AnchorId id = put(store, kind, ALICE);
            assertThat(store.editor().disable(id, Edit.by(BOB)).changed()).isTrue();
            assertThat(store.reader().snapshot().anchors(kind, storeName(kind))).isEmpty();
            assertThat(store.reader().snapshot().skipped()).isEmpty();
            assertThat(store.editor().find(id).orElseThrow().state()).isEqualTo(MaterialState.DISABLED);
            assertThat(store.editor().material(id)).contains(material(kind));
            assertThat(store.editor().disable(id, Edit.by(BOB)).changed()).isFalse();
            assertThat(store.editor().enable(id, Edit.by(BOB)).changed()).isTrue();
            assertThat(store.editor().enable(id, Edit.by(BOB)).changed()).isFalse();
            StoredMaterial enabled = store.editor().find(id).orElseThrow();
            assertThat(enabled.state()).isEqualTo(MaterialState.IN_FORCE);
            assertThat(enabled.added()).isEqualTo(ALICE);
            assertThat(store.reader().snapshot().anchors(kind, storeName(kind))).hasSize(1);
        }
    }

    /** Somebody who uploads a key again does not undo that it was disabled. */
    @Test
    protected void puttingDoesNotEnable() throws Exception {
        Store store = emptyStore();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        store.editor().disable(id, Edit.by(ALICE));
        Edited again =
                store.editor().put(AnchorKind.COSIGN_KEY, id.origin(), material(AnchorKind.COSIGN_KEY), Edit.by(BOB));
        assertThat(again.changed()).isFalse();
        assertThat(again.notes()).isNotEmpty();
        assertThat(store.reader().snapshot().anchors()).isEmpty();
    }

    /** What is deleted is gone, in force or not. */
    @Test
    protected void deletedMaterialIsGone() throws Exception {
        Store store = emptyStore();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        assertThat(store.editor().delete(id, Edit.by(BOB)).changed()).isTrue();
        assertThat(store.editor().find(id)).isEmpty();
        assertThat(store.reader().snapshot().anchors()).isEmpty();
        put(store, AnchorKind.COSIGN_KEY, BOB);
        assertThat(store.editor().find(id).orElseThrow().added()).isEqualTo(BOB);
        store.editor().disable(id, Edit.by(BOB));
        store.editor().delete(id, Edit.by(BOB));
        assertThat(store.editor().list(MaterialQuery.all()).items()).isEmpty();
    }

    /** What is not there cannot be changed. */
    @Test
    protected void refusesToChangeWhatIsNotThere() throws Exception {
        Store store = emptyStore();
        AnchorId absent = id(AnchorKind.COSIGN_KEY);
        assertRefused(EditRefusal.NOT_FOUND, () -> store.editor().delete(absent, Edit.by(ALICE)));
        assertRefused(EditRefusal.NOT_FOUND, () -> store.editor().disable(absent, Edit.by(ALICE)));
        assertRefused(EditRefusal.NOT_FOUND, () -> store.editor().enable(absent, Edit.by(ALICE)));
        assertRefused(EditRefusal.NOT_FOUND, () -> store.editor().allow(deniedKey(), Edit.by(ALICE)));
        assertThat(store.editor().find(absent)).isEmpty();
        assertThat(store.editor().material(absent)).isEmpty();
    }

    /** A denial is in the snapshot until it is taken back, and begins with the edit. */
    @Test
    protected void deniesAndAllows() throws Exception {
        Store store = emptyStore();
        List<DenyTarget> targets = List.of(
                deniedKey(),
                new DenyTarget.Certificate(Digest.sha256(Bytes.utf8("certificate"))),
                new DenyTarget.Image(Digest.sha256(Bytes.utf8("image"))),
                new DenyTarget.OpenPgpKey("0123456789".repeat(4)),
                new DenyTarget.OidcIdentity("https://issuer.example", "somebody \"\\ \u00e4"));
        for (DenyTarget target : targets) {
            assertThat(store.editor().deny(target, "stolen", Edit.by(ALICE)).changed())
                    .isTrue();
            assertThat(store.editor().deny(target, "again", Edit.by(BOB)).changed())
                    .isFalse();
        }
        DenyList denied = store.reader().snapshot().denied();
        assertThat(denied.entries())
                .containsExactlyInAnyOrderElementsOf(targets.stream()
                        .map(target -> new DenyList.Entry(target, "stolen", ALICE.when()))
                        .toList());
        assertThat(store.editor().denied().canonical()).isEqualTo(denied.canonical());
        for (DenyTarget target : targets) {
            assertThat(store.editor().allow(target, Edit.by(BOB)).changed()).isTrue();
        }
        assertThat(store.reader().snapshot().denied().entries()).isEmpty();
    }

    /** What is denied is not let in again by the front door. */
    @Test
    protected void refusesDeniedMaterial() throws Exception {
        Store store = emptyStore();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        store.editor().disable(id, Edit.by(ALICE));
        store.editor().deny(deniedKey(), "stolen", Edit.by(ALICE));
        assertRefused(EditRefusal.DENIED, () -> store.editor().enable(id, Edit.by(ALICE)));
        store.editor().delete(id, Edit.by(ALICE));
        Bytes material = material(AnchorKind.COSIGN_KEY);
        refused(store, EditRefusal.DENIED, AnchorKind.COSIGN_KEY, id.origin(), material);
        store.editor().deny(new DenyTarget.Certificate(Digest.sha256(chain.root())), "lost", Edit.by(ALICE));
        refused(store, EditRefusal.DENIED, AnchorKind.NOTATION_CA, "acme", chain.rootPem());
    }

    /** An edit that rests on an old view of the store does not happen. */
    @Test
    protected void refusesEditsOfAnotherRevision() throws Exception {
        Store store = emptyStore();
        StoreRevision empty = store.editor().revision();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        StoreRevision now = store.editor().revision();
        assertThat(now).isNotEqualTo(empty);
        Edit late = Edit.by(BOB).onlyAt(empty);
        assertRefused(EditRefusal.REVISION_CONFLICT, () -> store.editor().delete(id, late));
        assertRefused(EditRefusal.REVISION_CONFLICT, () -> store.editor().disable(id, late));
        assertRefused(EditRefusal.REVISION_CONFLICT, () -> store.editor().deny(deniedKey(), "x", late));
        assertThat(store.reader().snapshot().anchors()).hasSize(1);
        assertThat(store.editor().revision()).isEqualTo(now);
        assertThat(store.editor().delete(id, Edit.by(BOB).onlyAt(now)).changed())
                .isTrue();
    }

    /** Pages together have everything once, in order, also while others delete. */
    @Test
    protected void listsPageByPage() throws Exception {
        Store store = emptyStore();
        for (int i = 0; i < 5; i++) {
            Bytes another = ForgedKey.generate(ForgedKey.Kind.EC_P256).publicKeyPem();
            store.editor().put(AnchorKind.COSIGN_KEY, "default", another, Edit.by(ALICE));
        }
        put(store, AnchorKind.NOTATION_CA, ALICE);
        List<AnchorId> seen = new ArrayList<>();
        MaterialPage page = store.editor().list(MaterialQuery.all().limit(2));
        while (true) {
            page.items().forEach(item -> seen.add(item.id()));
            if (page.next() == null) {
                break;
            }
            page = store.editor().list(MaterialQuery.all().limit(2).after(page.next()));
        }
        assertThat(seen).hasSize(6).isSorted().doesNotHaveDuplicates();
        assertThat(page.revision()).isEqualTo(store.editor().revision());
        MaterialPage first = store.editor().list(MaterialQuery.all().limit(1));
        store.editor().delete(seen.get(0), Edit.by(ALICE));
        MaterialPage second = store.editor().list(MaterialQuery.all().limit(1).after(requireNonNull(first.next())));
        assertThat(second.items()).extracting(StoredMaterial::id).containsExactly(seen.get(1));
        assertThat(store.editor()
                        .list(MaterialQuery.all().of(AnchorKind.NOTATION_CA))
                        .items())
                .extracting(item -> item.id().kind())
                .containsExactly(AnchorKind.NOTATION_CA);
        assertThat(store.editor().list(MaterialQuery.all().in("another")).items())
                .isEmpty();
    }

    /** The journal tells every change, in order, and no more. */
    @Test
    protected void journalsEveryChange() throws Exception {
        Store store = emptyStore();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        store.editor().disable(id, Edit.by(BOB));
        store.editor().enable(id, Edit.by(BOB));
        store.editor().delete(id, Edit.by(BOB));
        store.editor().deny(deniedKey(), "stolen", Edit.by(ALICE));
        store.editor().allow(deniedKey(), Edit.by(ALICE));
        List<JournalEntry> journal = store.editor().journal(0, 100);
        assertThat(journal)
                .extracting(JournalEntry::action)
                .containsExactly(
                        JournalAction.PUT,
                        JournalAction.DISABLE,
                        JournalAction.ENABLE,
                        JournalAction.DELETE,
                        JournalAction.DENY,
                        JournalAction.ALLOW);
        assertThat(journal).extracting(JournalEntry::by).containsExactly(ALICE, BOB, BOB, BOB, ALICE, ALICE);
        assertThat(journal).extracting(JournalEntry::number).isSorted().doesNotHaveDuplicates();
        assertThat(journal).noneMatch(JournalEntry::undone);
        assertThat(journal.get(0).subject()).isEqualTo(id.toString());
        assertThat(journal.get(4).detail()).isEqualTo("stolen");
        assertThat(store.editor().journal(journal.get(1).number(), 2)).isEqualTo(journal.subList(2, 4));
        assertThat(store.editor().journal(journal.get(5).number(), 2)).isEmpty();
    }

    /** Policies are kept as they were written, and nothing that is none is. */
    @Test
    protected void keepsPolicies() throws Exception {
        assumeTrue(!policies().isEmpty(), "the store keeps no policies");
        Store store = emptyStore();
        for (PolicyKind kind : policies()) {
            Bytes first = Bytes.utf8("{ \"of\": \"" + kind.id() + "\" }\n");
            assertThat(store.editor().policy(kind)).isEmpty();
            assertThat(store.editor().putPolicy(kind, first, Edit.by(ALICE)).changed())
                    .isTrue();
            assertThat(store.editor().putPolicy(kind, first, Edit.by(ALICE)).changed())
                    .isFalse();
            for (String junk : List.of("", "junk", "[]", "{\"a\":1,\"a\":2}")) {
                assertRefused(
                        EditRefusal.NOT_A_POLICY,
                        () -> store.editor().putPolicy(kind, Bytes.utf8(junk), Edit.by(ALICE)));
            }
            assertThat(store.editor().policy(kind)).contains(first);
        }
    }

    /** The calendar has what ends, and nothing that is out of force. */
    @Test
    protected void tellsWhatExpires() throws Exception {
        Store store = emptyStore();
        AnchorId id = put(store, AnchorKind.NOTATION_CA, ALICE);
        Instant end = requireNonNull(
                store.editor().find(id).orElseThrow().facts().get(0).notAfter());
        assertThat(store.editor().expiries(end)).extracting(Expiry::id).containsExactly(id);
        assertThat(store.editor().expiries(end).get(0).at()).isEqualTo(end);
        assertThat(store.editor().expiries(end.minusSeconds(1))).isEmpty();
        store.editor().disable(id, Edit.by(ALICE));
        assertThat(store.editor().expiries(end)).isEmpty();
    }

    /** Whoever keeps an old snapshot can tell what is new. */
    @Test
    protected void changesAreSeenBetweenSnapshots() throws Exception {
        Store store = emptyStore();
        TrustSnapshot empty = store.reader().snapshot();
        AnchorId id = put(store, AnchorKind.COSIGN_KEY, ALICE);
        TrustSnapshot full = store.reader().snapshot();
        assertThat(StoreChanges.between(empty, full).added()).containsExactly(id);
        store.editor().disable(id, Edit.by(ALICE));
        assertThat(StoreChanges.between(full, store.reader().snapshot()).removed())
                .containsExactly(id);
    }

    private AnchorId put(Store store, AnchorKind kind, Provenance by) throws Exception {
        store.editor().put(kind, storeName(kind), material(kind), Edit.by(by));
        return id(kind);
    }

    private void refused(Store store, EditRefusal refusal, AnchorKind kind, String name, Bytes material)
            throws Exception {
        TrustSnapshot before = store.reader().snapshot();
        StoreRevision revision = store.editor().revision();
        assertRefused(refusal, () -> store.editor().put(kind, name, material, Edit.by(ALICE)));
        assertThat(store.reader().snapshot().id()).isEqualTo(before.id());
        assertThat(store.editor().revision()).isEqualTo(revision);
    }

    private static void assertRefused(EditRefusal refusal, Executable edit) {
        EditRefusedException refused = catchThrowableOfType(EditRefusedException.class, edit::execute);
        assertThat(refused).as("not refused as " + refusal.id()).isNotNull();
        assertThat(refused.refusal()).isEqualTo(refusal);
    }

    private AnchorId id(AnchorKind kind) {
        return new AnchorId(kind, storeName(kind), Digest.sha256(material(kind)));
    }

    private DenyTarget deniedKey() {
        return new DenyTarget.Key(Digest.sha256(key.spki()));
    }

    private Bytes material(AnchorKind kind) {
        return switch (kind) {
            case COSIGN_KEY -> key.publicKeyPem();
            case OPENPGP_KEY -> openPgp;
            default -> chain.rootPem();
        };
    }
}
