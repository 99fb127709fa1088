/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed448KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed448KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** Makes keys and signatures that no tool would make. */
public final class Forge {

    static final Instant CREATED = Instant.parse("2024-01-01T00:00:00Z");
    static final Instant SIGNED = Instant.parse("2024-06-01T00:00:00Z");
    static final Bytes USER_ID = Bytes.utf8("forged");
    static final Bytes PAYLOAD = Bytes.utf8("{}");

    private Forge() {}

    /** What to put into the hashed area. */
    interface Subpackets extends Consumer<PGPSignatureSubpacketGenerator> {}

    static PGPKeyPair key() {
        return key(CREATED);
    }

    static PGPKeyPair key(Instant created) {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return attempt(() -> new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(created)));
    }

    static PGPKeyPair ecdsaKey() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, SECNamedCurves.getByName("secp256r1")),
                new SecureRandom()));
        return attempt(() -> new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.ECDSA,
                generator.generateKeyPair(),
                Date.from(CREATED)));
    }

    static PGPKeyPair rsaKey(int bits) {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), new SecureRandom(), bits, 64));
        return pair(PublicKeyAlgorithmTags.RSA_GENERAL, generator.generateKeyPair());
    }

    /** An RSA key that nobody can sign with. */
    static ComponentKey rsa(BigInteger modulus, BigInteger exponent) {
        return attempt(() -> ComponentKey.parse(new Packet(
                Packet.PUBLIC_KEY,
                Bytes.copyOf(new PublicKeyPacket(
                                PublicKeyPacket.VERSION_4,
                                PublicKeyAlgorithmTags.RSA_GENERAL,
                                Date.from(CREATED),
                                new RSAPublicBCPGKey(modulus, exponent))
                        .getEncodedContents()))));
    }

    /** A key in the format of RFC 9580, without a curve name. */
    static PGPKeyPair newEd25519Key() {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return pair(PublicKeyAlgorithmTags.Ed25519, generator.generateKeyPair());
    }

    static PGPKeyPair newEd448Key() {
        Ed448KeyPairGenerator generator = new Ed448KeyPairGenerator();
        generator.init(new Ed448KeyGenerationParameters(new SecureRandom()));
        return pair(PublicKeyAlgorithmTags.Ed448, generator.generateKeyPair());
    }

    private static PGPKeyPair pair(int algorithm, AsymmetricCipherKeyPair pair) {
        return attempt(() -> new BcPGPKeyPair(PublicKeyPacket.VERSION_4, algorithm, pair, Date.from(CREATED)));
    }

    static Bytes publicKey(PGPKeyPair key) {
        return keyPacket(Packet.PUBLIC_KEY, key);
    }

    static Bytes publicSubkey(PGPKeyPair key) {
        return keyPacket(Packet.PUBLIC_SUBKEY, key);
    }

    static Bytes userId() {
        return Octets.packet(Packet.USER_ID, USER_ID);
    }

    /** A certificate of one primary key that may do everything. */
    static Bytes certificate(PGPKeyPair key, Bytes... rest) {
        return Octets.join(publicKey(key), userId(), selfSignature(key, CREATED, sub -> {}), Octets.join(rest));
    }

    static Bytes selfSignature(PGPKeyPair key, Instant made, Subpackets more) {
        return signature(
                PGPSignature.POSITIVE_CERTIFICATION,
                HashAlgorithmTags.SHA256,
                key,
                made,
                more,
                generator -> generator.generateCertification("forged", key.getPublicKey()));
    }

    static Bytes direct(int type, PGPKeyPair key, Instant made, Subpackets more) {
        return signature(
                type,
                HashAlgorithmTags.SHA256,
                key,
                made,
                more,
                generator -> generator.generateCertification(key.getPublicKey()));
    }

    /** A statement by one key about the pair. */
    static Bytes binding(int type, PGPKeyPair by, PGPKeyPair primary, PGPKeyPair subkey, Subpackets more) {
        return signature(
                type,
                HashAlgorithmTags.SHA256,
                by,
                CREATED,
                more,
                generator -> generator.generateCertification(primary.getPublicKey(), asSubkey(subkey)));
    }

    /** A binding with key flag "sign" and the subkey's agreement. */
    static Bytes signingBinding(PGPKeyPair primary, PGPKeyPair subkey) {
        Bytes back = binding(PGPSignature.PRIMARYKEY_BINDING, subkey, primary, subkey, sub -> {});
        return binding(PGPSignature.SUBKEY_BINDING, primary, primary, subkey, sub -> {
            sub.setKeyFlags(false, KeyFlags.SIGN_DATA);
            embed(sub, back);
        });
    }

    /** Any subpacket, also one that no tool writes. */
    static SignatureSubpacket subpacket(int type, boolean critical, Bytes data) {
        return new SignatureSubpacket(type, critical, false, data.toByteArray()) {};
    }

    static void embed(PGPSignatureSubpacketGenerator into, Bytes signature) {
        attempt(() -> {
            into.addEmbeddedSignature(false, parse(signature));
            return signature;
        });
    }

    static Bytes document(PGPKeyPair key, Instant made, Subpackets more) {
        return document(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, key, made, more);
    }

    static Bytes document(int type, int hash, PGPKeyPair key, Instant made, Subpackets more) {
        return signature(type, hash, key, made, more, generator -> {
            generator.update(PAYLOAD.toByteArray());
            return generator.generate();
        });
    }

    static Bytes literal(Bytes data) {
        return Octets.packet(Packet.LITERAL, Octets.join(Octets.of('b', 0, 0, 0, 0, 0), data));
    }

    static Bytes announcement(int type, int hash, PGPKeyPair key) {
        Bytes keyId = Bytes.copyOf(key.getKeyIdentifier().getFingerprint(), 12, 8);
        return Octets.packet(
                Packet.ONE_PASS_SIGNATURE,
                Octets.join(Octets.of(3, type, hash, key.getPublicKey().getAlgorithm()), keyId, Octets.of(1)));
    }

    /** A whole message around a signature packet. */
    static Bytes message(PGPKeyPair key, Bytes signature) {
        return Octets.join(
                announcement(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, key), literal(PAYLOAD), signature);
    }

    static Bytes message(PGPKeyPair key) {
        return message(key, document(key, SIGNED, sub -> {}));
    }

    /** A good message over any payload, by a key made for it, and that key's certificate. */
    public record Signed(Bytes blob, Bytes certificate) {}

    public static Signed sign(Bytes payload) {
        PGPKeyPair key = key();
        Bytes signature =
                signature(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, key, SIGNED, sub -> {}, generator -> {
                    generator.update(payload.toByteArray());
                    return generator.generate();
                });
        Bytes announcement = announcement(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, key);
        return new Signed(Octets.join(announcement, literal(payload), signature), certificate(key));
    }

    interface Signing {
        PGPSignature by(PGPSignatureGenerator generator) throws PGPException;
    }

    static Bytes signature(int type, int hash, PGPKeyPair key, Instant made, Subpackets more, Signing signing) {
        return attempt(() -> {
            PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(false, Date.from(made));
            hashed.setIssuerFingerprint(false, key.getPublicKey());
            more.accept(hashed);
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), hash), key.getPublicKey());
            generator.init(type, key.getPrivateKey());
            generator.setHashedSubpackets(hashed.generate());
            return body(signing.by(generator));
        });
    }

    /** The body of the only packet. */
    static Bytes bodyOf(Bytes packet) {
        return attempt(() -> new PacketReader(packet).next().body());
    }

    interface Attempt<T> {
        T run() throws Exception;
    }

    static <T> T attempt(Attempt<T> work) {
        try {
            return work.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static PGPSignature parse(Bytes packet) throws IOException, PGPException {
        return BouncyCastle.signature(bodyOf(packet));
    }

    private static Bytes body(PGPSignature signature) throws IOException {
        return Bytes.copyOf(signature.getEncoded());
    }

    private static PGPPublicKey asSubkey(PGPKeyPair key) {
        return attempt(() -> BouncyCastle.publicKey(new Packet(Packet.PUBLIC_SUBKEY, bodyOf(publicSubkey(key)))));
    }

    private static Bytes keyPacket(int tag, PGPKeyPair key) {
        return attempt(() -> Octets.packet(
                tag, Bytes.copyOf(key.getPublicKey().getPublicKeyPacket().getEncodedContents())));
    }
}
