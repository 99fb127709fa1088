/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.CertificateFacts;
import dev.imagetrust.primitives.CertificatePath;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/**
 * Embedded signed certificate timestamps, RFC 6962 section 3 (section 4.3, specification step 18).
 *
 * <p>Looked at after the certificate was found to be an authority's, so that its bytes are no longer anybody's.
 */
final class CertificateTransparency {

    private static final String EXTENSION = "1.3.6.1.4.1.11129.2.4.2";
    private static final int EXTENSIONS_TAG = 3;
    private static final int MAX_TIMESTAMPS = 32;
    private static final int LOG_ID_LENGTH = 32;
    private static final int FIXED_LENGTH = 64;
    private static final byte VERSION_1 = 0;
    private static final byte CERTIFICATE_TIMESTAMP = 0;
    private static final short PRECERTIFICATE = 1;
    private static final byte SHA_256 = 4;
    private static final byte RSA = 1;
    private static final byte ECDSA = 3;

    /** A timestamp of a log, not verified. */
    private record Timestamp(Bytes logId, long milliseconds, Bytes extensions, Bytes signature) {}

    private CertificateTransparency() {}

    /**
     * Requires a timestamp of a log of the root; those of its logs all have to hold, those of others do not count.
     *
     * @param path from the leaf to the certificate that issued it, not to one that claims to
     * @param atLeast how many different logs are needed
     */
    static void require(CertificatePath path, List<LogKey> known, int atLeast) throws MalformedInputException {
        CertificateFacts leaf = path.leaf();
        Optional<Bytes> extension = leaf.extension(EXTENSION);
        if (extension.isEmpty()) {
            throw new MalformedInputException(Reason.of(CosignReason.CERTIFICATE_TIMESTAMP_ABSENT));
        }
        List<Timestamp> timestamps = read(extension.get());
        Bytes entry = entry(leaf, path.issuer());
        Set<LogKey> logs = new HashSet<>();
        for (Timestamp timestamp : timestamps) {
            List<LogKey> candidates = known.stream()
                    .filter(log -> log.id().equals(timestamp.logId()))
                    .toList();
            Optional<LogKey> signer = candidates.stream()
                    .filter(log -> holds(timestamp, entry, log))
                    .findFirst();
            if (signer.isEmpty() && !candidates.isEmpty()) {
                throw invalid("of " + candidates.get(0).name());
            }
            signer.ifPresent(logs::add);
        }
        if (logs.isEmpty()) {
            throw new MalformedInputException(
                    new Reason(CosignReason.CERTIFICATE_TIMESTAMP_ABSENT, "none by a log of the root"));
        }
        int different = DistinctSources.countLogs(logs);
        if (different < atLeast) {
            throw new MalformedInputException(
                    new Reason(CosignReason.CERTIFICATE_TIMESTAMP_THRESHOLD, different + " of " + atLeast));
        }
    }

    private static boolean holds(Timestamp timestamp, Bytes entry, LogKey log) {
        return log.validity().contains(Instant.ofEpochMilli(timestamp.milliseconds()))
                && log.signed(signed(timestamp, entry), timestamp.signature());
    }

    /** RFC 6962 section 3.2. */
    private static Bytes signed(Timestamp timestamp, Bytes entry) {
        Bytes extensions = timestamp.extensions();
        ByteBuffer out = ByteBuffer.allocate(FIXED_LENGTH + entry.length() + extensions.length());
        out.put(VERSION_1).put(CERTIFICATE_TIMESTAMP).putLong(timestamp.milliseconds());
        out.putShort(PRECERTIFICATE).put(entry.asReadOnlyBuffer());
        out.putShort((short) extensions.length()).put(extensions.asReadOnlyBuffer());
        return Bytes.copyOf(out.array(), 0, out.position());
    }

