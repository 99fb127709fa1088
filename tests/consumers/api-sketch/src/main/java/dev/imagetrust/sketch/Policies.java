/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.Action;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.DistinctSigners;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.RuleScope;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.trust.AnchorKind;
import java.util.List;

/** Policies as operators would have them. */
final class Policies {

    private Policies() {}

    static AnchorSelector key(String name) {
        return new AnchorSelector.Pinned(AnchorKind.COSIGN_KEY, Bytes.utf8("key of " + name), name);
    }

    /** Each team signs with its own key; everything else is refused. */
    static TrustPolicy perRepository() {
        return TrustPolicy.builder()
                .repository(
                        "registry.example/red",
                        CosignRequirement.keysInStore("red").build())
                .repository(
                        "registry.example/blue",
                        CosignRequirement.keysInStore("blue").build())
                .repository("registry.example/playground", new Waive("nothing here is deployed"))
                .otherwise(new Reject("no team owns this repository"))
                .build();
    }

    /** The builder and one of the release managers must both have signed. */
    static TrustPolicy builderAndReleaseManager() {
        return TrustPolicy.forAllImages(AllOf.of(
                CosignRequirement.keys(List.of(key("builder"))).build(),
                CosignRequirement.keys(List.of(key("alice"), key("bob"))).build()));
    }

    /** Any one of the release managers. */
    static Requirement anyReleaseManager() {
        return CosignRequirement.keys(List.of(key("alice"), key("bob"))).build();
    }

    /** What a webhook starts with: namespaces bring their own policies. */
    static TrustPolicy namespacesDecide() {
        return TrustPolicy.forAllImages(new Reject("no namespace"));
    }

    /** Whatever Notary Project signatures say, images run; what fails is seen. */
    static TrustPolicy notationAudit() {
        return TrustPolicy.builder()
                .repository(
                        "registry.example/audited",
                        NotationRequirement.builder(NotationRequirement.Level.AUDIT)
                                .caStore("acme")
                                .trustedIdentity("*")
                                .override(NotationRequirement.Step.REVOCATION, Action.SKIPPED)
                                .build())
                .repository("registry.example/skipped", new Waive("level skip"))
                .build();
    }

    /** Two of three people, one of whom has no key but an identity. */
    static TrustPolicy twoOfThree() {
        AnchorSelector root =
                new AnchorSelector.Pinned(AnchorKind.SIGSTORE_ROOT, Bytes.utf8("root"), "trusted_root.json");
        return TrustPolicy.forAllImages(new DistinctSigners(
                2,
                List.of(
                        CosignRequirement.keys(List.of(key("alice"), key("bob")))
                                .build(),
                        CosignRequirement.keyless(
                                        root,
                                        new IdentityPattern.Exact("https://issuer.example"),
                                        new IdentityPattern.Exact("carol@example.com"))
                                .build())));
    }

    /** A scan without critical findings, by the scanner's key. */
    static TrustPolicy scanned() {
        return TrustPolicy.forAllImages(CosignRequirement.keys(List.of(key("scanner")))
                .attestation("https://cosign.sigstore.dev/attestation/vuln/v1")
                .statementPolicy("no-criticals")
                .build());
    }

    /** A signature for exactly the tag that is deployed. */
    static TrustPolicy tagBound() {
        return TrustPolicy.forAllImages(SimpleSigningRequirement.builder()
                .pinnedKeys(Bytes.utf8("key of releaser"), "releaser")
                .signedIdentity(new SignedIdentity.MatchExact())
                .build());
    }

    /** Release managers sign the index; the images it lists are covered by it. */
    static TrustPolicy signedIndex() {
        return TrustPolicy.builder()
                .otherwise(PolicyRule.of(
                                "indexes are signed",
                                CosignRequirement.keys(List.of(key("alice"))).build())
                        .over(RuleScope.INDEX_OR_IMAGE))
                .build();
    }

    /** Revocation is enforced, so evidence has to be fetched. */
    static TrustPolicy withRevocation() {
        return TrustPolicy.forAllImages(NotationRequirement.builder(NotationRequirement.Level.STRICT)
                .caStore("acme")
                .trustedIdentity("x509.subject: C=US, ST=WA, O=acme")
                .build());
    }
}
