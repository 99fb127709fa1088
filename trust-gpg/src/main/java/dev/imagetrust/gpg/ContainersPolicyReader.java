/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.BundleNames;
import dev.imagetrust.gpg.internal.PolicyDocument;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SetUpException;

import static java.util.Objects.requireNonNull;

/**
 * Reads containers policies as {@link ContainersPolicy} does, with what has to be asked for by name. Immutable.
 *
 * @since 0.1
 */
public final class ContainersPolicyReader {

    private final KeyFiles files;
    private final BundleNames bundles;

    private ContainersPolicyReader(KeyFiles files, BundleNames bundles) {
        this.files = files;
        this.bundles = bundles;
    }

    /** A reader that is as strict as {@link ContainersPolicy}. */
    public static ContainersPolicyReader with(KeyFiles files) {
        return new ContainersPolicyReader(requireNonNull(files, "files"), BundleNames.NEEDED);
    }

    /**
     * Lets Sigstore bundles meet {@code sigstoreSigned}, whatever its {@code signedIdentity} says: cosign writes bundles since
     * version 3, and they sign a digest without any name. Legacy signatures still need the name.
     *
     * <p>Whoever can write to one repository can then put any image there that was ever signed under the same key or
     * identity, for whatever repository. Safe where a key signs for one repository only.
     */
    public ContainersPolicyReader insecurelyAcceptBundlesWithoutNames() {
        return new ContainersPolicyReader(files, BundleNames.NOT_NEEDED);
    }

    /**
     * Reads a policy of at most 16 MiB.
     *
     * @throws SetUpException as {@link ContainersPolicy#parse}
     */
    public TrustPolicy parse(Bytes document) {
        PolicyDocument policy = PolicyDocument.parse(document, files, bundles);
        policy.requireFiles();
        return policy.rules();
    }

    /**
     * Reads a policy; a file that cannot be read makes only the rules that name it unusable.
     *
     * @throws SetUpException as {@link ContainersPolicy#parseTolerantly}
     */
    public TrustPolicy parseTolerantly(Bytes document) {
        return PolicyDocument.parse(document, files, bundles).rules();
    }
}
