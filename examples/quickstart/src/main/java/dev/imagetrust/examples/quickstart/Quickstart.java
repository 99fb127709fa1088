/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Printable;
import dev.imagetrust.oci.DirectoryLookaside;
import dev.imagetrust.oci.ImageResolver;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.oci.OciSignatureSource;
import dev.imagetrust.oci.SignatureSources;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges images that lie in {@code data/images}; what signed them stands in {@code data/README.md}. */
public final class Quickstart {

    /** The keys and certificates of the example end some day; the example should not. */
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private final ImageResolver resolver;
    private final ImageTrust trust;

    Quickstart(Path data) throws IOException {
        LayoutRegistry registry = new LayoutRegistry(data.resolve("images"));
        resolver = new ImageResolver(registry);
        trust = ImageTrust.builder()
                .policy(Rules.load(data.resolve("pinned")))
                .trustStore(FileTrustStore.open(data.resolve("truststore")))
                .signatures(SignatureSources.combined(
                        new OciSignatureSource(registry),
                        new LookasideSource(DirectoryLookaside.open(data.resolve("lookaside")))))
                .clock(InstantSource.fixed(NOW))
                .build();
    }

    /** Judges {@code repository:tag}. */
    Verdict verify(String reference) throws MalformedInputException, IOException, InterruptedException {
        int colon = reference.indexOf(':');
        ImageName name = ImageName.parse(Rules.REGISTRY + "/" + reference.substring(0, colon));
        Asked asked = new Asked.ByTag(reference.substring(colon + 1));
        ImageSubject image = resolver.resolve(name, asked, Deadline.after(A_MOMENT))
                .value()
                .orElseThrow(() -> new IOException("there is no image " + reference))
                .subject();
        return trust.verify(image);
    }

    /** What each image should be found to be. */
    static Map<String, Outcome> expected() {
        Map<String, Outcome> expected = new LinkedHashMap<>();
        expected.put("all/three:v1", Outcome.TRUSTED);
        expected.put("cosign/legacy-ecdsa-p256:v1", Outcome.TRUSTED);
        expected.put("cosign/bundle-ed25519:v1", Outcome.TRUSTED);
        expected.put("notation/jws-ecdsa-p256:v1", Outcome.TRUSTED);
        expected.put("gpg/robert:v1", Outcome.TRUSTED);
        expected.put("cosign/bundle-ecdsa-p256:v1", Outcome.UNTRUSTED);
        expected.put("cosign/moved:v2", Outcome.UNTRUSTED);
        expected.put("notation/cose-expired:v1", Outcome.UNTRUSTED);
        expected.put("gpg/revoked:v1", Outcome.UNTRUSTED);
        expected.put("cosign/unsigned:v1", Outcome.UNTRUSTED);
        expected.put("cosign/damaged:v1", Outcome.UNDETERMINED);
        return expected;
    }

    /**
     * Takes the data directory, and ends with 0 if every answer is the expected one; or {@code verify} and what
     * {@link VerifyOptions#USAGE} says.
     */
    public static void main(String[] args) throws MalformedInputException, IOException, InterruptedException {
        List<String> arguments = List.of(args);
        boolean live = !arguments.isEmpty() && arguments.get(0).equals("verify");
        System.exit(
                live
                        ? verifyLive(arguments.subList(1, arguments.size()), InstantSource.system(), System.out)
                        : judgeAll(Path.of(arguments.get(0))));
    }

    private static int judgeAll(Path data) throws MalformedInputException, IOException, InterruptedException {
        Quickstart quickstart = new Quickstart(data);
        Table table = new Table();
        int differing = 0;
        for (Map.Entry<String, Outcome> image : expected().entrySet()) {
            Verdict verdict = quickstart.verify(image.getKey());
            table.add(verdict);
            differing += verdict.outcome() == image.getValue() ? 0 : 1;
        }
        System.out.print(table);
        System.out.println(differing == 0 ? "All as expected." : differing + " not as expected.");
        return differing == 0 ? 0 : 1;
    }

    /** 0: to be admitted; 1: to be refused; 2: it cannot be told. */
    static int verifyLive(List<String> arguments, InstantSource clock, PrintStream out) throws InterruptedException {
        try (LiveRegistry registry = new LiveRegistry(VerifyOptions.parse(arguments), clock)) {
            Verdict verdict = registry.verify();
            Table table = new Table();
            table.add(verdict);
            out.print(table);
            return verdict.admits() ? 0 : verdict.outcome() == Outcome.UNTRUSTED ? 1 : 2;
        } catch (MalformedInputException e) {
            out.println("To be refused: " + e.reason());
            return 1;
        } catch (IOException e) {
            out.println("It cannot be told: " + Printable.of(String.valueOf(e.getMessage())));
            return 2;
        } catch (IllegalArgumentException e) {
            out.println(Printable.of(String.valueOf(e.getMessage())));
            out.print(VerifyOptions.USAGE);
            return 2;
        }
    }
}
