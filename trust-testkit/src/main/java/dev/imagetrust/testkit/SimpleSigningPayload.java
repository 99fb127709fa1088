/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import java.util.Locale;

import static dev.imagetrust.testkit.SimpleSigningBend.*;

/** The JSON of a simple signature. */
final class SimpleSigningPayload {

    private final Digest digest;
    private final String reference;
    private final SimpleSigningBend bend;

    SimpleSigningPayload(Digest digest, String reference, SimpleSigningBend bend) {
        this.digest = digest;
        this.reference = reference;
        this.bend = bend;
    }

    Bytes octets() {
        String json = json().toString();
        return switch (bend) {
            case TRAILING_SIGNED_DATA -> Bytes.utf8(json + "{}");
            case BYTE_ORDER_MARK -> Bytes.utf8("\uFEFF" + json);
            // Slash in two octets: what C0 AF means to a reader that does not check.
            case MALFORMED_UTF8 -> replaceSlash(Bytes.utf8(json));
            case SIGNED_GARBAGE -> Bytes.utf8("this is no JSON, but it names " + digest);
            default -> Bytes.utf8(json);
        };
    }

    /** The JSON for an unsigned literal about another image. */
    static Bytes aboutAnother() {
        return new SimpleSigningPayload(ImageForge.image("another").digest(), "registry.example/another:latest", NONE)
                .octets();
    }

    private RawJson json() {
        RawJson critical = RawJson.object()
                .object("identity", RawJson.object().text("docker-reference", signedReference()))
                .object("image", image())
                .text("type", bend == OTHER_TYPE ? "cosign container image signature" : "atomic container signature");
        if (bend == EXTRA_SIGNED_KEY) {
            critical.text("extra", "member");
        }
        RawJson payload = RawJson.object().object(bend == OTHER_CASE_KEY ? "Critical" : "critical", critical);
        return bend == OPTIONAL_NULL ? payload.raw("optional", "null") : payload.object("optional", optional());
    }

    private RawJson image() {
        RawJson image = RawJson.object();
        if (bend == DUPLICATE_SIGNED_KEY) {
            image.text("docker-manifest-digest", another().toString());
        }
        return bend == NO_DIGEST ? image : image.text("docker-manifest-digest", signedDigest());
    }

    private RawJson optional() {
        RawJson optional = RawJson.object();
        if (bend == NULL_CREATOR) {
            optional.raw("creator", "null");
        } else if (bend == LONE_SURROGATE) {
            optional.raw("creator", "\"\\ud800\"");
        } else {
            optional.text("creator", "image-trust testkit");
        }
        long seconds = ForgedTime.SIGNED.getEpochSecond();
        optional.raw("timestamp", bend == FRACTIONAL_TIMESTAMP ? seconds + ".5" : Long.toString(seconds));
        return switch (bend) {
            case OPTIONAL_MEMBERS -> optional.raw("more", "{\"of\":[1,true,null]}");
            case DUPLICATE_OPTIONAL_KEY -> optional.text("more", "once").text("more", "twice");
            // Longer than the first partial length.
            case PARTIAL_LENGTHS -> optional.text("more", "x".repeat(2000));
            default -> optional;
        };
    }

    private String signedReference() {
        return switch (bend) {
            case OTHER_NAME -> "registry.example/another:latest";
            case NAME_ONLY -> reference.replaceFirst("@.*", "").replaceFirst(":[^:/]*$", "");
            case EMPTY_NAME -> "";
            default -> reference;
        };
    }

    private String signedDigest() {
        return switch (bend) {
            case OTHER_DIGEST -> another().toString();
            case UPPER_CASE_DIGEST ->
                digest.algorithm().ociName() + ':' + digest.hex().toUpperCase(Locale.ROOT);
            default -> digest.toString();
        };
    }

    private static Digest another() {
        return ImageForge.image("another").digest();
    }

    private static Bytes replaceSlash(Bytes json) {
        int at = 0;
        while (json.at(at) != '/') {
            at++;
        }
        return Octets.concat(json.slice(0, at), Bytes.fromHex("c0af"), json.slice(at + 1, json.length()));
    }
}
