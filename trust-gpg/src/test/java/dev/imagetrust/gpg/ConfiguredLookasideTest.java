/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureArtifact.LookasideBlob;
import dev.imagetrust.spi.SignatureSink;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ConfiguredLookasideTest {

    private static final ImageSubject IMAGE = Judging.tagged("registry.example/app", "1");
    private static final LookasideBlob BLOB = new LookasideBlob("signature-1", Bytes.utf8("x"));

    @Test
    void nobodyHasLookedWhereNothingIsConfigured() throws Exception {
        ConfiguredLookaside lookaside = configured("", new Broken(new ArrayList<>()));
        Look look = look(lookaside);
        assertThat(look.answer()).isEqualTo(Look.Answer.NOT_ASKED);
        assertThat(look.reason().map(Reason::code)).contains(GpgReason.LOOKASIDE_NOT_CONFIGURED);
        assertThat(catchThrowableOfType(UnavailableException.class, () -> lookaside.store(IMAGE, BLOB))
                        .reason()
                        .code())
                .isEqualTo(GpgReason.LOOKASIDE_NOT_CONFIGURED);
    }

    @Test
    void aStoreThatCannotBeOpenedFailsAndIsTriedAgain() throws Exception {
        List<URI> asked = new ArrayList<>();
        ConfiguredLookaside lookaside = configured(
                "default-docker: {lookaside: https://one/, lookaside-staging: file:///two}", new Broken(asked));
        for (int attempt = 0; attempt < 2; attempt++) {
            Look look = look(lookaside);
            assertThat(look.answer()).isEqualTo(Look.Answer.FAILED);
            assertThat(look.reason().map(Reason::code)).contains(GpgReason.LOOKASIDE_UNUSABLE);
        }
        assertThatThrownBy(() -> lookaside.store(IMAGE, BLOB)).isInstanceOf(IOException.class);
        assertThat(asked)
                .containsExactly(URI.create("https://one/"), URI.create("https://one/"), URI.create("file:///two"));
    }

    @Test
    void knowsNoOtherPlaceAndNoOtherArtifact() throws Exception {
        ConfiguredLookaside lookaside = configured("", new Broken(new ArrayList<>()));
        Look look = look(lookaside, new Place.SignatureExtension());
        assertThat(look.reason().map(Reason::code)).contains(CoreReason.PLACE_UNKNOWN);
        ExtensionObject object = new ExtensionObject("name", "atomic", Bytes.utf8("x"));
        assertThat(lookaside.accepts(object)).isFalse();
        assertThatThrownBy(() -> lookaside.store(IMAGE, object)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Look look(ConfiguredLookaside lookaside) throws InterruptedException {
        return look(lookaside, new Place.Lookaside());
    }

    private static Look look(ConfiguredLookaside lookaside, Place place) throws InterruptedException {
        Digest digest = IMAGE.image().digest();
        Found found = lookaside.search(
                IMAGE, List.of(digest), Set.of(place), new SearchBudget(Limits.defaults(), Deadline.never()));
        assertThat(found.candidates()).isEmpty();
        return found.looks().get(0);
    }

    private static ConfiguredLookaside configured(String yaml, LookasideStores stores) {
        return new ConfiguredLookaside(RegistriesConfiguration.parse(Map.of("a.yaml", Bytes.utf8(yaml))), stores);
    }

    /** No store can be opened. */
    private record Broken(List<URI> asked) implements LookasideStores {

        @Override
        public SignatureSource source(URI base) throws IOException {
            asked.add(base);
            throw new IOException("not mounted");
        }

        @Override
        public SignatureSink sink(URI base) throws IOException {
            asked.add(base);
            throw new IOException("not mounted");
        }
    }
}
