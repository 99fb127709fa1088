/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.cosign.BundleSubject;
import dev.imagetrust.cosign.SigstoreBundles;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnchorSelector.Pinned;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.trust.AnchorKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One question of the Sigstore conformance suite: does this bundle say that somebody signed this file?
 *
 * @param bundle the file with the bundle
 * @param signer who has to have signed
 * @param subject a file, or {@code sha256:} and hexadecimal digits
 */
record BundleQuestion(Path bundle, Signer signer, String subject) {

    /** One octet more than is read, so that what is longer is refused by the library and not cut off. */
    private static final int MAX_BUNDLE = (16 << 20) + 1;

    private static final String DIGEST = "sha256:";

    /**
     * Who has to have signed, and under which root.
     *
     * @param key a file with a public key; empty: a certificate has to name identity and issuer
     */
    record Signer(String identity, String issuer, String key, Path root) {

        /** Logs are required under keys as well; the suite asks about statements of every type. */
        SigstoreBundles bundles() throws IOException {
            AnchorSelector trusted = new Pinned(AnchorKind.SIGSTORE_ROOT, read(root), root.toString());
            CosignRequirement.Builder requirement = key.isEmpty()
                    ? CosignRequirement.keyless(
                            trusted, new IdentityPattern.Exact(issuer), new IdentityPattern.Exact(identity))
                    : CosignRequirement.key(read(Path.of(key)), key).transparencyLog(trusted);
            return SigstoreBundles.of(requirement.build()).insecurelyAcceptingEveryStatementType();
        }
    }

    /**
     * Reads named values.
     *
     * @param folder from which files are looked for
     * @return empty if one is missing, or there are a key and an identity
     */
    static Optional<BundleQuestion> of(Map<String, String> values, Path folder) {
        String identity = values.getOrDefault("identity", "");
        String issuer = values.getOrDefault("issuer", "");
        String key = values.getOrDefault("key", "");
        boolean keyless = !identity.isEmpty() && !issuer.isEmpty() && key.isEmpty();
        boolean keyed = identity.isEmpty() && issuer.isEmpty() && !key.isEmpty();
        if (keyless == keyed || !values.keySet().containsAll(Set.of("bundle", "root", "subject"))) {
            return Optional.empty();
        }
        Signer signer = new Signer(
                identity, issuer, keyed ? folder.resolve(key).toString() : "", folder.resolve(values.get("root")));
        String subject = values.getOrDefault("subject", "");
        boolean digest = subject.startsWith(DIGEST);
        return Optional.of(new BundleQuestion(
                folder.resolve(values.get("bundle")),
                signer,
                digest ? subject : folder.resolve(subject).toString()));
    }

    Bytes content() throws IOException {
        try (InputStream in = Files.newInputStream(bundle)) {
            return Bytes.copyOf(in.readNBytes(MAX_BUNDLE));
        }
    }

    BundleSubject about() throws IOException {
        return subject.startsWith(DIGEST)
                ? BundleSubject.ofDigest(Digest.parse(subject))
                : BundleSubject.of(read(Path.of(subject)));
    }

    private static Bytes read(Path file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(file));
    }
}
