/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciSignatureSink;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.SignatureSinkContract;
import java.io.IOException;

class OciSinkWithReferrersApiTest extends SignatureSinkContract {

    @Override
    protected Storage storage(ForgedImage forged, ImageSubject at) throws IOException {
        MemoryRepository repository = Repositories.REFERRERS_API.with(forged, at);
        return new Storage(new OciSignatureSink(repository), new OciSignatureSource(repository));
    }
}
