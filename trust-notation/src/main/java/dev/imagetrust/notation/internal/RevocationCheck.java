/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.internal.CertificateRevocation.Method;
import dev.imagetrust.notation.internal.CertificateRevocation.Result;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.RevocationSources;
import dev.imagetrust.primitives.RevocationStatus;
import dev.imagetrust.spi.VerificationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether certificates of a chain have been revoked: by OCSP, by CRL where OCSP tells nothing.
 *
 * <p>Only for a chain that matched a trust store: nobody may be made to ask addresses that a stranger wrote into a
 * certificate. A root is never asked about, it could be revoked by nobody but itself.
 */
final class RevocationCheck {

    private final VerificationContext context;
    private final Duration crlsPastTheirTime;
    private final @Nullable Supplier<Bytes> nonces;

    RevocationCheck(VerificationContext context, Duration crlsPastTheirTime, @Nullable Supplier<Bytes> nonces) {
        this.context = context;
        this.crlsPastTheirTime = crlsPastTheirTime;
        this.nonces = nonces;
    }

    /** When the answers have to hold. */
    Instant now() {
        return context.now();
    }

    /**
     * Asks about each certificate, leaf first, until one turns out to be revoked.
     *
     * @param trustedChain leaf first, up to the root; one that matched a trust store
     * @param signedAt when the leaf was used, if an authority vouches for that; else null
     */
    ChainRevocation of(List<CertificateFacts> trustedChain, @Nullable Instant signedAt) throws InterruptedException {
        RevocationMoment moment = new RevocationMoment(context.now(), crlsPastTheirTime, signedAt);
        RevocationRequests requests =
                new RevocationRequests(context.evidenceFetcher().orElse(null), context.deadline());
        CrlLookup crls = new CrlLookup(requests, moment);
        OcspLookup ocsp = new OcspLookup(requests, moment, crls, nonces);
        List<CertificateRevocation> found = new ArrayList<>();
        for (int i = 0; i < trustedChain.size() - 1; i++) {
            CertificateRevocation one = find(trustedChain.get(i), trustedChain.get(i + 1), ocsp, crls);
            found.add(one);
            if (one.result() == Result.REVOKED) {
                break;
            }
        }
        return new ChainRevocation(found);
    }

    private static CertificateRevocation find(
            CertificateFacts certificate, CertificateFacts issuer, OcspLookup ocsp, CrlLookup crls)
            throws InterruptedException {
        RevocationSources sources;
        try {
            sources = RevocationSources.of(certificate);
        } catch (MalformedInputException e) {
            return unknown(certificate, Method.NONE, e.reason().text());
        }
        if (sources.areNone()) {
            return new CertificateRevocation(certificate, Result.NOT_REVOCABLE, Method.NONE, "", null);
        }
        List<String> failures = new ArrayList<>();
        if (sources.namesOcsp()) {
            try {
                return found(certificate, Method.OCSP, ocsp.find(certificate, issuer, sources.ocsp()));
            } catch (UnknownRevocationException e) {
                failures.addAll(e.failures());
            }
            if (sources.crls().isEmpty()) {
                return unknown(certificate, Method.OCSP, String.join("; ", failures));
            }
        }
        Method method = sources.namesOcsp() ? Method.OCSP_FALLBACK_CRL : Method.CRL;
        try {
            return found(certificate, method, crls.find(certificate, issuer, sources.crls()));
        } catch (UnknownRevocationException e) {
            failures.addAll(e.failures());
            return unknown(certificate, method, String.join("; ", failures));
        }
    }

    private static CertificateRevocation found(CertificateFacts certificate, Method method, RevocationStatus status) {
        if (status instanceof RevocationStatus.Good good) {
            return new CertificateRevocation(certificate, Result.OK, method, "", good.until());
        }
        if (status instanceof RevocationStatus.Revoked revoked) {
            String detail = "since " + revoked.since() + ", " + revoked.why();
            return new CertificateRevocation(
                    certificate, Result.REVOKED, method, detail, revoked.isOnHold() ? revoked.until() : null);
        }
        return unknown(certificate, method, "the certificate is unknown");
    }

    private static CertificateRevocation unknown(CertificateFacts certificate, Method method, String why) {
        return new CertificateRevocation(certificate, Result.UNKNOWN, method, why, null);
    }
}
