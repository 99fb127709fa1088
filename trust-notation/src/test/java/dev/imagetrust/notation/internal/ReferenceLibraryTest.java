/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.notation.BlobSignature;
import dev.imagetrust.notation.BlobVerdict;
import dev.imagetrust.notation.NotationBlobPolicy;
import dev.imagetrust.notation.NotationBlobs;
import dev.imagetrust.notation.NotationBlobs.Expected;
import dev.imagetrust.notation.NotationEnvelope;
import dev.imagetrust.notation.NotationSigner;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.NotationRequirement.Level;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustAnchor;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.SignatureReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * What we sign is accepted by the reference library, and what it signs is accepted by us: both envelopes, six kinds of
 * keys, with and without timestamp, expiry and metadata; and files, whose envelopes are the same. Run by
 * tests/notation/run.sh, which builds the Go program.
 */
class ReferenceLibraryTest {

    /** The reference library knows no other clock than the machine's. */
    private static final Instant NOW = Instant.now();

    private static final CertificateForge.Issued ROOT = CertificateForge.authority(
                    CertificateForge.ec("secp256r1"), "C=US,ST=WA,O=acme,CN=root")
            .valid(NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofDays(1)))
            .issue();

    private static final ImageSubject IMAGE =
            ImageSubject.byDigest(ImageName.parse("registry.example/app"), Judgement.IMAGE);

    private static final Bytes BLOB = Bytes.utf8("a release, in one file");
    private static final String BLOB_TYPE = "application/octet-stream";

    private static final NotationBlobs BLOBS = NotationBlobs.of(
            NotationBlobPolicy.parse(Bytes.utf8("{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\","
                    + "\"globalPolicy\":true,\"signatureVerification\":{\"level\":\"strict\"},"
                    + "\"trustStores\":[\"ca:acme\"],\"trustedIdentities\":[\"*\"]}]}")),
            Judgement.trust(AnchorKind.NOTATION_CA, ROOT.der()),
            () -> NOW);

    private final Map<String, CertificateForge.Issued> leaves = new LinkedHashMap<>();

    @TempDir
    Path folder;

    private ReferenceLibrary library;
    private TimeServer timeServer;

    /** What to sign, and how. */
    private record Wish(String key, NotationEnvelope envelope, boolean stamped, boolean ends, boolean described) {

        String mediaType() {
            return envelope == NotationEnvelope.JWS ? "application/jose+json" : "application/cose";
        }

        String name() {
            return key + " " + envelope + (stamped ? " timestamp" : "") + (ends ? " expiry" : "")
                    + (described ? " metadata" : "");
        }

        String file() {
            return name().replace(' ', '-');
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        library = ReferenceLibrary.orSkip(folder);
        library.file("root.pem", ReferenceLibrary.certificate(ROOT.der()));
        library.file(
                "time-root.pem",
                ReferenceLibrary.certificate(TimeAuthority.GOOD.root().der()));
        keys().forEach((name, pair) -> leaves.put(name, leaf(name, pair)));
        timeServer = TimeServer.start();
    }

    @AfterEach
    void stop() {
        if (timeServer != null) {
            timeServer.close();
        }
    }

    private static Map<String, KeyPair> keys() {
        Map<String, KeyPair> keys = new LinkedHashMap<>();
        keys.put("RSA-2048", RsaKeys.of(2048));
        keys.put("RSA-3072", RsaKeys.of(3072));
        keys.put("RSA-4096", RsaKeys.of(4096));
        keys.put("P-256", CertificateForge.ec("secp256r1"));
        keys.put("P-384", CertificateForge.ec("secp384r1"));
        keys.put("P-521", CertificateForge.ec("secp521r1"));
        return keys;
    }

    private static CertificateForge.Issued leaf(String name, KeyPair pair) {
        return CertificateForge.leaf(pair, "C=US,ST=WA,O=acme,CN=" + name)
                .valid(NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofDays(1)))
                .by(ROOT)
                .issue();
    }

    private Stream<Wish> wishes() {
        return leaves.keySet().stream()
                .flatMap(key -> Stream.of(NotationEnvelope.values())
                        .flatMap(envelope -> Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
                                .map(bits ->
                                        new Wish(key, envelope, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0))));
    }

    /** Files: each key in each envelope, with what an image may have as well. */
    private List<Wish> blobWishes() {
        return leaves.keySet().stream()
                .flatMap(key -> Stream.of(NotationEnvelope.values())
                        .map(envelope -> new Wish(key, envelope, false, true, true)))
                .toList();
    }

    @TestFactory
    List<DynamicTest> acceptsWhatWeSign() throws Exception {
        for (Wish wish : wishes().toList()) {
            Bytes envelope = signed(wish);
            library.verify(wish.name(), Judgement.IMAGE, asked(wish, library.file(wish.file(), envelope)));
        }
        for (NotationEnvelope envelope : NotationEnvelope.values()) {
            Wish wish = new Wish("P-384", envelope, false, true, true);
            String file = library.file(
                    "authority-" + envelope,
                    signer(wish)
                            .signingAuthority()
                            .build()
                            .sign(IMAGE, context())
                            .content());
            library.verify("signing authority " + envelope, Judgement.IMAGE, asked(wish, file, "signingAuthority"));
        }
        for (Wish wish : blobWishes()) {
            BlobSignature signature = signer(wish).build().signBlob(BLOB.newInputStream(), BLOB_TYPE, context());
            String file = library.file("blob-" + wish.file(), signature.envelope());
            library.verify("blob " + wish.name(), blob(wish.key()), asked(wish, file));
        }
        Map<String, String> answers = library.answers();
        assertThat(answers).hasSize(110);
        return answers.entrySet().stream()
                .map(answer -> dynamicTest(
                        answer.getKey(), () -> assertThat(answer.getValue()).isEmpty()))
                .toList();
    }

    /** Else its acceptance would mean nothing. */
    @TestFactory
    List<DynamicTest> refusesWhatWeBend() throws Exception {
        Wish plain = new Wish("P-256", NotationEnvelope.COSE, false, false, false);
        Wish stamped = new Wish("P-256", NotationEnvelope.COSE, true, false, false);
        Bytes good = signed(plain);
        library.verify("control", Judgement.IMAGE, asked(plain, library.file("control", good)));
        library.verify("a bit of the signature", Judgement.IMAGE, asked(plain, library.file("bent", lastBit(good))));
        library.verify(
                "another image",
                Descriptor.of(Judgement.IMAGE.mediaType(), Bytes.utf8("another")),
                asked(plain, library.file("other", good)));
        library.verify("no timestamp", Judgement.IMAGE, asked(stamped, library.file("unstamped", good)));
        Wish described = new Wish("P-256", NotationEnvelope.COSE, false, false, true);
        library.verify("no metadata", Judgement.IMAGE, asked(described, library.file("undescribed", good)));
        Map<String, String> answers = library.answers();
        assertThat(answers).hasSize(5);
        return answers.entrySet().stream()
                .map(answer -> dynamicTest(
                        answer.getKey(),
                        () -> assertThat(answer.getValue().isEmpty())
                                .isEqualTo(answer.getKey().equals("control"))))
                .toList();
    }

    @TestFactory
    List<DynamicTest> signsWhatWeAccept() throws Exception {
        leaves.forEach((name, leaf) -> {
            library.file(name + ".key", ReferenceLibrary.privateKey(leaf.key()));
            library.file(
                    name + ".pem",
                    Bytes.copyOf(CborForge.concat(
                            ReferenceLibrary.certificate(leaf.der()).toByteArray(),
                            ReferenceLibrary.certificate(ROOT.der()).toByteArray())));
        });
        for (Wish wish : blobWishes()) {
            library.sign("blob " + wish.name(), blob(wish.key()), out -> {
                asked(wish, "blob-" + wish.file()).accept(out);
                out.text("key", wish.key() + ".key")
                        .text("chain", wish.key() + ".pem")
                        .integer("expirySeconds", 3600);
            });
        }
        wishes().forEach(wish -> library.sign(wish.name(), Judgement.IMAGE, out -> {
            asked(wish, wish.file()).accept(out);
            out.text("key", wish.key() + ".key").text("chain", wish.key() + ".pem");
            if (wish.ends()) {
                out.integer("expirySeconds", 3600);
            }
            if (wish.stamped()) {
                out.text("timeAuthority", timeServer.now().toString());
            }
        }));
        Map<String, String> answers = library.answers();
        List<DynamicTest> tests = new ArrayList<>();
        for (Wish wish : blobWishes()) {
            BlobSignature signature = new BlobSignature(wish.envelope(), library.written("blob-" + wish.file()));
            tests.add(dynamicTest("blob " + wish.name(), () -> {
                assertThat(answers.get("blob " + wish.name()))
                        .as("the reference library")
                        .isEmpty();
                BlobVerdict verdict = BLOBS.verify(
                        signature, BLOB.newInputStream(), new Expected(null, BLOB_TYPE, Map.of("build", "42")));
                assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.TRUSTED);
            }));
        }
        for (Wish wish : wishes().toList()) {
            Bytes envelope = library.written(wish.file());
            tests.add(dynamicTest(wish.name(), () -> {
                assertThat(answers.get(wish.name())).as("the reference library").isEmpty();
                SignatureReport report = judge(wish, envelope);
                assertThat(report.status()).as(report.checks().toString()).isEqualTo(SignatureReport.Status.ACCEPTED);
                assertThat(report.facts().containsKey("expiry")).isEqualTo(wish.ends());
                assertThat(report.facts().containsKey("timestamp")).isEqualTo(wish.stamped());
            }));
        }
        return tests;
    }

    /** By the hash function of the key, as the specification wants it. */
    private static Descriptor blob(String key) {
        DigestAlgorithm hash = switch (key) {
            case "RSA-2048", "P-256" -> DigestAlgorithm.SHA256;
            case "RSA-3072", "P-384" -> DigestAlgorithm.SHA384;
            default -> DigestAlgorithm.SHA512;
        };
        return Descriptor.of(BLOB_TYPE, Digest.of(hash, BLOB), BLOB.length());
    }

    private Bytes signed(Wish wish) throws IOException, InterruptedException, MalformedInputException {
        return signer(wish).build().sign(IMAGE, context()).content();
    }

    private static SigningContext context() {
        return SigningContext.online(NOW, Deadline.never(), request -> TimeAuthority.GOOD.answer(request.body(), NOW));
    }

    private NotationSigner.Builder signer(Wish wish) throws MalformedInputException {
        CertificateForge.Issued leaf = leaves.get(wish.key());
        NotationSigner.Builder signer = NotationSigner.builder(
                        SigningKey.fromPkcs8(
                                Bytes.copyOf(leaf.key().getPrivate().getEncoded())),
                        Bytes.copyOf(CborForge.concat(
                                leaf.der().toByteArray(), ROOT.der().toByteArray())))
                .envelope(wish.envelope());
        if (wish.ends()) {
            signer.expiresAfter(Duration.ofHours(1));
        }
        if (wish.described()) {
            signer.userMetadata("build", "42");
        }
        if (wish.stamped()) {
            signer.timestamp(
                    URI.create("http://tsa.example/"), TimeAuthority.GOOD.root().der(), new SecureRandom());
        }
        return signer;
    }

    private static Consumer<JsonWriter.ObjectContent> asked(Wish wish, String file) {
        return asked(wish, file, "ca");
    }

    private static Consumer<JsonWriter.ObjectContent> asked(Wish wish, String file, String storeType) {
        return out -> {
            out.text("mediaType", wish.mediaType())
                    .text("envelope", file)
                    .text("storeType", storeType)
                    .text("root", "root.pem");
            if (wish.stamped()) {
                out.text("timeRoot", "time-root.pem");
            }
            if (wish.described()) {
                out.object("metadata", pairs -> pairs.text("build", "42"));
            }
        };
    }

    private static SignatureReport judge(Wish wish, Bytes envelope) {
        NotationRequirement.Builder requirement = Judgement.anybody(Level.STRICT);
        List<TrustAnchor> anchors = new ArrayList<>();
        anchors.add(new TrustAnchor(AnchorKind.NOTATION_CA, "acme", "root.crt", ROOT.der()));
        if (wish.stamped()) {
            requirement.anchor(new AnchorSelector.InStore(AnchorKind.NOTATION_TSA, "tsa"));
            anchors.add(new TrustAnchor(
                    AnchorKind.NOTATION_TSA,
                    "tsa",
                    "tsa.crt",
                    TimeAuthority.GOOD.root().der()));
        }
        if (wish.described()) {
            requirement.userMetadata("build", "42");
        }
        return Judgement.under(requirement)
                .trusting(TrustSnapshot.of(anchors))
                .at(NOW)
                .judge(wish.mediaType(), envelope);
    }

    private static Bytes lastBit(Bytes octets) {
        byte[] bent = octets.toByteArray();
        bent[bent.length - 1] ^= 1;
        return Bytes.copyOf(bent);
    }
}
