/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.DistributionPoint;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.RevocationList;
import dev.imagetrust.primitives.RevocationStatus;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks certificates up in CRLs. The addresses of one distribution point are mirrors, of which the first that helps will
 * do; each point may be about other reasons, so each has to answer.
 */
final class CrlLookup {

    private static final String FRESHEST = "2.5.29.46";

    private final RevocationRequests requests;
    private final RevocationMoment moment;

    CrlLookup(RevocationRequests requests, RevocationMoment moment) {
        this.requests = requests;
        this.moment = moment;
    }

    /**
     * What all points say: the first revocation, else that of the points which ends first.
     *
     * @param points at least one
     * @throws UnknownRevocationException if one of them says nothing
     */
    RevocationStatus find(CertificateFacts certificate, CertificateFacts issuer, List<DistributionPoint> points)
            throws UnknownRevocationException, InterruptedException {
        RevocationStatus.Good earliest = null;
        for (DistributionPoint point : points) {
            RevocationStatus status = find(certificate, issuer, point);
            if (!(status instanceof RevocationStatus.Good good)) {
                return status;
            }
            earliest = earliest == null || good.until().isBefore(earliest.until()) ? good : earliest;
        }
        if (earliest == null) {
            throw new UnknownRevocationException(List.of("it names no CRL"));
        }
        return earliest;
    }

    private RevocationStatus find(CertificateFacts certificate, CertificateFacts issuer, DistributionPoint point)
            throws UnknownRevocationException, InterruptedException {
        List<String> failures = new ArrayList<>();
        if (!point.supported()) {
            failures.add("a CRL of another issuer, or with a relative name, is not read");
        } else if (point.uris().isEmpty()) {
            failures.add("a CRL that is not at an address of plain HTTP");
        }
        for (URI uri : point.supported() ? point.uris() : List.<URI>of()) {
            try {
                return complete(requests.crl(uri), certificate, issuer).status(certificate, point, moment.signedAt());
            } catch (IOException e) {
                failures.add("CRL " + uri + ": " + e.getMessage());
            } catch (MalformedInputException e) {
                failures.add("CRL " + uri + ": " + e.reason().text());
            } catch (UnknownRevocationException e) {
                failures.addAll(e.failures());
            }
        }
        throw new UnknownRevocationException(failures);
    }

    /** With the changes since, if they are published elsewhere. */
    private RevocationList complete(Bytes crl, CertificateFacts certificate, CertificateFacts issuer)
            throws MalformedInputException, UnknownRevocationException, InterruptedException {
        RevocationList list = moment.verify(crl, issuer);
        if (list.hasChanges()) {
            return withChanges(list);
        }
        if (certificate.extension(FRESHEST).isPresent()) {
            throw new UnknownRevocationException(List.of("changes to a CRL that does not say where they are"));
        }
        return list;
    }

    private RevocationList withChanges(RevocationList list)
            throws MalformedInputException, UnknownRevocationException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (URI uri : list.changes()) {
            try {
                return list.with(requests.crl(uri));
            } catch (IOException e) {
                failures.add("changes " + uri + ": " + e.getMessage());
            } catch (MalformedInputException e) {
                failures.add("changes " + uri + ": " + e.reason().text());
            }
        }
        failures.add("no changes to a CRL that has some");
        throw new UnknownRevocationException(failures);
    }
}
