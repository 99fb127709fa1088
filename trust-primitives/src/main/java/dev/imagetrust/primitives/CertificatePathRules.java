/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What is asked of the certificates of a path. In what the paths of signers and of timestamp authorities agree is not up
 * for choice (RFC 5280):
 *
 * <ul>
 *   <li>the leaf is {@link CertificateRules#firstOfChain}, all others are {@link CertificateRules#authorityFor} its
 *       purpose;
 *   <li>all but self-signed ones have a positive serial number of at most 20 octets (section 4.1.2.2) and an
 *       authority key identifier (4.2.1.1); authorities have a subject key identifier (4.2.1.2), and the two agree;
 *   <li>alternative names of the leaf can be read, host names and addresses among them are some (4.2.1.6).
 * </ul>
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class CertificatePathRules {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private static final CertificatePathRules OF_CODE_SIGNING =
            signing(CODE_SIGNING, CertificateRules::purposesInclude);

    private final String purpose;
    private final BiFunction<CertificateFacts, String, Optional<Reason>> purposeOfLeaf;
    private final Function<CertificateFacts, Optional<Reason>> ofLeaf;
    private final Function<CertificateFacts, Optional<Reason>> ofAnchor;

    private CertificatePathRules(
            String purpose,
            BiFunction<CertificateFacts, String, Optional<Reason>> purposeOfLeaf,
            Function<CertificateFacts, Optional<Reason>> ofLeaf,
            Function<CertificateFacts, Optional<Reason>> ofAnchor) {
        this.purpose = purpose;
        this.purposeOfLeaf = purposeOfLeaf;
        this.ofLeaf = ofLeaf;
        this.ofAnchor = ofAnchor;
    }

    /**
     * Sigstore client specification: the leaf is for code signing, its key for signatures, and the anchor is whatever
     * authority is trusted, self-signed or not. The same goes for the authorities of one's own that cosign takes.
     */
    public static CertificatePathRules codeSigning() {
        return OF_CODE_SIGNING;
    }

    /** The same for signatures of another purpose. */
    static CertificatePathRules signing(
            String purpose, BiFunction<CertificateFacts, String, Optional<Reason>> purposeOfLeaf) {
        return of(purpose, purposeOfLeaf)
                .withLeafRule(leaf -> CertificateRules.keyUsageHas(leaf, KeyUsageBit.DIGITAL_SIGNATURE));
    }

    /**
     * The rules that all paths have to keep.
     *
     * @param purpose what the leaf is for, an object identifier; limits on the purposes of authorities leave room for it
     * @param purposeOfLeaf in which way the leaf has to say so
     */
    static CertificatePathRules of(
            String purpose, BiFunction<CertificateFacts, String, Optional<Reason>> purposeOfLeaf) {
        return new CertificatePathRules(purpose, purposeOfLeaf, leaf -> Optional.empty(), anchor -> Optional.empty());
    }

    /** The same, with one more rule for the leaf. */
    CertificatePathRules withLeafRule(Function<CertificateFacts, Optional<Reason>> rule) {
        return new CertificatePathRules(
                purpose, purposeOfLeaf, leaf -> ofLeaf.apply(leaf).or(() -> rule.apply(leaf)), ofAnchor);
    }

    /** The same, with one more rule for the anchor. */
    CertificatePathRules withAnchorRule(Function<CertificateFacts, Optional<Reason>> rule) {
        return new CertificatePathRules(
                purpose, purposeOfLeaf, ofLeaf, anchor -> ofAnchor.apply(anchor).or(() -> rule.apply(anchor)));
    }

    Optional<Reason> brokenByLeaf(CertificateFacts leaf) {
        return CertificateRules.firstOfChain(leaf)
                .or(() -> CertificateIdentifiers.ofIssued(leaf))
                .or(() -> AlternativeNames.readable(leaf))
                .or(() -> ofLeaf.apply(leaf))
                .or(() -> purposeOfLeaf.apply(leaf, purpose));
    }

    /** Of the authority that issued a certificate, so many certificates above the leaf. */
    Optional<Reason> brokenByAuthority(CertificateFacts issued, CertificateFacts authority, int certificatesBetween) {
        return CertificateRules.authorityFor(authority, certificatesBetween, purpose)
                .or(() -> CertificateIdentifiers.ofIssued(authority))
                .or(() -> CertificateIdentifiers.agree(issued, authority));
    }

    Optional<Reason> brokenByAnchor(CertificateFacts anchor) {
        return ofAnchor.apply(anchor);
    }
}
