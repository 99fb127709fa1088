/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reference library signs under a certificate that ends a few seconds later, and once it has ended both of us say the
 * same about each signature. Run by tests/notation/run.sh. With {@code -Dimagetrust.notation.record=FOLDER} what it made and
 * said is left there, for {@link ShortLivedSignaturesTest}.
 */
class ShortLivedReferenceTest {

    /** Long enough to sign some twenty times on a busy machine. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant begin = now.minusSeconds(60);
    private final Instant end = now.plus(REST);

    private final CertificateForge.Issued root = CertificateForge.authority(
                    CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=acme,CN=root")
            .valid(begin, now.plus(Duration.ofDays(1)))
            .issue();

    @TempDir
    Path folder;

    /**
     * How one signature is made and judged.
     *
     * @param stamp what the authority says about when; null: it is not asked
     * @param accuracySeconds of the stamp
     */
    private record Making(
            String name,
            @Nullable Instant stamp,
            int accuracySeconds,
            boolean stampWanted,
            @Nullable NotationReason expected) {

        ShortLivedSignature signature(EnvelopeFormat format) {
            String file = name + (format == EnvelopeFormat.JWS ? ".jws" : ".cose");
            return new ShortLivedSignature(file, format, stampWanted, expected);
        }
    }

    private List<Making> makings() {
        NotationReason range = NotationReason.TIMESTAMP_OUT_OF_RANGE;
        return List.of(
                new Making("stamped", now, 1, true, null),
                new Making("stamped-soonest", begin.plusSeconds(1), 1, true, null),
                new Making("stamped-latest", end.minusSeconds(1), 1, true, null),
                new Making("stamped-in-the-first-second", begin, 1, true, range),
                new Making("stamped-a-second-early", begin.minusSeconds(1), 2, true, range),
                new Making("stamped-in-the-last-second", end, 1, true, range),
                new Making("stamped-and-nobody-asks", now, 1, false, NotationReason.CERT_NOT_VALID_NOW),
                new Making("unstamped", null, 0, false, NotationReason.CERT_NOT_VALID_NOW),
                new Making("unstamped-and-a-stamp-is-wanted", null, 0, true, NotationReason.TIMESTAMP_MISSING));
    }

    @Test
    void bothAcceptWhatIsStampedInTimeAndNothingElseOnceTheCertificateHasEnded() throws Exception {
        ReferenceLibrary library = ReferenceLibrary.orSkip(folder);
        library.file("root.pem", ReferenceLibrary.certificate(root.der()));
        library.file(
                "time-root.pem",
                ReferenceLibrary.certificate(TimeAuthority.GOOD.root().der()));
        KeyPair key = CertificateForge.ec("secp256r1");
        library.file("leaf.key", ReferenceLibrary.privateKey(key));
        library.file("chain.pem", chain(key));
        sign(library);
        Thread.sleep(Duration.between(Instant.now(), end.plusSeconds(2)).toMillis());

        Map<String, String> answers = ask(library);
        ShortLivedSignature.Roots roots = new ShortLivedSignature.Roots(
                root.der(), TimeAuthority.GOOD.root().der());
        for (ShortLivedSignature each : signatures()) {
            each.assertJudgedAsExpected(library.written(each.file()), roots, Instant.now());
            assertThat(answers.get(each.file()).isEmpty())
                    .as(each + " by the reference library: " + answers.get(each.file()))
                    .isEqualTo(each.expected() == null);
        }
        String record = System.getProperty("imagetrust.notation.record", "");
        if (!record.isEmpty()) {
            record(Path.of(record), library, answers);
        }
    }

    private List<ShortLivedSignature> signatures() {
        List<ShortLivedSignature> signatures = new ArrayList<>();
        makings()
                .forEach(making ->
                        List.of(EnvelopeFormat.values()).forEach(format -> signatures.add(making.signature(format))));
        return signatures;
    }

    private Bytes chain(KeyPair key) {
        CertificateForge.Issued leaf = CertificateForge.leaf(key, "C=US,ST=WA,O=acme,CN=soon over")
                .valid(begin, end)
                .by(root)
                .issue();
        return Bytes.copyOf(CborForge.concat(
                ReferenceLibrary.certificate(leaf.der()).toByteArray(),
                ReferenceLibrary.certificate(root.der()).toByteArray()));
    }

    private void sign(ReferenceLibrary library) throws Exception {
        try (TimeServer authority = TimeServer.start()) {
            for (Making making : makings()) {
                for (EnvelopeFormat format : EnvelopeFormat.values()) {
                    ShortLivedSignature wanted = making.signature(format);
                    library.sign(wanted.file(), Judgement.IMAGE, out -> {
                        out.text("mediaType", format.mediaType())
                                .text("envelope", wanted.file())
                                .text("key", "leaf.key")
                                .text("chain", "chain.pem")
                                .text("timeRoot", "time-root.pem");
                        if (making.stamp() != null) {
                            URI address = authority.at(making.stamp(), making.accuracySeconds());
                            out.text("timeAuthority", address.toString());
                        }
                    });
                }
            }
            assertThat(library.answers())
                    .hasSize(18)
                    .allSatisfy((name, error) -> assertThat(error).as(name).isEmpty());
        }
    }

    private Map<String, String> ask(ReferenceLibrary library) throws Exception {
        for (ShortLivedSignature each : signatures()) {
            library.verify(each.file(), Judgement.IMAGE, asked(each));
        }
        return library.answers();
    }

    private static Consumer<JsonWriter.ObjectContent> asked(ShortLivedSignature signature) {
        return out -> {
            out.text("mediaType", signature.format().mediaType())
                    .text("envelope", signature.file())
                    .text("storeType", "ca")
                    .text("root", "root.pem");
            if (signature.stampWanted()) {
                out.text("timeRoot", "time-root.pem");
            }
        };
    }

    private void record(Path target, ReferenceLibrary library, Map<String, String> answers) throws IOException {
        Files.createDirectories(target);
        Files.write(target.resolve("root.der"), root.der().toByteArray());
        Files.write(
                target.resolve("time-root.der"), TimeAuthority.GOOD.root().der().toByteArray());
        List<String> lines = new ArrayList<>();
        lines.add("# Certificates from " + begin + " to " + end + ", judged at " + Instant.now());
        lines.add("# envelope\tis a timestamp wanted\tour reason\twhat notation-go said");
        for (ShortLivedSignature each : signatures()) {
            Files.write(
                    target.resolve(each.file()), library.written(each.file()).toByteArray());
            NotationReason reason = each.expected();
            lines.add(String.join(
                    "\t",
                    each.file(),
                    each.stampWanted() ? "yes" : "no",
                    reason == null ? "accepted" : reason.name(),
                    answers.get(each.file()).replaceAll("\\s+", " ")));
        }
        Files.write(target.resolve("answers.tsv"), lines, StandardCharsets.UTF_8);
    }
}
