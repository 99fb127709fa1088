/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every {@link TrustStore} has to do, as tests. Extend it with a way to fill a store.
 *
 * @since 0.1
 */
public abstract class TrustStoreContract {

    private final List<TrustAnchor> all = samples();

    /** For subclasses. */
    protected TrustStoreContract() {}

    /** A store with the given content. */
    protected abstract TrustStore storeOf(List<TrustAnchor> anchors, DenyList denied) throws Exception;

    /** The kinds of anchor that the store keeps. */
    protected Set<AnchorKind> kinds() {
        return Set.of(AnchorKind.COSIGN_KEY, AnchorKind.NOTATION_CA, AnchorKind.OPENPGP_KEY);
    }

    /** The name that is given to the store of anchors of a kind. */
    protected String storeName(AnchorKind kind) {
        return "acme";
    }

    /** Whether it keeps a deny list; a store without one is never given any. */
    protected boolean keepsDenyList() {
        return true;
    }

    /** A store that cannot be read; empty where there is no such thing. */
    protected Optional<TrustStore> unreadable() throws Exception {
        return Optional.empty();
    }

    /** Each anchor is in the snapshot, octet for octet, under its kind and store. */
    @Test
    protected void hasWhatWasPutIn() throws Exception {
        TrustSnapshot snapshot = storeOf(anchors(), DenyList.empty()).snapshot();
        assertThat(snapshot.anchors())
                .extracting(TrustAnchor::id)
                .containsExactlyInAnyOrderElementsOf(
                        anchors().stream().map(TrustAnchor::id).toList());
        for (AnchorKind kind : kinds()) {
            assertThat(snapshot.anchors(kind, storeName(kind))).as(kind.id()).isNotEmpty();
            assertThat(snapshot.anchors(kind, "another")).as(kind.id()).isEmpty();
        }
        assertThat(snapshot.skipped()).isEmpty();
    }

    /** A store without content is one: nothing is trusted, and nothing fails. */
    @Test
    protected void mayBeEmpty() throws Exception {
        TrustSnapshot snapshot = storeOf(List.of(), DenyList.empty()).snapshot();
        assertThat(snapshot.anchors()).isEmpty();
        assertThat(snapshot.denied().entries()).isEmpty();
    }

    /** Verdicts are cached under the id of the snapshot. */
    @Test
    protected void hasTheSameIdForTheSameContentInAnyOrder() throws Exception {
        TrustStore store = storeOf(anchors(), denyList());
        List<TrustAnchor> reversed = new ArrayList<>(anchors());
        Collections.reverse(reversed);
        Digest id = store.snapshot().id();
        assertThat(store.snapshot().id()).isEqualTo(id);
        assertThat(storeOf(reversed, denyList()).snapshot().id()).isEqualTo(id);
    }

    /** Each anchor, and each denial, changes the id. */
    @Test
    protected void hasAnotherIdForOtherContent() throws Exception {
        Digest id = storeOf(anchors(), DenyList.empty()).snapshot().id();
        if (keepsDenyList()) {
            assertThat(storeOf(anchors(), denyList()).snapshot().id()).isNotEqualTo(id);
        }
        for (TrustAnchor left : anchors()) {
            List<TrustAnchor> fewer =
                    anchors().stream().filter(anchor -> !anchor.equals(left)).toList();
            assertThat(storeOf(fewer, DenyList.empty()).snapshot().id()).isNotEqualTo(id);
        }
    }

    /** Distrust that got lost is trust. */
    @Test
    protected void carriesTheDenyList() throws Exception {
        assumeTrue(keepsDenyList(), "the store keeps no deny list");
        DenyList denied = denyList();
        TrustSnapshot snapshot = storeOf(anchors(), denied).snapshot();
        assertThat(snapshot.denied().entries()).containsExactlyInAnyOrderElementsOf(denied.entries());
        for (DenyList.Entry entry : denied.entries()) {
            assertThat(snapshot.denied().find(entry.target())).hasValue(entry);
        }
    }

    /** A store that cannot be read is no empty store. */
    @Test
    protected void throwsIfItCannotBeRead() throws Exception {
        Optional<TrustStore> store = unreadable();
        assumeTrue(store.isPresent(), "the store can always be read");
        assertThatThrownBy(store.get()::snapshot).isInstanceOf(IOException.class);
    }

    private List<TrustAnchor> anchors() {
        return all.stream()
                .filter(anchor -> kinds().contains(anchor.kind()))
                .map(anchor ->
                        new TrustAnchor(anchor.kind(), storeName(anchor.kind()), anchor.name(), anchor.material()))
                .toList();
    }

    private static List<TrustAnchor> samples() {
        ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
        ForgedChain chain = ForgedChain.of(key);
        ForgedOpenPgpKey openPgp = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.ED25519);
        return List.of(
                new TrustAnchor(AnchorKind.COSIGN_KEY, "", "one.pub", key.publicKeyPem()),
                new TrustAnchor(
                        AnchorKind.COSIGN_KEY, "", "two.pub", key.another().publicKeyPem()),
                new TrustAnchor(AnchorKind.COSIGN_CA, "", "ca.pem", chain.rootPem()),
                new TrustAnchor(AnchorKind.NOTATION_CA, "", "root.pem", chain.rootPem()),
                new TrustAnchor(AnchorKind.NOTATION_SIGNING_AUTHORITY, "", "authority.pem", chain.rootPem()),
                new TrustAnchor(AnchorKind.NOTATION_TSA, "", "tsa.pem", chain.rootPem()),
                new TrustAnchor(AnchorKind.OPENPGP_KEY, "", "forged.asc", openPgp.armoredCertificate()));
    }

    private DenyList denyList() {
        if (!keepsDenyList()) {
            return DenyList.empty();
        }
        Digest material = all.get(0).id().material();
        return DenyList.of(List.of(
                new DenyList.Entry(new DenyTarget.Key(material), "stolen", ForgedTime.GONE),
                new DenyList.Entry(new DenyTarget.Certificate(material), "mistaken", ForgedTime.GONE),
                new DenyList.Entry(
                        new DenyTarget.OpenPgpKey("0123456789ABCDEF".repeat(3).substring(8)), "lost", ForgedTime.GONE),
                new DenyList.Entry(
                        new DenyTarget.OidcIdentity("https://issuer.example", "somebody"), "left", ForgedTime.GONE),
                new DenyList.Entry(new DenyTarget.Image(material), "vulnerable", ForgedTime.GONE)));
    }
}
