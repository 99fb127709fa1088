/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The certificates and CRLs of PKITS, and revocation by them as it is looked up for signers. */
final class Pkits {

    private static final Set<ReasonCode> OF_THE_RIGHT_ISSUER = Set.of(
            PrimitiveReason.CRL_SCOPE,
            PrimitiveReason.CRL_UNSUPPORTED,
            PrimitiveReason.CRL_NOT_CURRENT,
            PrimitiveReason.CRL_DELTA);

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final Path folder;
    private final CertificateFacts root;
    private final List<CertificateFacts> authorities = new ArrayList<>();
    private final List<Bytes> crls = new ArrayList<>();
    private final Map<List<CertificateFacts>, String> revocations = new HashMap<>();

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
    String judge(String name, CertificatePathRules rules) throws Exception {
        CertificateFacts leaf;
        try {
            leaf = CertificateFacts.parse(read(folder.resolve("certs/" + name + "EE.crt")));
        } catch (MalformedInputException e) {
            return e.reason().code().id();
        }
        CertificatePathResult result =
                new CertificatePathSearch(rules, List.of(root), authorities).from(leaf, List.of(NOW));
        if (!(result instanceof CertificatePathResult.Found found)) {
            return ((CertificatePathResult.NotFound) result).reason().code().id();
        }
        List<CertificateFacts> chain = found.path().certificates();
        for (int i = 0; i < chain.size() - 1; i++) {
            String refusal = revoked(chain.get(i), chain.get(i + 1));
            if (!refusal.isEmpty()) {
                return refusal;
            }
        }
        return "";
    }

    /** Each certificate is looked up once, however many leaves and rules lead to it. */
    private String revoked(CertificateFacts certificate, CertificateFacts issuer) throws Exception {
        List<CertificateFacts> link = List.of(certificate, issuer);
        if (!revocations.containsKey(link)) {
            revocations.put(link, revocation(certificate, issuer));
        }
        return revocations.get(link);
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
        boolean named = list.hasChanges() || certificate.extension("2.5.29.46").isPresent();
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
