/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CRL (RFC 5280 section 5) that its issuer signed and that is current.
 *
 * <p>Only CRLs of the issuer of the certificates in question are read, for all reasons. While one is looked through it
 * takes its own size in memory three times. Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class RevocationList {

    /** Octets of a CRL: half a million revocations. */
    public static final int MAX_LENGTH = 16 << 20;

    private final CertificateFacts issuer;
    private final Instant now;
    private final Duration pastItsTime;
    private final CrlContent content;
    private final CrlScope scope;
    private final @Nullable CrlContent delta;

    private RevocationList(RevocationList base, CrlContent delta) {
        this.issuer = base.issuer;
        this.now = base.now;
        this.pastItsTime = base.pastItsTime;
        this.content = base.content;
        this.scope = base.scope;
        this.delta = delta;
    }

    private RevocationList(Bytes der, CertificateFacts issuer, Instant now, Duration pastItsTime)
            throws MalformedInputException {
        this.issuer = issuer;
        this.now = now;
        this.pastItsTime = pastItsTime;
        this.content = verified(der);
        this.scope = CrlScope.of(content.extensions());
        this.delta = null;
        if (content.changes().isPresent()) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CRL_DELTA, "a list of changes where a complete one has to be"));
        }
    }

    /**
     * Verifies a complete CRL of at most {@link #MAX_LENGTH} octets: the certificate may sign CRLs and signed this one,
     * it is not from the future, says when there will be a newer one, and that time has not come.
     *
     * @throws MalformedInputException if it does not hold, or has a critical extension that is not known
     */
    public static RevocationList verify(Bytes der, CertificateFacts issuer, Instant now)
            throws MalformedInputException {
        return new RevocationList(der, issuer, now, Duration.ZERO);
    }

    /**
     * The same, also if a newer one should have come, but no longer ago than that. What was revoked since is then taken
     * for good.
     *
     * @throws MalformedInputException as {@link #verify}
     */
    public static RevocationList insecurelyVerifyPastItsTime(
            Bytes der, CertificateFacts issuer, Instant now, Duration ago) throws MalformedInputException {
        return new RevocationList(der, issuer, now, ago);
    }

    /** Whether it says that changes are published in lists of their own: then it alone is not the newest word. */
    public boolean hasChanges() {
        return content.extensions().value(CrlContent.FRESHEST).isPresent();
    }

    /**
     * Where such a list can be fetched by plain HTTP; any of them will do.
     *
     * @throws MalformedInputException if what it says about that cannot be read
     */
    public List<URI> changes() throws MalformedInputException {
        Optional<Bytes> freshest = content.extensions().value(CrlContent.FRESHEST);
        return freshest.isEmpty() ? List.of() : RevocationSources.freshest(freshest.get());
    }

    /**
     * The same with a list of changes, which has to hold as a complete one has to, to be about the same certificates, and
     * to change this list or an older one (RFC 5280 section 5.2.4). One with the number of this list adds nothing and is
     * taken: authorities issue both together.
     *
     * @throws MalformedInputException {@code CRL_DELTA} if it does not go with this list, else as {@link #verify}
     */
    public RevocationList with(Bytes changes) throws MalformedInputException {
        CrlContent read = verified(changes);
        if (!CrlScope.of(read.extensions()).equals(scope)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CRL_DELTA, "the changes are about other certificates"));
        }
        Optional<BigInteger> from = read.changes();
        Optional<BigInteger> to = read.number();
        Optional<BigInteger> own = content.number();
        boolean goesWith = from.isPresent()
                && to.isPresent()
                && own.isPresent()
                && from.get().compareTo(own.get()) <= 0
                && to.get().compareTo(own.get()) >= 0;
        if (!goesWith) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.CRL_DELTA, "changes from " + from + " to " + to + ", the list has " + own));
        }
        return new RevocationList(this, read);
    }

    /**
     * What it says about a certificate.
     *
     * @param point where the certificate says that this CRL is
     * @param signedAt when the certificate was used, if that is proved: a key lost later does not touch it; else null
     * @throws MalformedInputException if it is of another issuer, or not about certificates of this kind or place, or has
     *     an entry with a critical extension that is not known
     */
    public RevocationStatus status(CertificateFacts certificate, DistributionPoint point, @Nullable Instant signedAt)
            throws MalformedInputException {
        if (!certificate.issuer().equals(issuer.subject())) {
            throw new MalformedInputException(new Reason(PrimitiveReason.CRL_ISSUER, issuer.subjectText()));
        }
        scope.require(certificate, point);
        List<RevocationEntry> entries = new ArrayList<>(content.find(certificate.serialNumber()));
        if (delta != null) {
            entries.addAll(delta.find(certificate.serialNumber()));
        }
        Optional<RevocationEntry> revocation = RevocationEntry.decisive(entries, signedAt);
        return revocation.isPresent()
                ? new RevocationStatus.Revoked(
                        revocation.get().date(), revocation.get().reason(), until())
                : new RevocationStatus.Good(until());
    }

    /** When there will be newer information. */
    private Instant until() {
        Instant own = end(content);
        return delta != null && end(delta).isBefore(own) ? end(delta) : own;
    }

    private Instant end(CrlContent list) {
        return list.until() == null ? now : list.until().plus(pastItsTime);
    }

    private CrlContent verified(Bytes der) throws MalformedInputException {
        if (der.length() > MAX_LENGTH) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.TOO_LONG, "a CRL of " + der.length() + " octets, limit " + MAX_LENGTH));
        }
        DerReader whole = new DerReader(der);
        DerReader fields = whole.sequence();
        whole.end();
        Bytes signedPart = fields.anyElement();
        Bytes algorithm = fields.anyElement();
        Bytes signature = fields.octetsOfBitString();
        fields.end();
        if (issuer.keyUsage().isPresent()
                && CertificateRules.keyUsageHas(issuer, KeyUsageBit.CRL_SIGN).isPresent()) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CRL_ISSUER, "it must not sign CRLs: " + issuer.subjectText()));
        }
        if (!CertificateSignature.of(algorithm).holds(issuer.key(), signedPart, signature)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CRL_SIGNATURE, "under the key of " + issuer.subjectText()));
        }
        CrlContent read = CrlContent.parse(signedPart, algorithm);
        if (!read.issuer().equals(issuer.subject())) {
            throw new MalformedInputException(new Reason(PrimitiveReason.CRL_ISSUER, issuer.subjectText()));
        }
        Instant until = read.until();
        if (read.from().isAfter(now) || until == null || until.plus(pastItsTime).isBefore(now)) {
            throw new MalformedInputException(
                    new Reason(PrimitiveReason.CRL_NOT_CURRENT, "it holds from " + read.from() + " until " + until));
        }
        return read;
    }
}
