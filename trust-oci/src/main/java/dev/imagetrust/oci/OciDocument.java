/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Limits;
import dev.imagetrust.primitives.MalformedInputException;
import java.util.Map;
import java.util.Optional;

/**
 * An image manifest or an index, read from bytes that have the digest and size of their descriptor.
 *
 * <p>OCI image-spec, manifest.md and image-index.md, and Docker image manifest version 2, schema 2. Members that are not
 * known are allowed, as the specification asks; what two readers could read in two ways is not: a name twice or in
 * another case, the members of both kinds in one document, bytes of another media type than announced. Immutable. It
 * does not mean that anybody signed it.
 *
 * @since 0.1
 */
public sealed interface OciDocument permits ImageManifest, OciIndex {

    /** Media type, digest and size, all checked against the bytes. */
    Descriptor descriptor();

    /** The bytes. */
    Bytes content();

    /** What kind of artifact it is: its own {@code artifactType}, or else the media type of its config; may be empty. */
    String artifactType();

    /** What it refers to, if anything. */
    Optional<Descriptor> subject();

    /** Its annotations. */
    Map<String, String> annotations();

    /**
     * Reads a manifest or index.
     *
     * @param descriptor what the bytes have to be: media type, digest and size are compared
     * @param limits of these, {@code manifestBytes} matters
     * @throws MalformedInputException if the bytes are anything else
     */
    static OciDocument parse(Descriptor descriptor, Bytes content, Limits limits) throws MalformedInputException {
        return DocumentReader.read(descriptor, content, limits, problem -> {
            throw problem;
        });
    }
}
