/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.FileTrustStoreEditor;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.TrustAnchor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

import static dev.imagetrust.endpoints.Exchange.request;

/** An endpoint over a real directory, and what callers send to it. */
final class ZotFixture {

    static final String COSIGN = "/v2/_zot/ext/cosign";
    static final String NOTATION = "/v2/_zot/ext/notation";
    static final InstantSource CLOCK = InstantSource.fixed(ForgedTime.NOW);

    static final Caller ADMIN = Caller.named("ann", TrustRight.TRUST_ADMIN);

    static final ForgedKey KEY = ForgedKey.generate(ForgedKey.Kind.EC_P256);
    static final ForgedChain CHAIN = ForgedChain.generate(ForgedKey.Kind.EC_P256);
    static final ForgedChain OTHER = ForgedChain.generate(ForgedKey.Kind.EC_P256);
    static final Bytes ROOT = CHAIN.rootPem();
    static final Bytes ROOT_DER = CHAIN.root();
    static final Bytes LEAF = pem("CERTIFICATE", CHAIN.certificates().get(0));

    final Path root;
    final FileTrustStoreEditor editor;

    private final ZotCompat compat;

    private ZotFixture(Path root, ZotCompat compat) throws IOException, EditRefusedException {
        this.root = root;
        this.compat = compat;
        this.editor = FileTrustStoreEditor.open(root, compat);
        editor.initialise(Edit.by(new Provenance("a test", ForgedTime.NOW, "")));
    }

    static ZotFixture in(Path root, ZotCompat compat) throws IOException, EditRefusedException {
        return new ZotFixture(root, compat);
    }

    ZotTrustEndpoint endpoint(UnaryOperator<ZotTrustEndpoint.Builder> settings) {
        return settings.apply(ZotTrustEndpoint.builder(editor).clock(CLOCK).compat(compat))
                .build();
    }

    ZotTrustEndpoint both() {
        return endpoint(b -> b.cosign().notation());
    }

    TrustResponse post(String target, InputStream body) {
        return answer(both(), "POST", target, ADMIN, body);
    }

    static TrustResponse answer(TrustEndpoint endpoint, String method, String target, Caller caller, InputStream body) {
        return endpoint.answer(request(method, target).caller(caller).body(body).build())
                .orElseThrow();
    }

    /** What the store holds, as a verifier would see it. */
    List<AnchorId> anchors() throws IOException {
        return FileTrustStore.open(root).snapshot().anchors().stream()
                .map(TrustAnchor::id)
                .sorted()
                .toList();
    }

    static Bytes pem(String label, Bytes der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toByteArray());
        return Bytes.utf8("-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    static Bytes concat(Bytes... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            all.writeBytes(part.toByteArray());
        }
        return Bytes.copyOf(all.toByteArray());
    }

    static Digest digest(Bytes material) {
        return Digest.sha256(material);
    }
}
