/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.testkit.CosignBend.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static dev.imagetrust.testkit.CosignBend.*;

/** What a cosign signature is over, before any encoding: a simple signing payload or an in-toto statement. */
final class CosignPayload {

    private final CosignForge forge;
    private final CosignBend bend;

    CosignPayload(CosignForge forge, CosignBend bend) {
        this.forge = forge;
        this.bend = bend;
    }

    Bytes simpleSigning() {
        RawJson image = RawJson.object();
        if (bend == DUPLICATE_SIGNED_KEY) {
            image.text("docker-manifest-digest", another().toString());
        }
        if (bend != NO_DIGEST) {
            image.text("docker-manifest-digest", digest().algorithm().ociName() + ':' + hex());
        }
        String type = bend == OTHER_TYPE ? "atomic container signature" : "cosign container image signature";
        RawJson critical = RawJson.object()
                .object("identity", RawJson.object().text("docker-reference", repository()))
                .object("image", image)
                .text("type", type);
        if (bend == EXTRA_SIGNED_KEY) {
            critical.text("extra", "member");
        }
        RawJson payload = RawJson.object().object(bend == OTHER_CASE_KEY ? "Critical" : "critical", critical);
        return signed(
                forge.annotations().isEmpty()
                        ? payload.raw("optional", "null")
                        : payload.object("optional", forge.annotations()));
    }

    Bytes statement() {
        boolean legacy = forge.layout() == Layout.LEGACY_ATTESTATION;
        String version = legacy ? "v0.1" : "v1";
        String type = bend == OTHER_STATEMENT_TYPE ? "https://example.org/Statement" : "https://in-toto.io/Statement";
        RawJson statement = RawJson.object().text("_type", type + '/' + version).raw("subject", subjects());
        statement.text(
                "predicateType",
                bend == OTHER_PREDICATE_TYPE
                        ? "https://example.org/another"
                        : forge.attestation().predicateType());
        if (bend != NO_PREDICATE) {
            statement.raw("predicate", forge.attestation().predicate());
        }
        return signed(bend == EXTRA_SIGNED_KEY ? statement.text("extra", "member") : statement);
    }

    private String subjects() {
        List<String> subjects = new ArrayList<>();
        if (bend == SECOND_SUBJECT) {
            subjects.add(RawJson.object()
                    .object("digest", RawJson.object().text("sha256", another().hex()))
                    .toString());
        }
        if (bend == NULL_SUBJECT) {
            subjects.add("null");
        } else if (bend != NO_SUBJECT) {
            subjects.add(subject().toString());
        }
        return RawJson.array(subjects);
    }

    private RawJson subject() {
        RawJson digests = RawJson.object();
        if (bend == DUPLICATE_SIGNED_KEY) {
            digests.text("sha256", another().hex());
        }
        if (bend != NO_DIGEST) {
            digests.text(digest().algorithm().ociName(), hex());
        }
        RawJson subject = RawJson.object();
        if (!forge.layout().isBundle()) {
            subject.text("name", repository());
        }
        subject.object("digest", digests);
        return forge.layout().isBundle() ? subject.object("annotations", forge.annotations()) : subject;
    }

    private Bytes signed(RawJson json) {
        return switch (bend) {
            case TRAILING_SIGNED_DATA -> Bytes.utf8(json + "{}");
            case BYTE_ORDER_MARK -> Bytes.utf8("\uFEFF" + json);
            case SIGNED_GARBAGE -> Bytes.utf8("this is no JSON, but it names " + digest());
            default -> Bytes.utf8(json.toString());
        };
    }

    private String repository() {
        return bend == OTHER_NAME
                ? "registry.example/another/repository"
                : forge.image().name().map(ImageName::asWritten).orElse("registry.example/unnamed");
    }

    private String hex() {
        return bend == UPPER_CASE_DIGEST ? digest().hex().toUpperCase(Locale.ROOT) : digest().hex();
    }

    private Digest digest() {
        return bend == OTHER_DIGEST ? another() : forge.image().image().digest();
    }

    private static Digest another() {
        return ImageForge.image("another").digest();
    }
}
