/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A repository may tell why it could not be asked. */
class UnavailableReasonTest {

    private static final ReasonCode TOLD = CoreReason.INPUT_UNREADABLE;

    @Test
    void theLookCarriesTheReasonThatTheRepositoryTold() throws Exception {
        assertThat(look(Deadline.never()).reason().orElseThrow().code()).isEqualTo(TOLD);
    }

    @Test
    void timeThatIsUpExplainsMoreThanTheRepositoryDoes() throws Exception {
        long[] now = {0};
        Deadline oneTick = Deadline.after(Duration.ofNanos(1), () -> now[0]);
        ImageRepository late = failing(() -> now[0] = 5);
        assertThat(look(late, oneTick).reason().orElseThrow().code()).isEqualTo(CoreReason.TIME_UP);
    }

    private static Look look(Deadline deadline) throws InterruptedException {
        return look(failing(() -> {}), deadline);
    }

    private static Look look(ImageRepository repository, Deadline deadline) throws InterruptedException {
        ImageSubject image = ImageSubject.byDigest(
                ImageName.parse("registry.example/app"), Descriptor.of("text/plain", Bytes.utf8("image")));
        Found found = new OciSignatureSource(repository)
                .search(
                        image,
                        List.of(image.image().digest()),
                        Set.of(new Place.DigestTag(".sig")),
                        new SearchBudget(Limits.defaults(), deadline));
        return found.looks().get(0);
    }

    private static ImageRepository failing(Runnable before) {
        return new ImageRepository() {
            @Override
            public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                    throws IOException {
                before.run();
                throw new UnavailableException(Reason.of(TOLD));
            }

            @Override
            public InputStream blob(ImageName name, Descriptor blob, Deadline deadline) throws IOException {
                throw new UnavailableException(Reason.of(TOLD));
            }
        };
    }
}
