/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.testkit.TrustStoreEditorContract;
import dev.imagetrust.trust.AnchorKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** What the testkit asks of every store that can be changed, asked of ours. */
class EditorContractTest extends TrustStoreEditorContract {

    @TempDir
    Path folder;

    @Override
    protected Store emptyStore() throws Exception {
        Path root = Files.createTempDirectory(folder, "store");
        return new Store(
                FileTrustStoreEditor.open(root), () -> FileTrustStore.open(root).snapshot());
    }

    @Override
    protected Set<AnchorKind> kinds() {
        return Set.of(
                AnchorKind.COSIGN_KEY,
                AnchorKind.NOTATION_CA,
                AnchorKind.NOTATION_SIGNING_AUTHORITY,
                AnchorKind.NOTATION_TSA,
                AnchorKind.OPENPGP_KEY);
    }
}
