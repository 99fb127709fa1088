/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a certificate says that its revocation can be looked up. Only addresses of plain HTTP are listed: what is
 * fetched is signed, and who would need a certificate to ask about a certificate asks for ever. Immutable.
 *
 * @param ocsp OCSP responders, in their order
 * @param namesOcsp whether the certificate names any, also one that is not listed
 * @param crls places of CRLs, in their order; about each of them something has to be found out
 * @since 0.1
 */
public record RevocationSources(List<URI> ocsp, boolean namesOcsp, List<DistributionPoint> crls) {

    /** Addresses of responders, places of CRLs, and names of one place: real certificates have one or two of each. */
    public static final int MAX_EACH = 16;

    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String OCSP = "1.3.6.1.5.5.7.48.1";
    private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";

    private static final int URI_NAME = 0x86;
    private static final int POINT = 0xa0;
    private static final int FULL_NAME = 0xa0;
    private static final int REASONS = 0x81;
    private static final int CRL_ISSUER = 0xa2;

    /** Copies the lists. */
    public RevocationSources {
        ocsp = List.copyOf(ocsp);
        crls = List.copyOf(crls);
    }

    /**
     * Reads them.
     *
     * @throws MalformedInputException if an extension that names them cannot be read, so that nobody can say there are
     *     none
     */
    public static RevocationSources of(CertificateFacts certificate) throws MalformedInputException {
        List<Bytes> responders = new ArrayList<>();
        Optional<Bytes> access = certificate.extension(AUTHORITY_INFORMATION_ACCESS);
        if (access.isPresent()) {
            responders = responders(only(access.get()));
        }
        List<DistributionPoint> points = new ArrayList<>();
        Optional<Bytes> crls = certificate.extension(CRL_DISTRIBUTION_POINTS);
        if (crls.isPresent()) {
            points = points(only(crls.get()));
        }
        return new RevocationSources(addresses(responders), !responders.isEmpty(), points);
    }

    /** Whether the certificate names none: it cannot be revoked. */
    public boolean areNone() {
        return !namesOcsp && crls.isEmpty();
    }

    /** Where a CRL says that what changed since can be fetched (RFC 5280 section 5.2.6). */
    static List<URI> freshest(Bytes extension) throws MalformedInputException {
        return points(only(extension)).stream()
                .flatMap(point -> point.uris().stream())
                .toList();
    }

    /** The names of a {@code DistributionPointName}; one that is relative to an issuer is refused. */
    static Set<Bytes> names(DerReader point) throws MalformedInputException {
        if (!point.nextIs(FULL_NAME)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CRL_UNSUPPORTED, "a place whose name is relative to its issuer"));
        }
        DerReader names = point.open(FULL_NAME);
        point.end();
        Set<Bytes> read = new LinkedHashSet<>();
        do {
            read.add(names.anyElement());
            limit(read.size());
        } while (!names.atEnd());
        return read;
    }

    /** RFC 5280 section 4.2.2.1. */
    private static List<Bytes> responders(DerReader descriptions) throws MalformedInputException {
        List<Bytes> responders = new ArrayList<>();
        do {
            DerReader description = descriptions.sequence();
            String method = description.objectIdentifier();
            Bytes location = description.anyElement();
            description.end();
            if (method.equals(OCSP)) {
                responders.add(location);
                limit(responders.size());
            }
        } while (!descriptions.atEnd());
        return responders;
    }

    private static List<DistributionPoint> points(DerReader list) throws MalformedInputException {
        List<DistributionPoint> points = new ArrayList<>();
        do {
            points.add(point(list.sequence()));
            limit(points.size());
        } while (!list.atEnd());
        return points;
    }

    private static DistributionPoint point(DerReader fields) throws MalformedInputException {
        Set<Bytes> names = Set.of();
        boolean relative = false;
        if (fields.nextIs(POINT)) {
            DerReader name = fields.open(POINT);
            relative = !name.nextIs(FULL_NAME);
            names = relative ? names : names(name);
        }
        if (fields.nextIs(REASONS)) {
            fields.primitive(REASONS); // a CRL for some reasons is refused where it is read
        }
        boolean indirect = fields.nextIs(CRL_ISSUER);
        if (indirect) {
            fields.anyElement();
        }
        fields.end();
        return new DistributionPoint(names, addresses(names), !indirect && !relative);
    }

    private static List<URI> addresses(Iterable<Bytes> names) throws MalformedInputException {
        List<URI> addresses = new ArrayList<>();
        for (Bytes name : names) {
            DerReader reader = new DerReader(name);
            if (reader.nextIs(URI_NAME)) {
                http(reader.primitive(URI_NAME)).ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private static Optional<URI> http(Bytes text) {
        try {
            URI uri = new URI(new String(text.toByteArray(), StandardCharsets.ISO_8859_1));
            boolean usable =
                    "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
            return usable ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // nobody can ask there; whoever needs an answer goes without
        }
    }

    private static void limit(int count) throws MalformedInputException {
        if (count > MAX_EACH) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TOO_LONG, "more than " + MAX_EACH + " places to look up a revocation"));
        }
    }

    private static DerReader only(Bytes extension) throws MalformedInputException {
        DerReader whole = new DerReader(extension);
        DerReader list = whole.sequence();
        whole.end();
        return list;
    }
}
