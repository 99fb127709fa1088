/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.policy;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageSubject;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Which docker reference a signature must carry for the image that was asked for.
 *
 * <p>containers-policy.json(5), {@code signedIdentity}. References are compared after docker normalisation; one that
 * does not parse matches nothing. That the signature covers the image's digest is a separate check which always runs.
 *
 * @since 0.1
 */
public sealed interface SignedIdentity {

    /**
     * Whether a signature that carries this reference may vouch for the image.
     *
     * @param signedReference as it stands in the signature, after the signature was found to hold
     */
    boolean accepts(String signedReference, ImageSubject image);

    /** The rule as one unambiguous text. */
    String canonical();

    /** The same tag or digest, exactly; so an image asked for by digest never matches a signature for a tag. */
    record MatchExact() implements SignedIdentity {
        @Override
        public boolean accepts(String signedReference, ImageSubject image) {
            return References.bothMatch(signedReference, image.reference(), References::exact);
        }

        @Override
        public String canonical() {
            return "matchExact()";
        }
    }

    /** The same tag, or any tag of the repository where the image was asked for by digest. The default. */
    record MatchRepoDigestOrExact() implements SignedIdentity {
        @Override
        public boolean accepts(String signedReference, ImageSubject image) {
            return References.bothMatch(signedReference, image.reference(), References::repoDigestOrExact);
        }

        @Override
        public String canonical() {
            return "matchRepoDigestOrExact()";
        }
    }

    /** The same repository; a signature for one tag vouches for every tag. */
    record MatchRepository() implements SignedIdentity {
        @Override
        public boolean accepts(String signedReference, ImageSubject image) {
            return References.bothMatch(signedReference, image.reference(), References::sameRepository);
        }

        @Override
        public String canonical() {
            return "matchRepository()";
        }
    }

    /**
     * This very reference, whatever the image is called.
     *
     * @param dockerReference with a tag or digest
     */
    record ExactReference(String dockerReference) implements SignedIdentity {
        /**
         * Checks the reference.
         *
         * @throws IllegalArgumentException if it does not parse or has neither tag nor digest
         */
        public ExactReference {
            if (DockerReference.parse(dockerReference).isNameOnly()) {
                throw new IllegalArgumentException("exactReference needs a tag or a digest: " + dockerReference);
            }
        }

        @Override
        public boolean accepts(String signedReference, ImageSubject image) {
            Optional<DockerReference> wanted = Optional.of(DockerReference.parse(dockerReference));
            return References.bothMatch(signedReference, wanted, References::exact);
        }

        @Override
        public String canonical() {
            return CanonicalText.of("exactReference", out -> out.put("dockerReference", dockerReference));
        }
    }

    /**
     * This very repository, whatever the image is called.
     *
     * @param dockerRepository a tag or digest in it is ignored
     */
    record ExactRepository(String dockerRepository) implements SignedIdentity {
        /**
         * Checks the repository.
         *
         * @throws IllegalArgumentException if it does not parse
         */
        public ExactRepository {
            DockerReference.parse(dockerRepository);
        }

        @Override
        public boolean accepts(String signedReference, ImageSubject image) {
            Optional<DockerReference> wanted = Optional.of(DockerReference.parse(dockerRepository));
            return References.bothMatch(signedReference, wanted, References::sameRepository);
        }

        @Override
        public String canonical() {
            return CanonicalText.of("exactRepository", out -> out.put("dockerRepository", dockerRepository));
        }
    }

    /**
     * As {@link MatchRepoDigestOrExact}, after the beginning of the image's name was replaced; for mirrors.
     *
     * @param prefix {@code host[:port]}, or such a host with leading path components
     * @param signedPrefix what stands in its place in signatures
     */
    record RemapIdentity(String prefix, String signedPrefix) implements SignedIdentity {
        /**
         * Checks both prefixes.
         *
         * @throws IllegalArgumentException if one of them is neither a host nor a name
         */
        public RemapIdentity {
            References.requirePrefix(requireNonNull(prefix, "prefix"));
            References.requirePrefix(requireNonNull(signedPrefix, "signedPrefix"));
        }

        @Override
        public boolean accepts(String signedReference, ImageSubject image) {
            Optional<DockerReference> remapped =
                    image.reference().flatMap(r -> References.remap(r, prefix, signedPrefix));
            return References.bothMatch(signedReference, remapped, References::repoDigestOrExact);
        }

        @Override
        public String canonical() {
            return CanonicalText.of(
                    "remapIdentity", out -> out.put("prefix", prefix).put("signedPrefix", signedPrefix));
        }
    }
}
