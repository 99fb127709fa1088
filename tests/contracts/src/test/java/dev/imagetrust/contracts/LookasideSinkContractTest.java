/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.DirectoryLookaside;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.SignatureSinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LookasideSinkContractTest extends SignatureSinkContract {

    @TempDir
    Path folder;

    @Override
    protected Storage storage(ForgedImage forged, ImageSubject at) throws IOException {
        DirectoryLookaside lookaside = DirectoryLookaside.open(Files.createTempDirectory(folder, "lookaside"));
        return new Storage(lookaside, new LookasideSource(lookaside));
    }
}