    /** The key of the issuer and the certificate as it was before the timestamps were put in. */
    private static Bytes entry(CertificateFacts leaf, CertificateFacts issuer) throws MalformedInputException {
        Bytes precertificate = withoutTimestamps(leaf.signedPart());
        ByteBuffer out = ByteBuffer.allocate(FIXED_LENGTH + precertificate.length());
        out.put(issuer.key().fingerprint().value().asReadOnlyBuffer());
        out.put((byte) (precertificate.length() >>> 16)).putShort((short) precertificate.length());
        out.put(precertificate.asReadOnlyBuffer());
        return Bytes.copyOf(out.array(), 0, out.position());
    }

    private static Bytes withoutTimestamps(Bytes signedPart) throws MalformedInputException {
        try {
            ASN1EncodableVector fields = new ASN1EncodableVector();
            for (ASN1Encodable field : ASN1Sequence.getInstance(signedPart.toByteArray())) {
                boolean extensions = field instanceof ASN1TaggedObject tagged && tagged.getTagNo() == EXTENSIONS_TAG;
                fields.add(extensions ? withoutTimestamps((ASN1TaggedObject) field) : field);
            }
            return Bytes.copyOf(new DERSequence(fields).getEncoded(ASN1Encoding.DER));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw invalid("the certificate cannot be taken apart", e);
        }
    }

    private static DERTaggedObject withoutTimestamps(ASN1TaggedObject extensions) {
        ASN1EncodableVector kept = new ASN1EncodableVector();
        for (ASN1Encodable extension : ASN1Sequence.getInstance(extensions, true)) {
            ASN1Encodable oid = ASN1Sequence.getInstance(extension).getObjectAt(0);
            if (!ASN1ObjectIdentifier.getInstance(oid).getId().equals(EXTENSION)) {
                kept.add(extension);
            }
        }
        return new DERTaggedObject(true, EXTENSIONS_TAG, new DERSequence(kept));
    }

    /** A {@code SignedCertificateTimestampList} in an octet string. */
    private static List<Timestamp> read(Bytes extension) throws MalformedInputException {
        try {
            byte[] octets = ASN1OctetString.getInstance(extension.toByteArray()).getOctets();
            ByteBuffer whole = ByteBuffer.wrap(octets);
            ByteBuffer list = vector(whole);
            requireEnd(whole);
            List<Timestamp> timestamps = new ArrayList<>();
            while (list.hasRemaining()) {
                if (timestamps.size() == MAX_TIMESTAMPS) {
                    throw invalid("more than " + MAX_TIMESTAMPS);
                }
                timestamps.add(timestamp(vector(list)));
            }
            return timestamps;
        } catch (BufferUnderflowException | IllegalArgumentException | IllegalStateException e) {
            throw invalid("the list cannot be read", e);
        }
    }

    private static Timestamp timestamp(ByteBuffer in) throws MalformedInputException {
        byte version = in.get();
        Bytes logId = octets(in, LOG_ID_LENGTH);
        long milliseconds = in.getLong();
        Bytes extensions = remaining(vector(in));
        byte hash = in.get();
        byte algorithm = in.get();
        Bytes signature = remaining(vector(in));
        requireEnd(in);
        if (version != VERSION_1 || milliseconds < 0 || hash != SHA_256 || (algorithm != ECDSA && algorithm != RSA)) {
            throw invalid("of another version or algorithm");
        }
        return new Timestamp(logId, milliseconds, extensions, signature);
    }

    private static ByteBuffer vector(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        return ByteBuffer.wrap(octets(in, length).toByteArray());
    }

    private static Bytes remaining(ByteBuffer in) {
        return octets(in, in.remaining());
    }

    private static Bytes octets(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] octets = new byte[length];
        in.get(octets);
        return Bytes.copyOf(octets);
    }

    private static void requireEnd(ByteBuffer in) throws MalformedInputException {
        if (in.hasRemaining()) {
            throw invalid("octets follow");
        }
    }

    private static MalformedInputException invalid(String detail) {
        return new MalformedInputException(new Reason(CosignReason.CERTIFICATE_TIMESTAMP_INVALID, detail));
    }

    private static MalformedInputException invalid(String detail, Exception cause) {
        return new MalformedInputException(new Reason(CosignReason.CERTIFICATE_TIMESTAMP_INVALID, detail), cause);
    }
}
