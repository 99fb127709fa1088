/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A case of x509-limbo.
 *
 * @param id its name
 * @param good whether it has to be accepted
 * @param purpose of the leaf
 */
record LimboCase(String id, boolean good, String purpose, JsonObject json) {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    static List<LimboCase> read(Path file) throws IOException, MalformedInputException {
        JsonObject limbo = Json.parseObject(
                Bytes.copyOf(Files.readAllBytes(file)), new JsonLimits(16 << 20, 16, 1 << 20, 1 << 20));
        List<LimboCase> cases = new ArrayList<>();
        for (JsonObject one : limbo.array("testcases").objects()) {
            boolean server = one.text("validation_kind").equals("SERVER");
            cases.add(new LimboCase(
                    one.text("id"),
                    one.text("expected_result").equals("SUCCESS"),
                    server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2",
                    one));
        }
        return cases;
    }

    /** Why it is refused; empty if it is accepted. */
    String judge(CertificatePathRules rules) throws MalformedInputException {
        try {
            CertificateFacts leaf = pem(json.text("peer_certificate"));
            CertificatePathResult result = new CertificatePathSearch(
                            rules,
                            pems(json.array("trusted_certs").texts()),
                            pems(json.array("untrusted_intermediates").texts()))
                    .from(leaf, List.of(time()));
            return result instanceof CertificatePathResult.NotFound none
                    ? none.reason().code().id()
                    : "";
        } catch (MalformedInputException e) {
            return e.reason().code().id();
        }
    }

    /** Whether it sets an option that the search does not have. */
    boolean limitsDepth() {
        return says("max_chain_depth");
    }

    private boolean says(String member) {
        return json.find(member).filter(value -> !(value instanceof JsonNull)).isPresent();
    }

    private Instant time() throws MalformedInputException {
        return says("validation_time")
                ? OffsetDateTime.parse(json.text("validation_time")).toInstant()
                : NOW;
    }

    private static CertificateFacts pem(String text) throws MalformedInputException {
        return CertificateFacts.parse(Pem.parseOne(Bytes.utf8(text)).content());
    }

    private static List<CertificateFacts> pems(List<String> texts) {
        List<CertificateFacts> read = new ArrayList<>();
        for (String text : texts) {
            try {
                read.add(pem(text));
            } catch (MalformedInputException e) {
                // As a token's certificates: one that cannot be read is no way to anywhere.
                continue;
            }
        }
        return read;
    }
}
