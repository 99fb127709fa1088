/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

import static dev.imagetrust.testkit.SimpleSigningBend.*;

/** A signed OpenPGP message over given octets. */
final class OpenPgpMessage {

    private final ForgedOpenPgpKey key;
    private final SimpleSigningBend bend;

    OpenPgpMessage(ForgedOpenPgpKey key, SimpleSigningBend bend) {
        this.key = key;
        this.bend = bend;
    }

    Bytes over(Bytes payload) {
        try {
            return arranged(payload);
        } catch (IOException | PGPException e) {
            throw new IllegalStateException("cannot make an OpenPGP message", e);
        }
    }

    private Bytes arranged(Bytes payload) throws IOException, PGPException {
        boolean thief = bend == OTHER_KEY || bend == OTHER_KEY_SAME_ID;
        Packets packets = packets(payload, thief ? key.foreign() : key.signing(), true);
        Bytes literal = literal(bend == FLIPPED_PAYLOAD_BIT ? Octets.flipBit(payload, 3) : payload);
        Bytes message = Octets.concat(packets.onePass(), literal, packets.signature());
        return switch (bend) {
            case COMPRESSED -> compressed(message, CompressionAlgorithmTags.ZIP);
            case COMPRESSED_ZLIB -> compressed(message, CompressionAlgorithmTags.ZLIB);
            case COMPRESSED_TWICE ->
                compressed(compressed(message, CompressionAlgorithmTags.ZIP), CompressionAlgorithmTags.ZIP);
            case FRAMED -> Octets.concat(Bytes.utf8("\0simple-signing\n"), message);
            case OTHER_FRAME -> Octets.concat(Bytes.utf8("\0sigstore-json\n"), message);
            case ARMORED -> ForgedOpenPgpKey.armored(message);
            case DETACHED -> packets.signature();
            case UNSIGNED -> literal;
            case PREFIXED -> Octets.concat(packets.signature(), literal);
            case TWO_SIGNATURES -> twice(payload, message);
            case REPEATED -> Octets.concat(message, message);
            case LITERAL_BEFORE -> Octets.concat(literal(SimpleSigningPayload.aboutAnother()), message);
            case LITERAL_AFTER -> Octets.concat(message, literal(SimpleSigningPayload.aboutAnother()));
            case TRAILING_OCTETS -> Octets.concat(message, Bytes.utf8("more"));
            case TRAILING_OCTETS_COMPRESSED ->
                Octets.concat(compressed(message, CompressionAlgorithmTags.ZIP), Bytes.utf8("more"));
            case TRUNCATED -> Octets.truncate(message, message.length() / 2);
            case FLIPPED_SIGNATURE_BIT -> Octets.flipBit(message, 8 * message.length() - 8);
            case EMPTY -> Bytes.empty();
            default -> message;
        };
    }

    /** RFC 4880 5.4: the one-pass signature of the outer signature says that another follows. */
    private Bytes twice(Bytes payload, Bytes message) throws IOException, PGPException {
        Packets outer = packets(payload, key.foreign(), false);
        return Octets.concat(outer.onePass(), message, outer.signature());
    }

    private Packets packets(Bytes payload, PGPKeyPair signer, boolean last) throws IOException, PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(signer.getPublicKey().getAlgorithm(), hash()), signer.getPublicKey());
        generator.init(type(), signer.getPrivateKey());
        generator.setHashedSubpackets(hashed(signer).generate());
        generator.setUnhashedSubpackets(unhashed(signer).generate());
        Bytes onePass = encoded(generator.generateOnePassVersion(!last)::encode);
        generator.update(payload.toByteArray());
        return new Packets(onePass, encoded(generator.generate()::encode));
    }

    private PGPSignatureSubpacketGenerator hashed(PGPKeyPair signer) {
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setIssuerFingerprint(false, named(signer).getPublicKey());
        hashed.setSignatureCreationTime(true, Date.from(made()));
        if (bend == EXPIRED) {
            hashed.setSignatureExpirationTime(
                    true, Duration.between(ForgedTime.SIGNED, ForgedTime.GONE).toSeconds());
        }
        if (bend == CRITICAL_NOTATION) {
            hashed.addNotationData(true, true, "unknown@example.org", "value");
        }
        return hashed;
    }

    private PGPSignatureSubpacketGenerator unhashed(PGPKeyPair signer) {
        PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
        unhashed.setIssuerKeyID(false, named(signer).getPublicKey().getKeyID());
        return unhashed;
    }

    /** Whom the signature names as its issuer. */
    private PGPKeyPair named(PGPKeyPair signer) {
        return bend == OTHER_KEY_SAME_ID ? key.signing() : signer;
    }

    private Instant made() {
        return switch (bend) {
            case FROM_THE_FUTURE -> ForgedTime.NOW.plus(Duration.ofDays(1));
            case OLDER_THAN_ITS_KEY -> ForgedTime.BORN.minus(Duration.ofDays(1));
            default -> ForgedTime.SIGNED;
        };
    }

    private int hash() {
        return switch (bend) {
            case SHA1 -> HashAlgorithmTags.SHA1;
            case SHA512 -> HashAlgorithmTags.SHA512;
            default -> HashAlgorithmTags.SHA256;
        };
    }

    private int type() {
        return switch (bend) {
            case TEXT_SIGNATURE -> PGPSignature.CANONICAL_TEXT_DOCUMENT;
            case OTHER_SIGNATURE_TYPE -> PGPSignature.DIRECT_KEY;
            default -> PGPSignature.BINARY_DOCUMENT;
        };
    }

    private Bytes literal(Bytes content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PGPLiteralDataGenerator generator = new PGPLiteralDataGenerator();
        Date made = Date.from(ForgedTime.SIGNED);
        char mode = bend == TEXT_SIGNATURE ? PGPLiteralData.TEXT : PGPLiteralData.BINARY;
        try (OutputStream body = bend == PARTIAL_LENGTHS
                ? generator.open(out, mode, "", made, new byte[512])
                : generator.open(out, mode, "", content.length(), made)) {
            body.write(content.toByteArray());
        }
        return Bytes.copyOf(out.toByteArray());
    }

    private static Bytes compressed(Bytes message, int algorithm) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream body = new PGPCompressedDataGenerator(algorithm).open(out)) {
            body.write(message.toByteArray());
        }
        return Bytes.copyOf(out.toByteArray());
    }

    private static Bytes encoded(Encoder packet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet.to(out);
        return Bytes.copyOf(out.toByteArray());
    }

    private interface Encoder {
        void to(OutputStream out) throws IOException;
    }

    /** A signature, and the packet that announces it. */
    private record Packets(Bytes onePass, Bytes signature) {}
}
