/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.verdict.Reason;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Which certificates a CRL is about: its issuing distribution point (RFC 5280 section 5.2.5). An authority may publish
 * several lists, and the one that leaves a certificate out by design must not vouch for it.
 *
 * @param names what its place is called, each a {@code GeneralName} as it is encoded; none if it is for every place
 * @param onlyUsers whether it leaves authorities out
 * @param onlyAuthorities whether it leaves all others out
 */
record CrlScope(Set<Bytes> names, boolean onlyUsers, boolean onlyAuthorities) {

    private static final CrlScope EVERYTHING = new CrlScope(Set.of(), false, false);

    private static final int POINT = 0xa0;
    private static final int ONLY_USERS = 0x81;
    private static final int ONLY_AUTHORITIES = 0x82;
    private static final int ONLY_SOME_REASONS = 0x83;
    private static final int INDIRECT = 0x84;
    private static final int ONLY_ATTRIBUTES = 0x85;

    CrlScope {
        names = Set.copyOf(names);
    }

    static CrlScope of(DerExtensions extensions) throws MalformedInputException {
        Optional<Bytes> extension = extensions.value(CrlContent.ISSUING_DISTRIBUTION_POINT);
        if (extension.isEmpty()) {
            return EVERYTHING;
        }
        DerReader whole = new DerReader(extension.get());
        DerReader fields = whole.sequence();
        whole.end();
        Set<Bytes> names = Set.of();
        if (fields.nextIs(POINT)) {
            names = RevocationSources.names(fields.open(POINT));
        }
        boolean onlyUsers = flag(fields, ONLY_USERS);
        boolean onlyAuthorities = flag(fields, ONLY_AUTHORITIES);
        refuse(fields.nextIs(ONLY_SOME_REASONS), "a CRL for some reasons only");
        refuse(flag(fields, INDIRECT), "a CRL with certificates of other issuers");
        refuse(flag(fields, ONLY_ATTRIBUTES), "a CRL of attribute certificates");
        fields.end();
        return new CrlScope(names, onlyUsers, onlyAuthorities);
    }

    /** Refuses a certificate that the list is not about, or a place that is not the list's. */
    void require(CertificateFacts certificate, DistributionPoint point) throws MalformedInputException {
        boolean authority = CertificateRules.endEntity(certificate).isPresent();
        if (authority ? onlyUsers : onlyAuthorities) {
            throw new MalformedInputException(new Reason(
                    PrimitiveReason.CRL_SCOPE,
                    authority ? "it leaves authorities out" : "it is about authorities only"));
        }
        if (!names.isEmpty() && Collections.disjoint(names, point.names())) {
            throw new MalformedInputException(new Reason(PrimitiveReason.CRL_SCOPE, "it is for another place"));
        }
    }

    private static boolean flag(DerReader fields, int tag) throws MalformedInputException {
        return fields.nextIs(tag) && fields.truth(tag);
    }

    private static void refuse(boolean unsupported, String what) throws MalformedInputException {
        if (unsupported) {
            throw new MalformedInputException(new Reason(PrimitiveReason.CRL_UNSUPPORTED, what));
        }
    }
}
