/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.oci.Answer;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.OciReason;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureExtensionSourceTest {

    private static final Place EXTENSION = new Place.SignatureExtension();
    private static final Place LOOKASIDE = new Place.Lookaside();
    private static final Descriptor IMAGE = Descriptor.of("text/plain", Bytes.utf8("image"));
    private static final String DIGEST = IMAGE.digest().toString();
    private static final String NAME = DIGEST + "@00112233445566778899aabbccddeeff";
    private static final Bytes BESIDE = Bytes.utf8("beside");
    private static final SignatureSource ASIDE = new LookasideSource((name, digest, number, deadline) ->
            number == 1 ? Answer.present(BESIDE.newInputStream()) : Answer.absent());

    private TestRegistry server;
    private RegistryRepository registry;
    private volatile boolean offered = true;
    private volatile int pingStatus = 200;
    private volatile int listStatus = 200;
    private volatile String list = list(entry(2, NAME, "atomic", "one"));

    @BeforeEach
    void start() throws IOException {
        server = TestRegistry.withoutReferrersApi(MemoryRepository.withoutReferrersApi())
                .behind(this::serve);
        registry = server.client();
    }

    @AfterEach
    void stop() {
        registry.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403, 500, 302})
    void whereTheRegistryCannotBeAskedNeitherPlaceIsSeen(int status) throws Exception {
        pingStatus = status;
        Found found = search();
        assertThat(found.candidates()).isEmpty();
        assertThat(found.looks()).hasSize(2).allMatch(look -> look.answer() == Look.Answer.FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403, 400, 500})
    void aListThatCannotBeHadIsNotAnUnsignedImage(int status) throws Exception {
        listStatus = status;
        Found found = search();
        assertThat(found.candidates()).isEmpty();
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "null",
                "{\"signatures\":null}",
                "{\"signatures\":{}}",
                "{\"signatures\":[],\"more\":true}",
                "{\"Signatures\":[]}",
                "{\"signatures\":[],\"signatures\":[]}",
                "{\"signatures\":[1]}"
            })
    void aListThatIsNoneIsNotAnUnsignedImage(String text) throws Exception {
        list = text;
        Found found = search();
        assertThat(found.candidates()).isEmpty();
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.FAILED);
        assertThat(code(found, EXTENSION)).isEqualTo(RegistryReason.EXTENSION_MALFORMED);
    }

    @Test
    void aListThatIsTooLongIsNotAnUnsignedImage() throws Exception {
        list = list() + " ".repeat(4 << 20);
        assertThat(code(search(), EXTENSION)).isEqualTo(RegistryReason.TOO_LARGE);
    }

    @Test
    void aSignatureOfAnotherImageIsNoCandidate() throws Exception {
        String other = Digest.sha256(Bytes.utf8("other")) + "@00112233445566778899aabbccddeeff";
        list = list(entry(2, other, "atomic", "other"), entry(2, NAME, "atomic", "one"));
        Found found = search();
        assertThat(contents(found)).containsExactly(Bytes.utf8("one"));
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.FAILED);
        assertThat(code(found, EXTENSION)).isEqualTo(RegistryReason.EXTENSION_OTHER_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":\"2\",\"name\":\"NAME\",\"type\":\"atomic\",\"content\":\"YQ==\"}",
                "{\"name\":\"NAME\",\"type\":\"atomic\",\"content\":\"YQ==\"}",
                "{\"schemaVersion\":2,\"name\":\"NAME\",\"type\":\"atomic\"}",
                "{\"schemaVersion\":2,\"name\":\"NAME\",\"type\":\"atomic\",\"content\":\"YQ\"}",
                "{\"schemaVersion\":2,\"name\":\"NAME\",\"type\":\"atomic\",\"content\":\"YR==\"}",
                "{\"schemaVersion\":2,\"name\":\"NAME\",\"type\":\"atomic\",\"content\":\"YQ==\",\"Content\":\"Yg==\"}",
                "{\"schemaVersion\":2,\"name\":\"NAME\",\"type\":7,\"content\":\"YQ==\"}"
            })
    void anEntryThatCannotBeReadHidesNoOther(String entry) throws Exception {
        list = list(entry.replace("NAME", NAME), entry(2, NAME, "atomic", "one"));
        Found found = search();
        assertThat(contents(found)).containsExactly(Bytes.utf8("one"));
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.FAILED);
        assertThat(code(found, EXTENSION)).isEqualTo(RegistryReason.EXTENSION_MALFORMED);
    }

    @Test
    void entriesForOtherReadersAreNeitherCandidatesNorTrouble() throws Exception {
        list = list(
                "{\"schemaVersion\":3,\"more\":[]}",
                entry(1, NAME, "atomic", "old"),
                entry(2, NAME, "AtomicImageV1", "untyped"),
                "{\"schemaVersion\":2,\"name\":\"x\",\"content\":\"\"}");
        Found found = search();
        assertThat(found.candidates()).isEmpty();
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.ABSENT);
    }

    @Test
    void noMoreSignaturesAreTakenThanTheLimit() throws Exception {
        list = list(entry(2, NAME, "atomic", "one"), entry(2, NAME, "atomic", "two"));
        Limits limits = Limits.builder().candidates(1).build();
        Found found = search(new SearchBudget(limits, Deadline.never()));
        assertThat(contents(found)).containsExactly(Bytes.utf8("one"));
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.TRUNCATED);
    }

    @Test
    void asksNothingWhenTheTimeIsUp() throws Exception {
        Found found = search(new SearchBudget(Limits.defaults(), Deadline.after(Duration.ZERO)));
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.NOT_ASKED);
        assertThat(code(found, EXTENSION)).isEqualTo(CoreReason.TIME_UP);
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void anImageWithoutNameHasNoRegistryToAsk() throws Exception {
        ImageSubject unnamed = ImageSubject.unnamed(IMAGE, new PolicyLocation("dir", "/x", List.of()));
        Found found = SignatureExtensionSource.before(registry, ASIDE)
                .search(unnamed, List.of(IMAGE.digest()), Set.of(EXTENSION), budget());
        assertThat(code(found, EXTENSION)).isEqualTo(OciReason.NO_NAME);
    }

    @Test
    void knowsNoOtherPlaceAndThenAsksNothing() throws Exception {
        Place tag = new Place.DigestTag(".sig");
        Found found = SignatureExtensionSource.before(registry, ASIDE)
                .search(image(), List.of(IMAGE.digest()), Set.of(tag), budget());
        assertThat(code(found, tag)).isEqualTo(CoreReason.PLACE_UNKNOWN);
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void whereTheRegistryKeepsSignaturesTheLookasideStoreIsNotAsked() throws Exception {
        Found found = search();
        assertThat(contents(found)).containsExactly(Bytes.utf8("one"));
        assertThat(look(found, EXTENSION).answer()).isEqualTo(Look.Answer.FOUND);
        assertThat(code(found, LOOKASIDE)).isEqualTo(CoreReason.PLACE_UNKNOWN);
        assertThat(server.lines()).containsExactly("GET /v2/", "GET /extensions/v2/team/app/signatures/" + DIGEST);
    }

    @Test
    void whereItDoesNotTheLookasideStoreIs() throws Exception {
        offered = false;
        Found found = search();
        assertThat(contents(found)).containsExactly(BESIDE);
        assertThat(look(found, LOOKASIDE).answer()).isEqualTo(Look.Answer.FOUND);
        assertThat(code(found, EXTENSION)).isEqualTo(CoreReason.PLACE_UNKNOWN);
        assertThat(server.lines()).containsExactly("GET /v2/");
    }

    @Test
    void theChallengeOfALoginTellsAsWell() throws Exception {
        pingStatus = 401;
        assertThat(contents(search())).containsExactly(Bytes.utf8("one"));
    }

    @Test
    void anEmptyListIsAnImageWithoutSignatures() throws Exception {
        list = list();
        assertThat(look(search(), EXTENSION).answer()).isEqualTo(Look.Answer.ABSENT);
    }

    @Test
    void whatAHostOffersIsAskedOnce() throws Exception {
        SignatureSource source = SignatureExtensionSource.before(registry, ASIDE);
        source.search(image(), List.of(IMAGE.digest()), Set.of(EXTENSION), budget());
        server.drain();
        source.search(image(), List.of(IMAGE.digest()), Set.of(EXTENSION), budget());
        assertThat(server.lines()).hasSize(1);
    }

    private boolean serve(HttpExchange exchange) throws IOException {
        boolean ping = exchange.getRequestURI().getPath().equals("/v2/");
        if (offered) {
            exchange.getResponseHeaders().add("X-Registry-Supports-Signatures", "1");
        }
        if (ping && pingStatus == 401) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
        }
        TestRegistry.send(exchange, ping ? pingStatus : listStatus, "application/json", ping ? "{}" : list);
        return true;
    }

    private static String list(String... entries) {
        return "{\"signatures\":[" + String.join(",", entries) + "]}";
    }

    private static String entry(int version, String name, String type, String content) {
        return "{\"schemaVersion\":" + version + ",\"name\":\"" + name + "\",\"type\":\"" + type + "\",\"content\":\""
                + Base64Text.encodeStandard(Bytes.utf8(content)) + "\"}";
    }

    private ImageSubject image() {
        return ImageSubject.byDigest(server.name("team/app"), IMAGE);
    }

    private Found search() throws InterruptedException {
        return search(budget());
    }

    private Found search(SearchBudget budget) throws InterruptedException {
        return SignatureExtensionSource.before(registry, ASIDE)
                .search(image(), List.of(IMAGE.digest()), Set.of(EXTENSION, LOOKASIDE), budget);
    }

    private static SearchBudget budget() {
        return new SearchBudget(Limits.defaults(), Deadline.never());
    }

    private static Look look(Found found, Place place) {
        return found.looks().stream()
                .filter(look -> look.place().equals(place))
                .findAny()
                .orElseThrow();
    }

    private static ReasonCode code(Found found, Place place) {
        return look(found, place).reason().orElseThrow().code();
    }

    private static List<Bytes> contents(Found found) {
        return found.candidates().stream()
                .map(candidate -> candidate.artifact() instanceof ExtensionObject object
                        ? object.content()
                        : ((LookasideBlob) candidate.artifact()).content())
                .toList();
    }
}
