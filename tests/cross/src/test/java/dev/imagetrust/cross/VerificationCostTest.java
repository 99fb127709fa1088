/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cross;

import com.sun.management.ThreadMXBean;
import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.Cursor;
import dev.imagetrust.oci.ImageRepository;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciSignatureSink;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.Page;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one keyed P-256 signature costs once everything is warm. */
class VerificationCostTest {

    /** The check of the signature itself takes most of it: see {@code docs/adr/0006-comb-tables-for-elliptic-keys.md}. */
    private static final int BYTES = 60 << 10;

    private static final int VERDICTS = 500;

    /** What is not compiled yet allocates more; how long that takes depends on the machine. */
    private static final int ROUNDS = 40;

    @Test
    void aVerdictFromMemoryAllocatesLittle() {
        ImageTrust trust = Fixed.with(Format.COSIGN_LAYER.good()).under(Format.COSIGN_LAYER.requirement());
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > BYTES; round++) {
            long before = allocated();
            for (int i = 0; i < VERDICTS; i++) {
                assertThatTrusted(trust.verify(Format.IMAGE));
            }
            least = Math.min(least, (allocated() - before) / VERDICTS);
        }

        assertThat(least).isLessThanOrEqualTo(BYTES);
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static void assertThatTrusted(Verdict verdict) {
        if (verdict.outcome() != Outcome.TRUSTED) {
            throw new AssertionError(verdict.summary());
        }
    }

    /** One manifest by its tag, its layer, and one question for referrers; nothing is asked twice. */
    @Test
    void aVerdictAsksTheRegistryForNoMoreThanItNeeds() throws IOException, InterruptedException {
        MemoryRepository memory = MemoryRepository.withReferrersApi();
        new OciSignatureSink(memory)
                .store(Format.IMAGE, Format.COSIGN_LAYER.good().artifact());
        Recording recording = new Recording(memory, new ArrayList<>());
        ImageTrust trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(Format.COSIGN_LAYER.requirement()))
                .signatures(new OciSignatureSource(recording))
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .build();

        assertThat(recording.asked()).as("while it is set up").isEmpty();
        assertThatTrusted(trust.verify(Format.IMAGE));
        assertThat(recording.asked()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(4);
        assertThat(recording.asked())
                .filteredOn(asked -> asked.startsWith("blob"))
                .hasSize(1);
    }

    /** Writes down what is asked for. */
    private record Recording(ImageRepository repository, List<String> asked) implements ImageRepository {

        @Override
        public Answer<Manifest> manifest(ImageName name, Reference reference, Deadline deadline)
                throws IOException, InterruptedException {
            asked.add("manifest " + reference);
            return repository.manifest(name, reference, deadline);
        }

        @Override
        public Answer<Page<Descriptor>> referrers(ImageName name, Digest subject, Cursor cursor, Deadline deadline)
                throws IOException, InterruptedException {
            asked.add("referrers " + subject + " " + cursor);
            return repository.referrers(name, subject, cursor, deadline);
        }

        @Override
        public InputStream blob(ImageName name, Descriptor blob, Deadline deadline)
                throws IOException, InterruptedException {
            asked.add("blob " + blob);
            return repository.blob(name, blob, deadline);
        }
    }
}
