/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Other people's chains, through the function that looks for the chains of timestamp authorities, with its rules; those
 * on the leaf's purpose are as the collection has it. Revocation by CRL as it is looked up for signers.
 *
 * <p>The tables beside say what is refused although it is good, and why; a line too many fails as one too few does.
 */
class PathValidationTest {

    private static final Path UPSTREAM = Path.of(System.getProperty("imagetrust.shared", "../../shared"), "upstream");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    /** RFC 5280, 6.1: what a collection says nothing about is not asked. */
    private static CertificatePathRules rules(String purpose, boolean leafHasToNameIt) {
        return CertificatePathRules.of(
                purpose,
                leafHasToNameIt ? CertificateRules::purposesInclude : (leaf, ofCollection) -> Optional.empty());
    }

    @Test
    void agreesWithPkitsExceptForWhatTheTableNames() throws Exception {
        Path folder = UPSTREAM.resolve("pkits");
        assumeTrue(Files.isDirectory(folder), "PKITS is not there: " + folder);
        Pkits pkits = new Pkits(folder);
        Map<String, String> refused = new TreeMap<>();
        List<String> wronglyAccepted = new ArrayList<>();
        int agreed = 0;
        for (String name : pkits.leaves()) {
            String refusal = pkits.judge(name);
            boolean good = name.startsWith("Valid");
            if (refusal.isEmpty() == good) {
                agreed++;
            } else if (good) {
                refused.put(name, refusal);
            } else {
                wronglyAccepted.add(name);
            }
        }
        assertThat(wronglyAccepted).isEmpty();
        assertThat(refused).isEqualTo(table("pkits-unsupported.tsv"));
        assertThat(agreed + refused.size()).isEqualTo(203);
    }

    @Test
    void agreesWithLimboExceptForWhatTheTableNames() throws Exception {
        Path file = UPSTREAM.resolve("x509-limbo/limbo.json");
        assumeTrue(Files.isRegularFile(file), "x509-limbo is not there: " + file);
        Map<String, String> differing = new TreeMap<>();
        JsonObject limbo = Json.parseObject(
                Bytes.copyOf(Files.readAllBytes(file)), new JsonLimits(16 << 20, 16, 1 << 20, 1 << 20));
        List<JsonObject> cases = limbo.array("testcases").objects();
        for (JsonObject one : cases) {
            String refusal = limbo(one);
            boolean good = one.text("expected_result").equals("SUCCESS");
            if (refusal.isEmpty() != good) {
                differing.put(one.text("id"), good ? refusal : "accepted");
            }
        }
        assertThat(differing).isEqualTo(table("limbo-differences.tsv"));
        assertThat(cases).hasSize(115);
    }

    private static String limbo(JsonObject one) throws Exception {
        boolean server = one.text("validation_kind").equals("SERVER");
        String purpose = server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2";
        String time = one.find("validation_time")
                        .filter(v -> !(v instanceof JsonNull))
                        .isPresent()
                ? one.text("validation_time")
                : NOW.toString();
        try {
            return refusal(path(
                    rules(purpose, true),
                    pem(one.text("peer_certificate")),
                    pems(one.array("trusted_certs").texts()),
                    pems(one.array("untrusted_intermediates").texts()),
                    OffsetDateTime.parse(time).toInstant()));
        } catch (MalformedInputException e) {
            return e.reason().code().id();
        }
    }

    private static CertificatePathResult path(
            CertificatePathRules rules,
            CertificateFacts leaf,
            Collection<CertificateFacts> anchors,
            List<CertificateFacts> others,
            Instant time) {
        return new CertificatePathSearch(rules, anchors, others).from(leaf, List.of(time));
    }

