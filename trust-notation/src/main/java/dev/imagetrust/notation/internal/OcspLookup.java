/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.OcspRequest;
import dev.imagetrust.primitives.OcspResponse;
import dev.imagetrust.primitives.RevocationSources;
import dev.imagetrust.primitives.RevocationStatus;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks OCSP responders about certificates, one after another until one answers. */
final class OcspLookup {

    private final RevocationRequests requests;
    private final RevocationMoment moment;
    private final CrlLookup crls;
    private final @Nullable Supplier<Bytes> nonces;

    /**
     * An asker.
     *
     * @param crls where responders are looked up
     * @param nonces null for none
     */
    OcspLookup(RevocationRequests requests, RevocationMoment moment, CrlLookup crls, @Nullable Supplier<Bytes> nonces) {
        this.requests = requests;
        this.moment = moment;
        this.crls = crls;
        this.nonces = nonces;
    }

    /**
     * What the first says that answers. That it does not know the certificate is an answer.
     *
     * @throws UnknownRevocationException if there is none
     */
    RevocationStatus find(CertificateFacts certificate, CertificateFacts issuer, List<URI> responders)
            throws UnknownRevocationException, InterruptedException {
        List<String> failures = new ArrayList<>();
        if (responders.isEmpty()) {
            failures.add("an OCSP responder that is not at an address of plain HTTP");
        }
        for (URI responder : responders) {
            try {
                RevocationStatus status = ask(responder, certificate, issuer);
                if (!(status instanceof RevocationStatus.Unknown)) {
                    return status;
                }
                failures.add("OCSP " + responder + ": the certificate is unknown");
                break;
            } catch (IOException e) {
                failures.add("OCSP " + responder + ": " + e.getMessage());
            } catch (MalformedInputException e) {
                failures.add("OCSP " + responder + ": " + e.reason().text());
            } catch (UnknownRevocationException e) {
                failures.add("OCSP " + responder + ": its own certificate: " + e.getMessage());
            }
        }
        throw new UnknownRevocationException(failures);
    }

    private RevocationStatus ask(URI responder, CertificateFacts certificate, CertificateFacts issuer)
            throws IOException, MalformedInputException, UnknownRevocationException, InterruptedException {
        OcspRequest request = OcspRequest.about(certificate, issuer);
        if (nonces != null) {
            request = request.withNonce(nonces.get());
        }
        Bytes response = requests.ocsp(responder, request.encoded());
        OcspResponse.Answer answer = OcspResponse.parse(response).verify(request, moment.now(), moment.signedAt());
        CertificateFacts signer = answer.responder();
        if (signer != null) {
            requireNotRevoked(signer, issuer);
        }
        return answer.status();
    }

    /** RFC 6960, 4.2.2.2.1. By CRL, or responders would vouch for each other; and one that names nothing cannot be. */
    private void requireNotRevoked(CertificateFacts responder, CertificateFacts issuer)
            throws MalformedInputException, UnknownRevocationException, InterruptedException {
        RevocationSources sources = RevocationSources.of(responder);
        if (!sources.areNone() && !(crls.find(responder, issuer, sources.crls()) instanceof RevocationStatus.Good)) {
            throw new UnknownRevocationException(List.of("it has been revoked"));
        }
    }
}
