/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.primitives.CertificatePath;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Identities that an OpenID Connect issuer vouched for. */
record FulcioNaming(IdentityRules identities, AnchorId root) implements CertificateNaming {

    @Override
    public Named require(CertificatePath path) throws MalformedInputException {
        FulcioIdentity identity = FulcioIdentity.of(path.leaf());
        Optional<Reason> refusal = identities.refusal(identity);
        if (refusal.isPresent()) {
            throw new MalformedInputException(refusal.get());
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("certificate-subject", identity.subject());
        facts.put("certificate-issuer", identity.issuer());
        identity.claims().forEach((claim, value) -> facts.put("certificate-" + claim.id(), value));
        return new Named(signer(path, identity), facts);
    }

    private TrustedSigner signer(CertificatePath path, FulcioIdentity identity) {
        Set<DenyTarget> material = new HashSet<>();
        material.add(new DenyTarget.OidcIdentity(identity.issuer(), identity.subject()));
        path.certificates().forEach(each -> material.addAll(Distrust.targets(each)));
        String who = CanonicalText.of(
                "oidc", out -> out.put("issuer", identity.issuer()).put("subject", identity.subject()));
        return new TrustedSigner(
                root,
                new SignerIdentity(SignerIdentity.Kind.OIDC, who),
                material,
                identity.subject() + " of " + identity.issuer());
    }
}
