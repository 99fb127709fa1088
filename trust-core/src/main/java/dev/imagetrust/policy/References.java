/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.DockerReference;
import java.util.Optional;
import java.util.function.BiPredicate;

/** How containers policy compares references; the first argument is always the image's, the second the signature's. */
final class References {

    private References() {}

    static boolean bothMatch(
            String signedReference,
            Optional<DockerReference> wanted,
            BiPredicate<DockerReference, DockerReference> rule) {
        Optional<DockerReference> signed = DockerReference.find(signedReference);
        return wanted.isPresent() && signed.isPresent() && rule.test(wanted.get(), signed.get());
    }

    static boolean exact(DockerReference image, DockerReference signed) {
        return !image.isNameOnly() && !signed.isNameOnly() && image.equals(signed);
    }

    static boolean repoDigestOrExact(DockerReference image, DockerReference signed) {
        if (signed.isNameOnly()) {
            return false;
        }
        if (image.tag().isPresent()) {
            return image.equals(signed);
        }
        // By digest: that the signature covers this digest is what the subject check establishes.
        return image.digest().isPresent() && sameRepository(image, signed);
    }

    static boolean sameRepository(DockerReference image, DockerReference signed) {
        return image.name().equals(signed.name());
    }

    static Optional<DockerReference> remap(DockerReference image, String prefix, String signedPrefix) {
        String name = image.name();
        if (!name.equals(prefix) && !name.startsWith(prefix + '/')) {
            return Optional.of(image);
        }
        String remapped = signedPrefix + image.toString().substring(prefix.length());
        // What normalising would change was not meant: busybox must not become docker.io/library/busybox here.
        return DockerReference.find(remapped).filter(r -> r.toString().equals(remapped));
    }

    /**
     * A prefix is a whole host, or a name that begins with one.
     *
     * @throws IllegalArgumentException for anything else
     */
    static void requirePrefix(String prefix) {
        int slash = prefix.indexOf('/');
        // A host alone is checked as the host of some repository; ":" then is its port and not a tag.
        DockerReference reference = DockerReference.parse(slash < 0 ? prefix + "/x" : prefix);
        if (!reference.isNameOnly()) {
            throw new IllegalArgumentException("a prefix has neither tag nor digest: " + prefix);
        }
    }
}
