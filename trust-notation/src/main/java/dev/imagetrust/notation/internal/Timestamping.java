/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.primitives.CertificateRules;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.TimestampAuthorities;
import dev.imagetrust.primitives.TimestampRequest;
import dev.imagetrust.primitives.VerifiedTimestamp;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.spi.VerificationContext;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has signatures stamped by one authority, whose answers are judged as verification would. */
public final class Timestamping {

    private final URI authority;
    private final TimestampAuthorities roots;
    private final SecureRandom random;
    private final boolean revocationMatters;

    private Timestamping(URI authority, TimestampAuthorities roots, SecureRandom random, boolean revocationMatters) {
        this.authority = authority;
        this.roots = roots;
        this.random = random;
        this.revocationMatters = revocationMatters;
    }

    /**
     * With an authority and the roots its chain has to end at.
     *
     * @param authority http or https, with a host
     * @param roots PEM or DER
     * @param random where nonces come from
     * @throws SetUpException {@code SIGNING_OPTION_INVALID} or {@code TRUST_STORE_INVALID}
     */
    public static Timestamping by(URI authority, Bytes roots, SecureRandom random) {
        boolean http =
                "http".equalsIgnoreCase(authority.getScheme()) || "https".equalsIgnoreCase(authority.getScheme());
        if (!http || authority.getHost() == null) {
            throw new SetUpException(new Reason(
                    NotationReason.SIGNING_OPTION_INVALID,
                    "no http address of a time-stamping authority: " + authority));
        }
        TrustedCertificates trusted = TrustedCertificates.of(
                AnchorKind.NOTATION_TSA,
                List.of(new AnchorSelector.Pinned(AnchorKind.NOTATION_TSA, roots, "roots of " + authority.getHost())),
                TrustSnapshot.empty());
        return new Timestamping(authority, TimestampAuthorities.of(trusted.all()), random, true);
    }

    /** The same, for which nobody asks whether the authority's certificates have been revoked. */
    public Timestamping insecurelyWithoutRevocation() {
        return new Timestamping(authority, roots, random, false);
    }

    /**
     * Has a signature stamped.
     *
     * @return a timestamp token
     * @throws SigningException if the answer is none, is not by the authority, or does not show that the
     *     certificates were valid; {@code TIMESTAMP_UNAVAILABLE} if there is none
     * @throws InterruptedException if the thread was interrupted
     */
    Bytes stamp(Bytes signature, SigningChain chain, SigningContext context)
            throws SigningException, InterruptedException {
        EvidenceFetcher fetcher = context.evidenceFetcher()
                .orElseThrow(() -> refusal(NotationReason.TIMESTAMP_UNAVAILABLE, "signing without a network"));
        try {
            TimestampRequest request =
                    TimestampRequest.over(signature, chain.algorithm().hash(), random);
            Bytes response = request.fetch(fetcher, authority, context.deadline());
            Bytes token = request.answeredBy(response).encoded();
            VerifiedTimestamp timestamp = Countersignature.verify(token, signature, roots);
            requireGood(timestamp, chain);
            if (revocationMatters) {
                requireNotRevoked(timestamp, context);
            }
            return token;
        } catch (MalformedInputException e) {
            throw new SigningException(
                    Malformed.as(NotationReason.TIMESTAMP_INVALID, e).reason(), e);
        } catch (SigningException e) {
            throw e;
        } catch (IOException e) {
            throw new SigningException(
                    new Reason(NotationReason.TIMESTAMP_UNAVAILABLE, String.valueOf(e.getMessage())), e);
        }
    }

    private void requireGood(VerifiedTimestamp timestamp, SigningChain chain) throws SigningException {
        Optional<Reason> invalid = CertificateRules.allValidAt(chain.certificates(), timestamp.earliest())
                .or(() -> CertificateRules.allValidAt(chain.certificates(), timestamp.latest()));
        if (invalid.isPresent()) {
            throw refusal(NotationReason.TIMESTAMP_OUT_OF_RANGE, invalid.get().text());
        }
    }

    /** CVE-2024-56138: a stamp of a revoked authority must not come into a new signature. */
    private static void requireNotRevoked(VerifiedTimestamp timestamp, SigningContext context)
            throws SigningException, InterruptedException {
        VerificationContext asking = VerificationContext.builder(context.now())
                .deadline(context.deadline())
                .evidenceFetcher(context.evidenceFetcher().orElse(null))
                .build();
        Optional<CertificateRevocation> decisive = new RevocationCheck(asking, Duration.ZERO, null)
                .of(timestamp.chain(), null)
                .decisive();
        if (decisive.isPresent()) {
            boolean revoked = decisive.get().result() == CertificateRevocation.Result.REVOKED;
            throw refusal(
                    revoked ? NotationReason.TSA_REVOKED : NotationReason.TSA_REVOCATION_UNKNOWN,
                    decisive.get().detail() + "; certificate of "
                            + decisive.get().certificate().subjectText());
        }
    }

    private static SigningException refusal(NotationReason code, String detail) {
        return new SigningException(new Reason(code, detail));
    }
}
