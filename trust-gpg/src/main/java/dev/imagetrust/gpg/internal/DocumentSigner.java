/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Signs documents with one key: a one-pass signature, the document as literal data, the signature, not compressed.
 * RFC 9580 sections 5.2.3, 5.2.4 and 5.4, for version 4.
 *
 * <p>Only what a signature covers or a reader looks for is written: no file name, no date of a file, no notations.
 *
 * @param key as the certificate has it
 * @param scheme how it signs
 * @param signer the secret half
 */
record DocumentSigner(ComponentKey key, SigningScheme scheme, RemoteSigner signer) {

    private static final int VERSION = 4;

    /** A message around the document. */
    Bytes message(Bytes document, Instant made) throws IOException, InterruptedException {
        return new PacketWriter()
                .packet(Packet.ONE_PASS_SIGNATURE, onePass())
                .packet(Packet.LITERAL, literal(document))
                .packet(Packet.SIGNATURE, signature(document, made))
                .written();
    }

    private Bytes onePass() {
        return new PacketWriter()
                .octet(3)
                .octet(PGPSignature.BINARY_DOCUMENT)
                .octet(scheme.hashTag())
                .octet(key.algorithm())
                .number(key.keyId(), 8)
                .octet(1)
                .written();
    }

    private static Bytes literal(Bytes document) {
        return new PacketWriter()
                .octet('b')
                .octet(0)
                .number(0, 4)
                .octets(document)
                .written();
    }

    private Bytes signature(Bytes document, Instant made) throws IOException, InterruptedException {
        Bytes signedPart = signedPart(made);
        Bytes covered = new PacketWriter()
                .octets(document)
                .octets(signedPart)
                .octet(VERSION)
                .octet(0xff)
                .number(signedPart.length(), 4)
                .written();
        Digest digest = Digest.of(scheme.hash(), covered);
        Bytes unhashed = new PacketWriter()
                .subpacket(
                        SignatureSubpacketTags.ISSUER_KEY_ID,
                        new PacketWriter().number(key.keyId(), 8).written())
                .written();
        return new PacketWriter()
                .octets(signedPart)
                .number(unhashed.length(), 2)
                .octets(unhashed)
                .octets(digest.value().slice(0, 2))
                .octets(value(covered, digest))
                .written();
    }

    private Bytes signedPart(Instant made) {
        Bytes fingerprint = new PacketWriter()
                .octet(VERSION)
                .octets(Bytes.fromHex(key.fingerprint()))
                .written();
        Bytes hashed = new PacketWriter()
                .subpacket(
                        SignatureSubpacketTags.CREATION_TIME,
                        new PacketWriter().number(made.getEpochSecond(), 4).written())
                .subpacket(SignatureSubpacketTags.ISSUER_FINGERPRINT, fingerprint)
                .written();
        return new PacketWriter()
                .octet(VERSION)
                .octet(PGPSignature.BINARY_DOCUMENT)
                .octet(key.algorithm())
                .octet(scheme.hashTag())
                .number(hashed.length(), 2)
                .octets(hashed)
                .written();
    }

    private Bytes value(Bytes covered, Digest digest) throws IOException, InterruptedException {
        return switch (scheme) {
            case RSA ->
                new PacketWriter()
                        .mpi(number(signer.signMessage(scheme.algorithm(), covered)))
                        .written();
            case P256, P384, P521 -> numbers(signer.signMessage(scheme.algorithm(), covered));
            // RFC 9580 section 5.2.3.3: here the digest is the message.
            case ED25519_LEGACY -> halves(edwards(digest));
            case ED25519 -> edwards(digest);
        };
    }

    private Bytes edwards(Digest digest) throws IOException, InterruptedException {
        Bytes signature = signer.signMessage(scheme.algorithm(), digest.value());
        if (signature.length() != 64) {
            throw useless(signature.length() + " octets for Ed25519");
        }
        return signature;
    }

    private static Bytes halves(Bytes signature) {
        return new PacketWriter()
                .mpi(number(signature.slice(0, 32)))
                .mpi(number(signature.slice(32, 64)))
                .written();
    }

    /** ECDSA comes in DER. */
    private static Bytes numbers(Bytes der) throws IOException {
        BigInteger[] both = BouncyCastle.attempt(
                        () -> StandardDSAEncoding.INSTANCE.decode(BigInteger.ONE.shiftLeft(528), der.toByteArray()))
                .orElseThrow(() -> useless("no DER for ECDSA"));
        return new PacketWriter().mpi(both[0]).mpi(both[1]).written();
    }

    private static BigInteger number(Bytes octets) {
        return new BigInteger(1, octets.toByteArray());
    }

    private static SigningException useless(String detail) {
        return new SigningException(new Reason(GpgReason.SIGNATURE_NOT_MADE, detail));
    }
}
