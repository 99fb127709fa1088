/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.SignatureObjects.Listing;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.verdict.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class SignatureObjectsTest {

    private static final Digest IMAGE = Digest.sha256(Bytes.utf8("image"));
    private static final Digest OTHER = Digest.sha256(Bytes.utf8("other"));
    private static final Bytes BLOB = Bytes.utf8("signature");

    @Test
    void whatIsWrittenIsOpenShiftsObject() {
        ExtensionObject object = new ExtensionObject(IMAGE + "@0123456789abcdef0123456789abcdef", "atomic", BLOB);

        assertThat(SignatureObjects.write(object).toByteArray())
                .asString()
                .isEqualTo("{\"schemaVersion\":2,\"name\":\"" + IMAGE + "@0123456789abcdef0123456789abcdef\","
                        + "\"type\":\"atomic\",\"content\":\"c2lnbmF0dXJl\"}");
    }

    @Test
    void anObjectIsReadAsItWasWritten() throws Exception {
        ExtensionObject object = SignatureObjects.of(IMAGE, BLOB);

        assertThat(SignatureObjects.parse(SignatureObjects.write(object), IMAGE))
                .isEqualTo(object);
    }

    @Test
    void aListIsReadAsItWasWritten() {
        List<ExtensionObject> objects =
                List.of(SignatureObjects.of(IMAGE, BLOB), SignatureObjects.of(IMAGE, Bytes.utf8("another")));

        Listing list = SignatureObjects.parseList(SignatureObjects.writeList(objects), IMAGE, 10);

        assertThat(list.signatures()).isEqualTo(objects);
        assertThat(list.trouble()).isNull();
        assertThat(list.isTruncated()).isFalse();
    }

    @Test
    void anImageWithoutSignaturesHasAnEmptyList() {
        assertThat(SignatureObjects.writeList(List.of()).toByteArray())
                .asString()
                .isEqualTo("{\"signatures\":[]}");
    }

    @Test
    void oneSignatureAlwaysHasOneNameOf32Characters() {
        String name = SignatureObjects.of(IMAGE, BLOB).name();

        assertThat(name).isEqualTo(SignatureObjects.of(IMAGE, BLOB).name()).matches(IMAGE + "@[0-9a-f]{32}");
        assertThat(SignatureObjects.of(IMAGE, Bytes.utf8("another")).name()).isNotEqualTo(name);
    }

    /** OpenShift's registry takes such an object and attaches it to the image in its name. */
    @Test
    void anObjectSentToTheAddressOfAnotherImageIsRefused() {
        Bytes object = SignatureObjects.write(SignatureObjects.of(OTHER, BLOB));

        assertRefused(PrimitiveReason.SIGNATURE_OBJECT_OTHER_IMAGE, () -> SignatureObjects.parse(object, IMAGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"schemaVersion\":1,\"type\":\"atomic\"",
                "\"schemaVersion\":3,\"type\":\"atomic\"",
                "\"schemaVersion\":2,\"type\":\"AtomicImageV1\"",
                "\"schemaVersion\":2,\"type\":\"Atomic\"",
                "\"schemaVersion\":2,\"type\":\"\""
            })
    void anObjectOfAnotherKindIsRefusedAndPassedOverInAList(String kind) {
        String object = "{" + kind + ",\"name\":\"" + IMAGE + "@x\",\"content\":\"AA==\"}";

        assertRefused(PrimitiveReason.SIGNATURE_OBJECT_KIND, () -> SignatureObjects.parse(Bytes.utf8(object), IMAGE));
        Listing list = SignatureObjects.parseList(Bytes.utf8("{\"signatures\":[" + object + "]}"), IMAGE, 10);
        assertThat(list.signatures()).isEmpty();
        assertThat(list.trouble()).isNull();
    }

    /** Names become segments of a URL's path: CVE-2024-3727 was a digest that did. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "DIGEST",
                "DIGEST@",
                "@name",
                "DIGEST@a@b",
                "DIGEST@.",
                "DIGEST@..",
                "DIGEST@a/b",
                "DIGEST@a%2fb",
                "DIGEST@a\\\\b",
                "DIGEST@a b",
                "DIGEST@a\\nb",
                "DIGEST@\\u202ea",
                "DIGEST@a?b",
                "DIGEST@a#b",
                "sha256:../x@name",
                "sha256:@name",
                ":@name",
                "sha512:00@name"
            })
    void aNameThatIsNoneIsRefusedAndTroubleInAList(String pattern) {
        String name = pattern.replace("DIGEST", IMAGE.toString());
        String object = "{\"schemaVersion\":2,\"type\":\"atomic\",\"name\":\"" + name + "\",\"content\":\"AA==\"}";

        assertRefused(PrimitiveReason.SIGNATURE_OBJECT_NAME, () -> SignatureObjects.parse(Bytes.utf8(object), IMAGE));
        Listing list = SignatureObjects.parseList(Bytes.utf8("{\"signatures\":[" + object + "]}"), IMAGE, 10);
        assertThat(list.signatures()).isEmpty();
        assertThat(requireNonNull(list.trouble()).code()).isEqualTo(PrimitiveReason.SIGNATURE_OBJECT_NAME);
    }

    @Test
    void aNameHas253CharactersAtMost() {
        assertThat(SignatureObjects.imageNamedBy(IMAGE + "@" + "a".repeat(253))).contains(IMAGE);
        assertThat(SignatureObjects.imageNamedBy(IMAGE + "@" + "a".repeat(254))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":2,\"type\":\"atomic\",\"name\":\"DIGEST@x\",\"content\":\"AA==\",\"extra\":1}",
                "{\"schemaVersion\":2,\"type\":\"atomic\",\"name\":\"DIGEST@x\"}",
                "{\"schemaVersion\":2,\"type\":\"atomic\",\"name\":\"DIGEST@x\",\"content\":null}",
                "{\"schemaVersion\":2,\"type\":\"atomic\",\"name\":\"DIGEST@x\",\"content\":\"AA\"}",
                "{\"schemaVersion\":2,\"type\":\"atomic\",\"type\":\"atomic\",\"name\":\"DIGEST@x\",\"content\":\"\"}",
                "{\"schemaVersion\":\"2\",\"type\":\"atomic\",\"name\":\"DIGEST@x\",\"content\":\"AA==\"}",
                "[]",
                ""
            })
    void anObjectThatIsNotExactlyOneIsRefused(String text) {
        Bytes document = Bytes.utf8(text.replace("DIGEST", IMAGE.toString()));

        Reason reason = org.assertj.core.api.Assertions.catchThrowableOfType(
                        MalformedInputException.class, () -> SignatureObjects.parse(document, IMAGE))
                .reason();
        assertThat(reason.code()).isInstanceOf(PrimitiveReason.class);
    }

    @Test
    void anEntryThatCannotBeUsedHidesNoOther() {
        String bad = "{\"schemaVersion\":2,\"type\":\"atomic\",\"name\":\"" + OTHER + "@x\",\"content\":\"AA==\"}";
        ExtensionObject good = SignatureObjects.of(IMAGE, BLOB);
        String list = "{\"signatures\":[" + bad + ","
                + new String(SignatureObjects.write(good).toByteArray(), java.nio.charset.StandardCharsets.UTF_8)
                + "]}";

        Listing read = SignatureObjects.parseList(Bytes.utf8(list), IMAGE, 10);

        assertThat(read.signatures()).containsExactly(good);
        assertThat(requireNonNull(read.trouble()).code()).isEqualTo(PrimitiveReason.SIGNATURE_OBJECT_OTHER_IMAGE);
    }

    @Test
    void noMoreSignaturesAreReadThanAreWanted() {
        Bytes list = SignatureObjects.writeList(
                List.of(SignatureObjects.of(IMAGE, BLOB), SignatureObjects.of(IMAGE, Bytes.utf8("another"))));

        assertThat(SignatureObjects.parseList(list, IMAGE, 1).isTruncated()).isTrue();
        assertThat(SignatureObjects.parseList(list, IMAGE, 1).signatures()).hasSize(1);
        assertThat(SignatureObjects.parseList(list, IMAGE, 2).isTruncated()).isFalse();
    }
}
