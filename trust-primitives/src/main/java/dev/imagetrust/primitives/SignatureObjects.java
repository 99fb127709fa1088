/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Printable;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the signatures that a registry with {@code X-Registry-Supports-Signatures} (OpenShift's) keeps, for whoever
 * asks one and for whoever is one.
 *
 * <p>An object is {@code {"schemaVersion":2,"name":"<digest>@<name>","type":"atomic","content":"<base64>"}}, a list is
 * {@code {"signatures":[…]}}. OpenShift compares the digest in the URL of a request with nothing and attaches the signature
 * to the image that {@code name} begins with; here the two have to be equal. Reading one says nothing about the signature
 * inside. At most 4 MiB are read.
 *
 * @since 0.1
 */
public final class SignatureObjects {

    /** The schema version of every object. */
    public static final int SCHEMA_VERSION = 2;

    /** The type of every object; containers/image passes over others, and an object sent without one gets another. */
    public static final String TYPE = "atomic";

    /** What is behind the digest in the names that this library gives. */
    public static final int NAME_LENGTH = 32;

    /** The longest name that is read behind the digest. In characters. */
    public static final int MAX_NAME_LENGTH = 253;

    private static final Set<String> MEMBERS = Set.of("schemaVersion", "name", "type", "content");

    private SignatureObjects() {}

    /**
     * A list of signatures, as far as it can be read.
     *
     * @param signatures those of the expected version and type
     * @param trouble what is wrong with the first entry that cannot be used, or with the whole; null for nothing
     * @param isTruncated whether there were more signatures than were wanted
     * @since 0.1
     */
    public record Listing(
            List<ExtensionObject> signatures, @Nullable Reason trouble, boolean isTruncated) {

        /** Copies the list. */
        public Listing {
            signatures = List.copyOf(signatures);
        }
    }

    /**
     * Reads what a registry lists for one image. Entries of other versions and types are for other readers and passed over,
     * whatever else is in them; one that cannot be used hides no other.
     *
     * @param image whose signatures were asked for; entries that name another are trouble
     * @param most how many signatures are wanted
     */
    public static Listing parseList(Bytes document, Digest image, int most) {
        List<ExtensionObject> signatures = new ArrayList<>();
        @Nullable Reason trouble = null;
        try {
            JsonObject list = Json.parseObject(document, JsonLimits.ENVELOPE).requireExactly(Set.of("signatures"));
            for (JsonObject entry : list.array("signatures").objects()) {
                if (signatures.size() == most) {
                    return new Listing(signatures, trouble, true);
                }
                Optional<Reason> unusable = add(entry, image, signatures);
                trouble = trouble == null ? unusable.orElse(null) : trouble;
            }
            return new Listing(signatures, trouble, false);
        } catch (MalformedInputException e) {
            return new Listing(signatures, e.reason(), false);
        }
    }

    /**
     * Reads one object, as somebody sends it to be kept.
     *
     * @param image the digest in the URL that it was sent to
     * @throws MalformedInputException if it is no such object with exactly these members, is of another version or type
     *     ({@link PrimitiveReason#SIGNATURE_OBJECT_KIND}), has a name that is none ({@link
     *     PrimitiveReason#SIGNATURE_OBJECT_NAME}) or the name of another image ({@link
     *     PrimitiveReason#SIGNATURE_OBJECT_OTHER_IMAGE})
     */
    public static ExtensionObject parse(Bytes document, Digest image) throws MalformedInputException {
        JsonObject object = Json.parseObject(document, JsonLimits.ENVELOPE).requireExactly(MEMBERS);
        if (!isOurs(object)) {
            throw object.refusal(
                    PrimitiveReason.SIGNATURE_OBJECT_KIND,
                    "expected schemaVersion " + SCHEMA_VERSION + " and type " + TYPE);
        }
        return read(object, image);
    }

    /** The object as a registry takes and lists it. */
    public static Bytes write(ExtensionObject object) {
        return JsonWriter.object(content(object));
    }

    /** A list of objects, in the given order, as a registry answers; empty as well. */
    public static Bytes writeList(List<ExtensionObject> objects) {
        return JsonWriter.object(list ->
                list.array("signatures", entries -> objects.forEach(object -> entries.object(content(object)))));
    }

    /**
     * A signature of an image as an object. Its name is made from the content, so that the same signature always has the
     * same name, and sending it twice is found out by the registry.
     *
     * @param signature the blob, as {@code signedBy} verifies it
     */
    public static ExtensionObject of(Digest image, Bytes signature) {
        String name = Digest.sha256(signature).hex().substring(0, NAME_LENGTH);
        return new ExtensionObject(image + "@" + name, TYPE, signature);
    }

    /**
     * The digest of the image that an object's name begins with; empty if the name is none: one {@code @} between a
     * digest and 1 to {@link #MAX_NAME_LENGTH} characters that may be one segment of a URL's path.
     */
    public static Optional<Digest> imageNamedBy(String name) {
        int at = name.indexOf('@');
        return at >= 0 && isSegment(name.substring(at + 1)) ? Digest.find(name.substring(0, at)) : Optional.empty();
    }

    private static Optional<Reason> add(JsonObject entry, Digest image, List<ExtensionObject> signatures) {
        try {
            if (isOurs(entry)) {
                signatures.add(read(entry.requireExactly(MEMBERS), image));
            }
            return Optional.empty();
        } catch (MalformedInputException e) {
            return Optional.of(e.reason());
        }
    }

    private static ExtensionObject read(JsonObject object, Digest image) throws MalformedInputException {
        JsonValue name = object.value("name");
        Digest named = imageNamedBy(name.asText())
                .orElseThrow(() -> name.refusal(PrimitiveReason.SIGNATURE_OBJECT_NAME, "expected <digest>@<name>"));
        if (!named.equals(image)) {
            throw name.refusal(PrimitiveReason.SIGNATURE_OBJECT_OTHER_IMAGE, Printable.of(name.asText()));
        }
        return new ExtensionObject(name.asText(), TYPE, object.value("content").asBase64());
    }

    private static boolean isOurs(JsonObject object) throws MalformedInputException {
        return object.integer("schemaVersion") == SCHEMA_VERSION
                && object.findText("type").filter(TYPE::equals).isPresent();
    }

    /** As Kubernetes has it, and without what could be escaped or hidden. */
    private static boolean isSegment(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "/%@?#\\".indexOf(c) < 0);
    }

    private static Consumer<ObjectContent> content(ExtensionObject object) {
        return out -> out.integer("schemaVersion", SCHEMA_VERSION)
                .text("name", object.name())
                .text("type", object.type())
                .text("content", Base64Text.encodeStandard(object.content()));
    }
}
