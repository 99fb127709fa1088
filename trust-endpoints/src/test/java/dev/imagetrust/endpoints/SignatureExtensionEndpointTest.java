/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.gpg.ConfiguredLookaside;
import dev.imagetrust.gpg.LookasideStores;
import dev.imagetrust.gpg.RegistriesConfiguration;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedSource;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.testkit.SimpleSigningBend;
import dev.imagetrust.testkit.SimpleSigningForge;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.endpoints.Exchange.body;
import static dev.imagetrust.endpoints.Exchange.request;
import static dev.imagetrust.endpoints.Exchange.text;
import static org.assertj.core.api.Assertions.assertThat;

/** OpenShift's signature API: specs/atomic-gpg.md, sections 5 and 6. */
class SignatureExtensionEndpointTest {

    private static final ForgedImage FORGED = ImageForge.image("app");
    private static final ImageSubject IMAGE = FORGED.at("registry.example/team/app", "v1");
    private static final Digest DIGEST = FORGED.digest();
    private static final Digest OTHER = Digest.sha256(Bytes.utf8("another image"));
    private static final String PATH = "/extensions/v2/team/app/signatures/" + DIGEST;
    private static final ForgedOpenPgpKey KEY = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.values()[0]);
    private static final ForgedOpenPgpKey STRANGER = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.values()[0]);
    private static final Bytes BLOB = SimpleSigningForge.of(IMAGE, KEY).blob(SimpleSigningBend.NONE);
    private static final Bytes STRANGERS =
            SimpleSigningForge.of(IMAGE, STRANGER).blob(SimpleSigningBend.NONE);
    private static final InstantSource CLOCK = InstantSource.fixed(ForgedTime.NOW);
    private static final Caller SIGNER = Caller.named("sue", TrustRight.IMAGE_READER, TrustRight.IMAGE_SIGNER);
    private static final Caller AUDITOR = Caller.named("ann", TrustRight.IMAGE_READER, TrustRight.IMAGE_AUDITOR);

    @TempDir
    Path root;

    private FileSignatureStore objects;

    @BeforeEach
    void opensAnEmptyStore() throws IOException {
        objects = FileSignatureStore.open(root, 3);
    }

    // GET

    @Test
    void listsNothingAsAnEmptyArray() {
        TrustResponse answer = get(SIGNER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"signatures\":[]}");
        assertThat(answer.headers())
                .isEqualTo(Map.of(
                        "Content-Type", "application/json; charset=utf-8", "X-Registry-Supports-Signatures", "1"));
    }

    @Test
    void listsWhatWasPut() {
        assertThat(put(BLOB).status()).isEqualTo(201);
        assertThat(text(get(SIGNER)))
                .isEqualTo("{\"signatures\":["
                        + new String(SignatureObjects.write(SignatureObjects.of(DIGEST, BLOB))
                                .toByteArray())
                        + "]}");
    }

    @Test
    void saysNothingButNotFoundOfAnImageThatItDoesNotHave() {
        TrustResponse answer =
                endpoint(SIGNER, "GET", "/extensions/v2/team/app/signatures/" + OTHER, InputStream.nullInputStream());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions/v2//signatures/sha256:00",
                "/extensions/v2/signatures/sha256:00",
                "/extensions/v2/team/app/signatures/",
                "/extensions/v2/team/app/signatures/sha256:..%2f..",
                "/extensions/v2/team/app/signatures/sha256:",
                "/extensions/v2/team/app/signatures/v1",
                "/extensions/v2/Team/app/signatures/sha256:00",
                "/extensions/v2/../app/signatures/sha256:00",
                "/extensions/v2/team/../signatures/sha256:00",
                "/extensions/v2/team%2fapp/signatures/sha256:00"
            })
    void refusesWhatIsNoNameOrNoDigest(String path) {
        TrustResponse answer = endpoint(SIGNER, "GET", path, InputStream.nullInputStream());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).startsWith("{\"errors\":[{\"code\":\"NAME_INVALID\",");
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
    }

    /** CVE-2024-3727: digests that are none must not reach a path. */
    @ParameterizedTest
    @ValueSource(ints = {63, 65, 128})
    void refusesADigestOfAnotherLength(int digits) {
        String path = "/extensions/v2/team/app/signatures/sha256:" + "a".repeat(digits);
        assertThat(endpoint(SIGNER, "GET", path, InputStream.nullInputStream()).status())
                .isEqualTo(400);
    }

    @Test
    void readsADigestWithAnEscapedColon() {
        assertThat(endpoint(SIGNER, "GET", PATH.replace("sha256:", "sha256%3A"), InputStream.nullInputStream())
                        .status())
                .isEqualTo(200);
    }

    // Rights

    @Test
    void asksForCredentialsBeforeAnythingElse() {
        TrustResponse answer = endpoint(Caller.unauthenticated(), "PUT", PATH, body("junk"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"registry\"");
        assertThat(text(answer)).startsWith("{\"errors\":[{\"code\":\"UNAUTHORIZED\",");
    }

    @Test
    void readersMayNotSign() {
        Caller reader = Caller.named("rob", TrustRight.IMAGE_READER);
        assertThat(endpoint(reader, "GET", PATH, InputStream.nullInputStream()).status())
                .isEqualTo(200);
        assertThat(endpoint(reader, "PUT", PATH, body(SignatureObjects.write(SignatureObjects.of(DIGEST, BLOB))))
                        .status())
                .isEqualTo(401);
        assertThat(text(get(SIGNER))).isEqualTo("{\"signatures\":[]}");
    }

    @Test
    void rightsInOneRepositoryAreNoneInAnother() {
        Caller elsewhere = Caller.named("eve", (right, repository) -> repository.equals("team/other"));
        assertThat(endpoint(elsewhere, "GET", PATH, InputStream.nullInputStream())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nobodyHasARightThatWasNotGiven() {
        for (String method : List.of("GET", "PUT")) {
            assertThat(endpoint(Caller.named("joe"), method, PATH, body("")).status())
                    .isEqualTo(401);
            assertThat(endpoint(Caller.anonymous(), method, PATH, body("")).status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PATCH", "HEAD", "get", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) {
        TrustResponse answer = endpoint(SIGNER, method, PATH, body(""));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET, PUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v2/", "/extensions/v2/team/app/signatures", "/extensions/v2/", "/extensions/v2/a/tags/list"})
    void otherPathsAreSomebodyElses(String path) {
        assertThat(plain().answer(request("GET", path).caller(SIGNER).build())).isEmpty();
    }

    // PUT

    @Test
    void answersAStoredSignatureWithNothing() {
        TrustResponse answer = put(BLOB);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().isEmpty()).isTrue();
        assertThat(answer.headers()).isEqualTo(Map.of("X-Registry-Supports-Signatures", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing | ``",
                "junk | junk",
                "an array | []",
                "another version | {\"schemaVersion\":1,\"name\":\"DIGEST@a\",\"type\":\"atomic\",\"content\":\"eA==\"}",
                "no type, which no client would read | {\"schemaVersion\":2,\"name\":\"DIGEST@a\",\"content\":\"eA==\"}",
                "another type | {\"schemaVersion\":2,\"name\":\"DIGEST@a\",\"type\":\"x\",\"content\":\"eA==\"}",
                "no name | {\"schemaVersion\":2,\"type\":\"atomic\",\"content\":\"eA==\"}",
                "a name without an image | {\"schemaVersion\":2,\"name\":\"a\",\"type\":\"atomic\",\"content\":\"eA==\"}",
                "nothing behind the image | {\"schemaVersion\":2,\"name\":\"DIGEST@\",\"type\":\"atomic\",\"content\":\"eA==\"}",
                "a path as name | {\"schemaVersion\":2,\"name\":\"DIGEST@../a\",\"type\":\"atomic\",\"content\":\"eA==\"}",
                "two at signs | {\"schemaVersion\":2,\"name\":\"DIGEST@a@b\",\"type\":\"atomic\",\"content\":\"eA==\"}",
                "another image | {\"schemaVersion\":2,\"name\":\"OTHER@a\",\"type\":\"atomic\",\"content\":\"eA==\"}",
                "no base64 | {\"schemaVersion\":2,\"name\":\"DIGEST@a\",\"type\":\"atomic\",\"content\":\"?\"}",
                "a name twice | {\"schemaVersion\":2,\"name\":\"DIGEST@a\",\"name\":\"DIGEST@b\",\"type\":\"atomic\",\"content\":\"eA==\"}",
                "something after it | {\"schemaVersion\":2,\"name\":\"DIGEST@a\",\"type\":\"atomic\",\"content\":\"eA==\"}{}"
            })
    void refusesWhatIsNoSignatureObjectOfTheImage(String name, String document) {
        String sent = document.replace("DIGEST", DIGEST.toString()).replace("OTHER", OTHER.toString());
        TrustResponse answer = endpoint(SIGNER, "PUT", PATH, body(sent));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).startsWith("{\"errors\":[{\"code\":\"SIGNATURE_INVALID\",");
        assertThat(text(get(SIGNER))).isEqualTo("{\"signatures\":[]}");
    }

    @Test
    void theSameNameOrTheSameContentIsThereAlready() {
        assertThat(put(BLOB).status()).isEqualTo(201);
        TrustResponse same = put(BLOB);
        assertThat(same.status()).isEqualTo(409);
        assertThat(text(same)).startsWith("{\"errors\":[{\"code\":\"SIGNATURE_EXISTS\",");
        assertThat(put(new ExtensionObject(DIGEST + "@other", "atomic", BLOB)).status())
                .isEqualTo(409);
        String name = SignatureObjects.of(DIGEST, BLOB).name();
        assertThat(put(new ExtensionObject(name, "atomic", Bytes.utf8("x"))).status())
                .isEqualTo(409);
    }

    @Test
    void anImageHasOnlySoManySignatures() {
        for (String content : List.of("a", "b", "c")) {
            assertThat(put(Bytes.utf8(content)).status()).isEqualTo(201);
        }
        assertThat(put(Bytes.utf8("d")).status()).isEqualTo(507);
        assertThat(put(Bytes.utf8("c")).status()).isEqualTo(409);
        assertThat(objects()).hasSize(3);
    }

    @Test
    void aListStaysWithinWhatClientsRead() {
        Bytes large = Bytes.copyOf(new byte[1_500_000]);
        assertThat(put(large).status()).isEqualTo(201);
        assertThat(put(Bytes.copyOf(new byte[1_499_999])).status()).isEqualTo(201);
        assertThat(put(Bytes.copyOf(new byte[1_499_998])).status()).isEqualTo(507);
        assertThat(get(SIGNER).body().length()).isLessThan(4 * 1024 * 1024);
    }

    @Test
    void aBodyMayHaveTheLimitAndNotOneMore() {
        Bytes document = SignatureObjects.write(SignatureObjects.of(DIGEST, BLOB));
        SignatureExtensionEndpoint exact = SignatureExtensionEndpoint.builder(objects, this::catalog)
                .clock(CLOCK)
                .limits(UploadLimits.forSignatures().withBodyBytes(document.length()))
                .build();
        Bytes longer = Bytes.utf8(new String(document.toByteArray()) + " ");
        assertThat(answer(exact, SIGNER, "PUT", PATH, body(longer)).status()).isEqualTo(413);
        assertThat(objects()).isEmpty();
        assertThat(answer(exact, SIGNER, "PUT", PATH, body(document)).status()).isEqualTo(201);
    }

    @Test
    void bodiesThatDoNotEndHaveAnEnd() {
        SignatureExtensionEndpoint quick = SignatureExtensionEndpoint.builder(objects, this::catalog)
                .clock(CLOCK)
                .limits(UploadLimits.forSignatures().withBodyTime(Duration.ofMillis(5)))
                .build();
        assertThat(endpoint(SIGNER, "PUT", PATH, Exchange.endless()).status()).isEqualTo(413);
        assertThat(answer(quick, SIGNER, "PUT", PATH, Exchange.trickling()).status())
                .isEqualTo(408);
        assertThat(endpoint(SIGNER, "PUT", PATH, Exchange.breaking()).status()).isEqualTo(400);
        assertThat(objects()).isEmpty();
    }

    @Test
    void aCallerMaySendSoMuchInATime() {
        SignatureExtensionEndpoint two = SignatureExtensionEndpoint.builder(objects, this::catalog)
                .clock(CLOCK)
                .limits(UploadLimits.forSignatures().withRate(2, Duration.ofSeconds(30)))
                .build();
        for (int i = 0; i < 2; i++) {
            assertThat(answer(two, SIGNER, "PUT", PATH, body("junk")).status()).isEqualTo(400);
        }
        TrustResponse third = answer(two, SIGNER, "PUT", PATH, body("junk"));
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.headers()).containsEntry("Retry-After", "30");
        Caller another = Caller.named("ann", TrustRight.IMAGE_SIGNER);
        assertThat(answer(two, another, "PUT", PATH, body("junk")).status()).isEqualTo(400);
    }

    @Test
    void aDamagedStoreIsTroubleAndNotAShorterList() throws IOException {
        put(BLOB);
        put(Bytes.utf8("x"));
        try (Stream<Path> files = Files.walk(root)) {
            Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(), "{");
        }
        TrustResponse answer = get(SIGNER);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).startsWith("{\"errors\":[{\"code\":\"UNKNOWN\",");
    }

    // Life of a signature

    @Test
    void everythingBeginsUnverifiedAndIsVerifiedByAnAuditor() throws Exception {
        put(BLOB);
        put(STRANGERS);
        assertThat(text(audited(AUDITOR, "GET", PATH + "/status")))
                .contains("\"signed\":\"SIGNED\"", "\"state\":\"UNVERIFIED\"", "\"addedBy\":\"sue\"")
                .doesNotContain("VERIFIED\",\"by\"");
        TrustResponse verified =
                audited(AUDITOR, "POST", PATH + "/verification?expected-identity=registry.example/team/app:v1");
        assertThat(verified.status()).isEqualTo(200);
        assertThat(text(verified))
                .contains("\"state\":\"VERIFIED\",\"by\":\"ann\",\"at\":\"" + ForgedTime.NOW + '"')
                .contains(KEY.fingerprint())
                .contains("\"state\":\"REJECTED\",\"by\":\"ann\"")
                .contains("\"code\":\"gpg.");
        // The content of a rejected one is as it was.
        assertThat(objects()).extracting(s -> s.object().content()).containsExactlyInAnyOrder(BLOB, STRANGERS);
    }

    @Test
    void anImageWithoutSignaturesIsUnsigned() throws Exception {
        assertThat(text(audited(AUDITOR, "GET", PATH + "/status")))
                .isEqualTo("{\"image\":\"" + DIGEST + "\",\"signed\":\"UNSIGNED\",\"signatures\":[]}");
    }

    @Test
    void aGoodSignatureUnderAnotherNameIsRejectedAndCanBeVerifiedLater() throws Exception {
        put(BLOB);
        assertThat(text(audited(
                        AUDITOR, "POST", PATH + "/verification?expected-identity=registry.example/team/other:v1")))
                .contains("\"state\":\"REJECTED\"");
        assertThat(text(audited(
                        AUDITOR, "POST", PATH + "/verification?expected-identity=registry.example/team/app:v1")))
                .contains("\"state\":\"VERIFIED\"");
    }

    /** A name alone would silently become latest; tag and digest together made the original crash. */
    @Test
    void theExpectedIdentityHasATagOrTheDigestOfTheImage() throws Exception {
        for (String bad : List.of(
                "",
                "?expected-identity=",
                "?expected-identity=registry.example/team/app",
                "?expected-identity=registry.example/team/app:v1@" + DIGEST,
                "?expected-identity=registry.example/team/app@" + OTHER,
                "?expected-identity=%20")) {
            assertThat(audited(AUDITOR, "POST", PATH + "/verification" + bad).status())
                    .as(bad)
                    .isEqualTo(400);
        }
        put(BLOB);
        assertThat(text(audited(
                        AUDITOR, "POST", PATH + "/verification?expected-identity=registry.example/team/app@" + DIGEST)))
                .contains("\"state\":\"VERIFIED\"");
    }

    @Test
    void onlyAuditorsVerify() throws Exception {
        assertThat(audited(SIGNER, "POST", PATH + "/verification?expected-identity=registry.example/team/app:v1")
                        .status())
                .isEqualTo(401);
        assertThat(audited(AUDITOR, "GET", PATH + "/verification").status()).isEqualTo(405);
    }

    @Test
    void withoutAnAuditThereAreNoSuchRoutes() {
        assertThat(plain().answer(
                                request("GET", PATH + "/status").caller(AUDITOR).build()))
                .isEmpty();
    }

    // Import

    @Test
    void signaturesFromElsewhereAreCopiedOnceAndUnverified() throws Exception {
        AtomicInteger searches = new AtomicInteger();
        SignatureSource elsewhere = counting(searches, lookaside(BLOB, BLOB, STRANGERS));
        SignatureExtensionEndpoint importing = importing(elsewhere);
        assertThat(text(answer(importing, SIGNER, "GET", PATH, body("")))).contains("\"type\":\"atomic\"");
        assertThat(objects())
                .hasSize(2)
                .allSatisfy(s -> assertThat(s.origin()).isEqualTo(SignatureOrigin.IMPORTED))
                .allSatisfy(s -> assertThat(s.state()).isInstanceOf(SignatureState.Unverified.class))
                .allSatisfy(s -> assertThat(s.object().name()).matches(DIGEST + "@[0-9a-f]{32}"));
        answer(importing, SIGNER, "GET", PATH, body(""));
        assertThat(searches).hasValue(1);
        assertThat(objects()).hasSize(2);
    }

    @Test
    void aStoreThatCannotBeAskedIsNotAnUnsignedImage() throws Exception {
        SignatureExtensionEndpoint importing = importing(ForgedSource.of().failingAt(new Place.Lookaside()));
        assertThat(answer(importing, SIGNER, "GET", PATH, body("")).status()).isEqualTo(503);
        put(BLOB);
        assertThat(answer(importing, SIGNER, "GET", PATH, body("")).status()).isEqualTo(200);
    }

    @Test
    void anImageForWhichRegistriesDNamesNoStoreIsUnsigned() throws Exception {
        RegistriesConfiguration none = RegistriesConfiguration.parse(Map.of());
        TrustResponse answer =
                answer(importing(new ConfiguredLookaside(none, NoStores.ARE_OPENED)), SIGNER, "GET", PATH, body(""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"signatures\":[]}");
    }

    @Test
    void aStoreOfRegistriesDThatCannotBeOpenedIsNotAnUnsignedImage() throws Exception {
        RegistriesConfiguration one = RegistriesConfiguration.parse(
                Map.of("a.yaml", Bytes.utf8("default-docker: {lookaside: 'https://registry.example/sigstore'}")));
        SignatureExtensionEndpoint importing = importing(new ConfiguredLookaside(one, NoStores.ARE_OPENED));
        assertThat(answer(importing, SIGNER, "GET", PATH, body("")).status()).isEqualTo(503);
    }

    @Test
    void anImportTakesNoMoreThanItsBounds() throws Exception {
        Bytes[] many = Stream.of("a", "b", "c", "d", "e").map(Bytes::utf8).toArray(Bytes[]::new);
        SignatureImport one = SignatureImport.from(
                lookaside(many),
                objects,
                CLOCK,
                new SignatureImport.Bounds(Limits.defaults(), Duration.ofMinutes(1), 1));
        // Three is what the store keeps of one image: not all were seen, and that is said.
        assertThat(one.importSignatures(IMAGE)).isFalse();
        assertThat(objects()).hasSize(3);
    }

    private enum NoStores implements LookasideStores {
        ARE_OPENED;

        @Override
        public SignatureSource source(URI base) throws IOException {
            throw new IOException("not opened: " + base);
        }

        @Override
        public SignatureSink sink(URI base) throws IOException {
            throw new IOException("not opened: " + base);
        }
    }

    private SignatureExtensionEndpoint importing(SignatureSource elsewhere) {
        return SignatureExtensionEndpoint.builder(objects, this::catalog)
                .clock(CLOCK)
                .importing(SignatureImport.from(elsewhere, objects, CLOCK, SignatureImport.Bounds.defaults()))
                .build();
    }

    private static SignatureSource counting(AtomicInteger searches, SignatureSource source) {
        return new SignatureSource() {
            @Override
            public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
                    throws InterruptedException {
                searches.incrementAndGet();
                return source.search(image, about, places, budget);
            }
        };
    }

    private static SignatureSource lookaside(Bytes... blobs) {
        int[] number = {0};
        return ForgedSource.of(Stream.of(blobs)
                .map(blob -> new SignatureCandidate(
                        new LookasideBlob("signature-" + ++number[0], blob), DIGEST, new Place.Lookaside()))
                .toList());
    }

    private TrustResponse audited(Caller caller, String method, String target) throws Exception {
        ImageTrust trust = ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(SimpleSigningRequirement.builder()
                        .pinnedKeys(KEY.armoredCertificate(), "key")
                        .build()))
                .signatures(new StoredSignatureSource(objects))
                .clock(CLOCK)
                .build();
        SignatureExtensionEndpoint auditing = SignatureExtensionEndpoint.builder(objects, this::catalog)
                .clock(CLOCK)
                .auditing(SignatureAudit.of(objects, trust))
                .build();
        return auditing.answer(request(method, target).caller(caller).build()).orElseThrow();
    }

    private Optional<ImageSubject> catalog(String repository, Digest digest) {
        return repository.equals("team/app") && digest.equals(DIGEST) ? Optional.of(IMAGE) : Optional.empty();
    }

    private SignatureExtensionEndpoint plain() {
        return SignatureExtensionEndpoint.builder(objects, this::catalog)
                .clock(CLOCK)
                .build();
    }

    private List<StoredSignature> objects() {
        try {
            return objects.list(DIGEST);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TrustResponse get(Caller caller) {
        return endpoint(caller, "GET", PATH, InputStream.nullInputStream());
    }

    private TrustResponse put(Bytes blob) {
        return put(SignatureObjects.of(DIGEST, blob));
    }

    private TrustResponse put(ExtensionObject object) {
        return endpoint(SIGNER, "PUT", PATH, body(SignatureObjects.write(object)));
    }

    private TrustResponse endpoint(Caller caller, String method, String path, InputStream body) {
        return answer(plain(), caller, method, path, body);
    }

    private static TrustResponse answer(
            TrustEndpoint endpoint, Caller caller, String method, String path, InputStream body) {
        return endpoint.answer(request(method, path).caller(caller).body(body).build())
                .orElseThrow();
    }
}
