/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;

/**
 * The name that has to be signed.
 *
 * @param reference with a tag or a digest, and not both
 */
record ExpectedIdentity(DockerReference reference) {

    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** Reads it once, for all that follows: oc takes a name alone for {@code :latest}, and panics over tag and digest. */
    static ExpectedIdentity parse(String text) {
        DockerReference reference = DockerReference.find(text)
                .orElseThrow(() -> setUp(GpgReason.EXPECTED_IDENTITY, "not a reference: " + text));
        if (reference.tag().isPresent() == reference.digest().isPresent()) {
            throw setUp(GpgReason.EXPECTED_IDENTITY, "expected a tag or a digest, and not both: " + text);
        }
        return new ExpectedIdentity(reference);
    }

    /** The image under this name, if the manifest is its and a digest in the name is its. */
    ImageSubject subject(Digest image, Bytes manifest) {
        Digest found = Digest.of(image.algorithm(), manifest);
        if (!found.equals(image)) {
            throw setUp(GpgReason.MANIFEST_OTHER_IMAGE, "expected " + image + ", found " + found);
        }
        if (reference.digest().filter(digest -> !digest.equals(image)).isPresent()) {
            throw setUp(GpgReason.EXPECTED_IDENTITY, reference + " is not the image " + image);
        }
        Asked asked = reference.tag().<Asked>map(Asked.ByTag::new).orElseGet(() -> new Asked.ByDigest(image));
        return ImageSubject.of(
                ImageName.parse(reference.name()), asked, Descriptor.of(MANIFEST_TYPE, image, manifest.length()));
    }

    private static SetUpException setUp(GpgReason code, String detail) {
        return new SetUpException(new Reason(code, detail));
    }
}
