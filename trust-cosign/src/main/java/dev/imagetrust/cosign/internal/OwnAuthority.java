/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificatePath;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Names that an own authority certified (sections 3.4 and 4.4): e-mail addresses and host names, several in one certificate. */
final class OwnAuthority implements CertificateNaming {

    private final Map<CertificateFacts, AnchorId> roots;
    private final List<CertificateFacts> between;
    private final List<Predicate<String>> emails;
    private final List<Predicate<String>> hosts;

    private OwnAuthority(
            Map<CertificateFacts, AnchorId> roots,
            List<CertificateFacts> between,
            List<Predicate<String>> emails,
            List<Predicate<String>> hosts) {
        this.roots = roots;
        this.between = between;
        this.emails = emails;
        this.hosts = hosts;
    }

    /**
     * Parses certificates and compiles patterns.
     *
     * @throws dev.imagetrust.spi.SetUpException if one of them cannot be used
     */
    static OwnAuthority of(CosignAuthority.OwnCa authority, TrustSnapshot trust) {
        return new OwnAuthority(
                SelectedCertificates.of(authority.roots(), trust),
                List.copyOf(SelectedCertificates.of(authority.intermediates(), trust)
                        .keySet()),
                authority.emails().stream().map(IdentityRules::compiled).toList(),
                authority.hosts().stream().map(IdentityRules::compiled).toList());
    }

    /** The roots as authorities, which end with their certificates only. */
    List<Authority> authorities() {
        List<Authority> authorities = new ArrayList<>();
        for (CertificateFacts root : roots.keySet()) {
            List<CertificateFacts> chain = new ArrayList<>(between);
            chain.add(root);
            authorities.add(new Authority(chain, new Validity(Instant.MIN, null), root.subjectText()));
        }
        return authorities;
    }

    @Override
    public Named require(CertificatePath path) throws MalformedInputException {
        CertificateNames names = CertificateNames.of(path.leaf());
        requireOne(names.emails(), emails);
        requireOne(names.hosts(), hosts);
        CertificateFacts root = path.anchor();
        AnchorId anchor = roots.get(root);
        if (anchor == null) {
            throw new IllegalStateException("a path ends at one of the roots");
        }
        return new Named(signer(path, names, anchor), Map.of("certificate-subject", names.text()));
    }

    private static void requireOne(List<String> names, List<Predicate<String>> wanted) throws MalformedInputException {
        boolean one = wanted.isEmpty()
                || names.stream().anyMatch(name -> wanted.stream().anyMatch(each -> each.test(name)));
        if (!one) {
            throw new MalformedInputException(new Reason(CosignReason.IDENTITY_MISMATCH, String.join(", ", names)));
        }
    }

    private static TrustedSigner signer(CertificatePath path, CertificateNames names, AnchorId anchor) {
        Set<DenyTarget> material = new HashSet<>();
        path.certificates().forEach(each -> material.addAll(Distrust.targets(each)));
        CertificateFacts root = path.anchor();
        String who = CanonicalText.of(
                "certificate",
                out -> out.put("anchor", root.fingerprint())
                        .put("emails", names.emails())
                        .put("hosts", names.hosts()));
        return new TrustedSigner(
                anchor, new SignerIdentity(SignerIdentity.Kind.CERTIFICATE, who), material, names.text());
    }
}
