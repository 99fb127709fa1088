/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file whose octets were signed. It says nothing about itself.
 *
 * @param digests of the octets over which the signature held
 */
record SignedFile(List<Digest> digests) implements SignedContent {

    SignedFile {
        digests = List.copyOf(digests);
    }

    @Override
    public boolean covers(List<Digest> wanted) {
        return digests.containsAll(wanted);
    }

    @Override
    public Optional<String> missingAnnotation(Map<String, String> wanted, List<Digest> of) {
        return wanted.keySet().stream().findFirst();
    }

    @Override
    public Optional<String> dockerReference() {
        return Optional.empty();
    }

    @Override
    public Optional<String> predicateType() {
        return Optional.empty();
    }

    @Override
    public String subject() {
        return digests.get(0).toString();
    }
}
