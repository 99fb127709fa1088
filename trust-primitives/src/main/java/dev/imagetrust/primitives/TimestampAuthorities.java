/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a verifier trusts to tell the time.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class TimestampAuthorities {

    private final List<CertificateFacts> anchors;
    private final List<CertificateFacts> intermediates;
    private final @Nullable CertificateFacts pinnedSigner;

    private TimestampAuthorities(
            Collection<CertificateFacts> anchors,
            Collection<CertificateFacts> intermediates,
            @Nullable CertificateFacts pinnedSigner) {
        this.anchors = List.copyOf(anchors);
        this.intermediates = List.copyOf(intermediates);
        this.pinnedSigner = pinnedSigner;
    }

    /** Authorities at which a chain may end. None of them is one under which no timestamp is good. */
    public static TimestampAuthorities of(Collection<CertificateFacts> anchors) {
        return new TimestampAuthorities(anchors, List.of(), null);
    }

    /** The same, with authorities that a chain may lead through; those in a token may serve as well. */
    public TimestampAuthorities withIntermediates(Collection<CertificateFacts> certificates) {
        return new TimestampAuthorities(anchors, certificates, pinnedSigner);
    }

    /**
     * The same, but only this certificate may sign; it also stands in for one that the token leaves out. It still needs
     * its chain to an anchor.
     */
    public TimestampAuthorities withPinnedSigner(CertificateFacts certificate) {
        return new TimestampAuthorities(anchors, intermediates, certificate);
    }

    /** Where a chain may end. */
    public List<CertificateFacts> anchors() {
        return anchors;
    }

    /** What a chain may lead through, besides the certificates of a token. */
    public List<CertificateFacts> intermediates() {
        return intermediates;
    }

    /** Who has to have signed, if that is known. */
    public Optional<CertificateFacts> pinnedSigner() {
        return Optional.ofNullable(pinnedSigner);
    }
}
