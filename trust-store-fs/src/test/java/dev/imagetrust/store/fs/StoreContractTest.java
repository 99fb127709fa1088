/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.testkit.TrustStoreContract;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** What the testkit asks of every store, asked of ours. */
class StoreContractTest extends TrustStoreContract {

    private static final Map<AnchorKind, String> FOLDERS = Map.of(
            AnchorKind.COSIGN_KEY, "_cosign",
            AnchorKind.NOTATION_CA, "_notation/truststore/x509/ca/acme",
            AnchorKind.NOTATION_SIGNING_AUTHORITY, "_notation/truststore/x509/signingAuthority/acme",
            AnchorKind.NOTATION_TSA, "_notation/truststore/x509/tsa/acme",
            AnchorKind.OPENPGP_KEY, "_gpg/acme");

    @TempDir
    Path folder;

    @Override
    protected Set<AnchorKind> kinds() {
        return FOLDERS.keySet();
    }

    @Override
    protected String storeName(AnchorKind kind) {
        return kind == AnchorKind.COSIGN_KEY ? "default" : "acme";
    }

    @Override
    protected TrustStore storeOf(List<TrustAnchor> anchors, DenyList denied) throws Exception {
        Path root = Files.createTempDirectory(folder, "store");
        for (TrustAnchor anchor : anchors) {
            Path target = Files.createDirectories(root.resolve(FOLDERS.get(anchor.kind())));
            Files.write(target.resolve(anchor.name()), anchor.material().toByteArray());
        }
        Files.write(
                root.resolve("_denied.json"),
                JsonWriter.object(out -> out.text("version", "1.0")
                                .array(
                                        "denied",
                                        all -> denied.entries().forEach(entry -> all.object(one -> put(one, entry)))))
                        .toByteArray());
        return FileTrustStore.open(root);
    }

    @Override
    protected Optional<TrustStore> unreadable() {
        return Optional.of(() -> FileTrustStore.open(folder.resolve("absent")).snapshot());
    }

    private static void put(ObjectContent out, DenyList.Entry entry) {
        DenyTarget target = entry.target();
        if (target instanceof DenyTarget.Key key) {
            out.text("key", key.spki().toString());
        } else if (target instanceof DenyTarget.Certificate certificate) {
            out.text("certificate", certificate.der().toString());
        } else if (target instanceof DenyTarget.Image image) {
            out.text("image", image.digest().toString());
        } else if (target instanceof DenyTarget.OpenPgpKey key) {
            out.text("openPgpKey", key.fingerprint());
        } else if (target instanceof DenyTarget.OidcIdentity identity) {
            out.text("issuer", identity.issuer()).text("subject", identity.subject());
        }
        out.text("why", entry.why()).text("since", entry.since().toString());
    }
}
