/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.verdict.Reason;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What is asked of the certificates of a path. In what the paths of signers and of timestamp authorities agree is not up
 * for choice: {@link CertificateRules#firstOfChain} for the leaf, {@link CertificateRules#authorityFor} for all others.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class CertificatePathRules {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private static final CertificatePathRules OF_CODE_SIGNING = of(CODE_SIGNING, CertificateRules::purposesInclude)
            .withLeafRule(leaf -> CertificateRules.keyUsageHas(leaf, KeyUsageBit.DIGITAL_SIGNATURE));

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

    /** The same for leaves of another purpose. */
    CertificatePathRules forPurpose(String other, BiFunction<CertificateFacts, String, Optional<Reason>> saidByLeaf) {
        return new CertificatePathRules(other, saidByLeaf, ofLeaf, ofAnchor);
    }

    Optional<Reason> brokenByLeaf(CertificateFacts leaf) {
        return CertificateRules.firstOfChain(leaf)
                .or(() -> ofLeaf.apply(leaf))
                .or(() -> purposeOfLeaf.apply(leaf, purpose));
    }

    Optional<Reason> brokenByAuthority(CertificateFacts authority, int certificatesBetween) {
        return CertificateRules.authorityFor(authority, certificatesBetween, purpose);
    }

    Optional<Reason> brokenByAnchor(CertificateFacts anchor) {
        return ofAnchor.apply(anchor);
    }
}
