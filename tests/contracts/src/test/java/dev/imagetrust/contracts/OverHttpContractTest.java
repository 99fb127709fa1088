/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.LookasideSource;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.registry.HttpLookaside;
import dev.imagetrust.registry.RegistryRepository;
import dev.imagetrust.registry.SignatureExtensionSource;
import dev.imagetrust.spi.SignatureArtifact;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.SignatureSinkContract;
import dev.imagetrust.testkit.SignatureSourceContract;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Sources and sinks that lie on the network keep the same contracts. */
class OverHttpContractTest {

    private static final Place TAG = new Place.DigestTag(".sig");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends AutoCloseable> T closedLater(T resource) {
        open.push(resource);
        return resource;
    }

    private HttpLookaside lookaside() throws IOException {
        FileServer server = closedLater(new FileServer());
        return closedLater(HttpLookaside.open(URI.create("http://" + server.host() + "/sigs"), server.settings()));
    }

    @Nested
    class LookasideSink extends SignatureSinkContract {

        @Override
        protected Storage storage(ForgedImage forged, ImageSubject at) throws IOException {
            HttpLookaside store = lookaside();
            return new Storage(store, new LookasideSource(store));
        }
    }

    @Nested
    class LookasideStore extends SignatureSourceContract {

        @Override
        protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            HttpLookaside store = lookaside();
            for (SignatureCandidate candidate : stored) {
                store.store(subject, candidate.artifact());
            }
            return new LookasideSource(store);
        }

        @Override
        protected Optional<SignatureSource> sourceFailingAt(
                Place broken, ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            HttpLookaside store = lookaside();
            store.close();
            return Optional.of(new LookasideSource(store));
        }

        @Override
        protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
            return Stream.of("one", "two")
                    .map(text -> candidate(subject, new Place.Lookaside(), new LookasideBlob(text, Bytes.utf8(text))))
                    .toList();
        }

        @Override
        protected Place unknownPlace() {
            return TAG;
        }
    }

    @Nested
    class SignatureExtension extends SignatureSourceContract {

        @Override
        protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            FileServer server = new FileServer();
            server.put("/v2/", Bytes.utf8("{}"));
            server.put(
                    path(subject),
                    Bytes.utf8(stored.stream()
                            .map(candidate -> entry((ExtensionObject) candidate.artifact()))
                            .collect(Collectors.joining(",", "{\"signatures\":[", "]}"))));
            return source(server);
        }

        /** Without what is there otherwise. */
        @Override
        protected Optional<SignatureSource> sourceFailingAt(
                Place broken, ImageSubject subject, List<SignatureCandidate> stored) throws Exception {
            return Optional.of(source(new FileServer()));
        }

        @Override
        protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
            String digest = subject.image().digest().toString();
            return Stream.of("one", "two")
                    .map(text -> candidate(
                            subject,
                            new Place.SignatureExtension(),
                            new ExtensionObject(digest + '@' + text, "atomic", Bytes.utf8(text))))
                    .toList();
        }

        @Override
        protected Place unknownPlace() {
            return TAG;
        }

        /** A registry answers for images that it has; of others it cannot be told. */
        @Override
        protected void saysAbsentWhereNothingLies() {
            // Shown with an image that the registry has: SignatureExtensionSourceTest.
        }

        private SignatureSource source(FileServer server) throws IOException {
            closedLater(server);
            RegistryRepository registry = closedLater(RegistryRepository.builder()
                    .http(server.settings())
                    .readFrom("registry.example", server.host())
                    .build());
            return SignatureExtensionSource.before(registry, new LookasideSource(lookaside()));
        }

        private String path(ImageSubject subject) {
            return "/extensions/v2/" + subject.name().orElseThrow().path() + "/signatures/"
                    + subject.image().digest();
        }

        private String entry(ExtensionObject object) {
            return "{\"schemaVersion\":2,\"name\":\"" + object.name() + "\",\"type\":\"atomic\",\"content\":\""
                    + Base64Text.encodeStandard(object.content()) + "\"}";
        }
    }

    private static SignatureCandidate candidate(ImageSubject subject, Place place, SignatureArtifact artifact) {
        return new SignatureCandidate(artifact, subject.image().digest(), place);
    }
}