    private static String refusal(CertificatePathResult result) {
        return result instanceof CertificatePathResult.NotFound none
                ? none.reason().code().id()
                : "";
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

    private static Map<String, String> table(String name) throws IOException {
        Map<String, String> table = new TreeMap<>();
        String text = new String(Keys.resource("/paths/" + name), StandardCharsets.UTF_8);
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] columns = line.split("\t");
            table.put(columns[0], columns[1]);
        });
        return table;
    }

    /** The certificates and CRLs of PKITS. */
    private static final class Pkits {

        private static final Set<ReasonCode> OF_THE_RIGHT_ISSUER = Set.of(
                PrimitiveReason.CRL_SCOPE,
                PrimitiveReason.CRL_UNSUPPORTED,
                PrimitiveReason.CRL_NOT_CURRENT,
                PrimitiveReason.CRL_DELTA);

        private final Path folder;
        private final CertificateFacts root;
        private final List<CertificateFacts> authorities = new ArrayList<>();
        private final List<Bytes> crls = new ArrayList<>();

        Pkits(Path folder) throws Exception {
            this.folder = folder;
            this.root = CertificateFacts.parse(read(folder.resolve("certs/TrustAnchorRootCertificate.crt")));
            for (Path file : files("certs", "Cert.crt")) {
                try {
                    authorities.add(CertificateFacts.parse(read(file)));
                } catch (MalformedInputException e) {
                    continue; // nobody who cannot be read leads anywhere
                }
            }
            for (Path file : files("crls", ".crl")) {
                crls.add(read(file));
            }
        }

        List<String> leaves() throws IOException {
            return files("certs", "EE.crt").stream()
                    .map(file -> file.getFileName().toString().replace("EE.crt", ""))
                    .filter(name -> name.startsWith("Valid") || name.startsWith("Invalid"))
                    .toList();
        }

        /** Why it is refused; empty if it is accepted. */
        String judge(String name) throws Exception {
            try {
                CertificateFacts leaf = CertificateFacts.parse(read(folder.resolve("certs/" + name + "EE.crt")));
                CertificatePathResult result = path(rules(TIME_STAMPING, false), leaf, List.of(root), authorities, NOW);
                if (!(result instanceof CertificatePathResult.Found found)) {
                    return refusal(result);
                }
                List<CertificateFacts> chain = found.path().certificates();
                for (int i = 0; i < chain.size() - 1; i++) {
                    String refusal = revocation(chain.get(i), chain.get(i + 1));
                    if (!refusal.isEmpty()) {
                        return refusal;
                    }
                }
                return "";
            } catch (MalformedInputException e) {
                return e.reason().code().id();
            }
        }

        private String revocation(CertificateFacts certificate, CertificateFacts issuer) throws Exception {
            List<DistributionPoint> points = RevocationSources.of(certificate).crls();
            for (DistributionPoint point : points.isEmpty() ? List.of(DistributionPoint.UNNAMED) : points) {
                String refusal = point.supported() ? revocation(certificate, issuer, point) : "unsupported point";
                if (!refusal.isEmpty()) {
                    return refusal;
                }
            }
            return "";
        }

        /** Any CRL that speaks may revoke; one at least has to speak. */
        private String revocation(CertificateFacts certificate, CertificateFacts issuer, DistributionPoint point) {
            String refusal = "no CRL";
            boolean good = false;
            for (Bytes crl : crls) {
                try {
                    RevocationList list = withChanges(RevocationList.verify(crl, issuer, NOW), certificate);
                    if (list.status(certificate, point, null) instanceof RevocationStatus.Revoked) {
                        return "revoked";
                    }
                    good = true;
                } catch (MalformedInputException e) {
                    boolean mine = OF_THE_RIGHT_ISSUER.contains(e.reason().code());
                    refusal = mine ? e.reason().code().id() : refusal;
                }
            }
            return good ? "" : refusal;
        }

        private RevocationList withChanges(RevocationList list, CertificateFacts certificate)
                throws MalformedInputException {
            boolean named =
                    list.hasChanges() || certificate.extension("2.5.29.46").isPresent();
            if (!named) {
                return list;
            }
            for (Bytes crl : crls) {
                try {
                    return list.with(crl);
                } catch (MalformedInputException e) {
                    continue;
                }
            }
            throw new MalformedInputException(Reason.of(PrimitiveReason.CRL_DELTA));
        }

        private List<Path> files(String below, String ending) throws IOException {
            try (Stream<Path> files = Files.list(folder.resolve(below))) {
                return files.filter(file -> file.toString().endsWith(ending))
                        .sorted()
                        .toList();
            }
        }

        private static Bytes read(Path file) throws IOException {
            return Bytes.copyOf(Files.readAllBytes(file));
        }
    }
}
