/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.UnverifiedPayload;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Printable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a simple signature says, believed by nobody.
 *
 * <p>Anybody can write such a blob about any image and name any key in it. It helps to find a key or to sort blobs; it is
 * never a reason to trust anything, and there is deliberately nothing here that could be read as validity. Texts are
 * hostile: show them through {@link Printable}, as {@link #toString} does. Immutable.
 *
 * @since 0.1
 */
public final class UnverifiedSimpleSignature {

    private final String claimedKeyId;
    private final Digest claimedDigest;
    private final String claimedReference;
    private final @Nullable String claimedCreator;
    private final @Nullable Long claimedTimestamp;

    private UnverifiedSimpleSignature(UnverifiedPayload read) {
        this.claimedKeyId = read.keyId();
        this.claimedDigest = read.payload().manifestDigest();
        this.claimedReference = read.payload().dockerReference();
        this.claimedCreator = read.payload().creator();
        this.claimedTimestamp = read.payload().timestamp();
    }

    /**
     * Reads a blob without any key, within the default {@link dev.imagetrust.image.Limits}. Neither the signature's value
     * nor anything about its key is looked at, so corrupt, expired and revoked ones are read as well.
     *
     * @param blob as a lookaside store or a signature extension holds it
     * @return empty if it is not one signed OpenPGP message with a payload of the format
     */
    public static Optional<UnverifiedSimpleSignature> find(Bytes blob) {
        return UnverifiedPayload.find(blob).map(UnverifiedSimpleSignature::new);
    }

    /** The key id in front of the payload, 16 upper-case hex digits. It need not be that of the key that signed. */
    public String claimedKeyId() {
        return claimedKeyId;
    }

    /** The image it says it is about. */
    public Digest claimedDigest() {
        return claimedDigest;
    }

    /** The name it says it is about, as written; may be no valid reference. */
    public String claimedReference() {
        return claimedReference;
    }

    /** The program it says made it. */
    public Optional<String> claimedCreator() {
        return Optional.ofNullable(claimedCreator);
    }

    /** When it says it was made, in seconds since 1970. */
    public Optional<Long> claimedTimestamp() {
        return Optional.ofNullable(claimedTimestamp);
    }

    /** For people; what comes from the blob is escaped. */
    @Override
    public String toString() {
        return "unverified: key id " + claimedKeyId + " about " + claimedDigest + " as "
                + Printable.of(claimedReference);
    }
}
