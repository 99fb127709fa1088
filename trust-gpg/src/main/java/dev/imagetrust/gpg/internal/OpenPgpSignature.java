/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.jspecify.annotations.Nullable;

/**
 * One signature packet, parsed and not verified: RFC 9580 section 5.2, versions 3 and 4.
 *
 * <p>Immutable, unlike Bouncy Castle's object: each check builds a fresh one, so that threads may share a key. Only the
 * hashed subpackets are facts of the signer; the unhashed area is read for two hints, the issuer and a back-signature
 * that is verified by itself.
 */
final class OpenPgpSignature {

    /** Subpackets whose meaning is applied or cannot matter; RFC 9580 section 5.2.3.7. Others must not be critical. */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.KEY_EXPIRE_TIME,
            SignatureSubpacketTags.KEY_FLAGS,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.EMBEDDED_SIGNATURE,
            SignatureSubpacketTags.PRIMARY_USER_ID,
            SignatureSubpacketTags.SIGNER_USER_ID,
            SignatureSubpacketTags.REVOCATION_REASON,
            SignatureSubpacketTags.REVOCATION_KEY,
            SignatureSubpacketTags.PREFERRED_SYM_ALGS,
            SignatureSubpacketTags.PREFERRED_HASH_ALGS,
            SignatureSubpacketTags.PREFERRED_COMP_ALGS,
            SignatureSubpacketTags.FEATURES);

    private final Bytes body;
    private final PGPSignature parsed;
    private final List<SignatureSubpacket> hashed;
    private final List<SignatureSubpacket> unhashed;

    private OpenPgpSignature(Bytes body, PGPSignature parsed) {
        this.body = body;
        this.parsed = parsed;
        this.hashed = subpackets(parsed.getHashedSubPackets());
        this.unhashed = subpackets(parsed.getUnhashedSubPackets());
    }

    /** Reads the body of a signature packet. */
    static OpenPgpSignature parse(Bytes body) throws MalformedInputException {
        SignatureLayout.check(body);
        OpenPgpSignature signature = BouncyCastle.parse(
                "a signature packet", () -> new OpenPgpSignature(body, BouncyCastle.signature(body)));
        signature.requireHashedAsReceived();
        signature.requireSingleTimes();
        return signature;
    }

    /** The octets of the packet that the signature covers, in version 4. */
    Bytes signedPart() {
        return SignatureLayout.signedPart(body);
    }

    int version() {
        return parsed.getVersion();
    }

    int type() {
        return parsed.getSignatureType();
    }

    int hashAlgorithm() {
        return parsed.getHashAlgorithm();
    }

    int keyAlgorithm() {
        return parsed.getKeyAlgorithm();
    }

    /** When the signer says it was made; empty where the hashed area of a version 4 signature does not say. */
    Optional<Instant> created() {
        if (version() == 3) {
            return Optional.of(parsed.getCreationTime().toInstant());
        }
        return number(SignatureSubpacketTags.CREATION_TIME).map(Instant::ofEpochSecond);
    }

    /** When it ends by the signer's wish; empty means never. */
    Optional<Instant> expires() {
        return lifetime(SignatureSubpacketTags.EXPIRE_TIME)
                .flatMap(seconds -> created().map(from -> from.plusSeconds(seconds)));
    }

    /** How long the key that this signature is about lives, in seconds after its creation; empty means for ever. */
    Optional<Long> keyLifetime() {
        return lifetime(SignatureSubpacketTags.KEY_EXPIRE_TIME);
    }

    /** What the key that this signature is about may do; empty where nothing is said. */
    Optional<Integer> keyFlags() {
        return hashed(SignatureSubpacketTags.KEY_FLAGS).map(flags -> {
            byte[] data = flags.getData();
            return data.length == 0 ? 0 : Byte.toUnsignedInt(data[0]);
        });
    }

    /** RFC 9580 section 5.2.3.31; none given, as in version 3, is the worst. */
    int revocationReason() {
        return hashed(SignatureSubpacketTags.REVOCATION_REASON)
                .filter(reason -> reason.getData().length > 0)
                .map(reason -> Byte.toUnsignedInt(reason.getData()[0]))
                .orElse(0);
    }

    /** The key ids that the packet names anywhere, each once. Hints from outside; they pick keys to try. */
    List<Long> issuerKeyIds() {
        if (version() == 3) {
            return List.of(parsed.getKeyID());
        }
        List<Long> ids = new ArrayList<>();
        for (SignatureSubpacket subpacket : both()) {
            byte[] data = subpacket.getData();
            if (subpacket.getType() == SignatureSubpacketTags.ISSUER_KEY_ID && data.length == 8) {
                ids.add(Bytes.copyOf(data).asReadOnlyBuffer().getLong());
            } else if (subpacket.getType() == SignatureSubpacketTags.ISSUER_FINGERPRINT && isVersion4(data)) {
                ids.add(Bytes.copyOf(data).asReadOnlyBuffer().getLong(13));
            }
        }
        return ids.stream().distinct().toList();
    }

    /** The fingerprint that the signer put into the signed part; 40 upper-case hex digits. */
    Optional<String> signedIssuerFingerprint() {
        return hashed(SignatureSubpacketTags.ISSUER_FINGERPRINT)
                .map(SignatureSubpacket::getData)
                .filter(OpenPgpSignature::isVersion4)
                .map(data -> HexFormat.of().withUpperCase().formatHex(data, 1, 21));
    }

    /** The keys that may revoke the key which this signature is about: RFC 9580 section 5.2.3.23. */
    List<Long> revokerKeyIds() {
        return hashed.stream()
                .filter(each -> each.getType() == SignatureSubpacketTags.REVOCATION_KEY)
                .map(SignatureSubpacket::getData)
                // class, algorithm, 20 octets of fingerprint
                .filter(data -> data.length == 22)
                .map(data -> Bytes.copyOf(data).asReadOnlyBuffer().getLong(14))
                .toList();
    }

    /** A condition of the signer that we cannot apply; it makes the whole signature worthless. */
    Optional<String> unknownCritical() {
        return hashed.stream()
                .filter(subpacket -> subpacket.isCritical() && !UNDERSTOOD.contains(subpacket.getType()))
                .map(subpacket -> "subpacket type " + subpacket.getType())
                .findFirst();
    }

    /** Signatures inside the subpackets that can be read; verified by nobody yet. */
    List<OpenPgpSignature> embedded() {
        List<OpenPgpSignature> found = new ArrayList<>();
        for (SignatureSubpacket subpacket : both()) {
            if (subpacket.getType() == SignatureSubpacketTags.EMBEDDED_SIGNATURE) {
                try {
                    found.add(parse(Bytes.copyOf(subpacket.getData())));
                } catch (MalformedInputException e) {
                    // As good as absent: a back-signature that nobody can check proves nothing.
                }
            }
        }
        return found;
    }

    /** Whether the value holds over these octets under this key; says nothing about whether the key may sign. */
    boolean holdsOver(Bytes document, ComponentKey key) {
        return holds(key, signature -> {
            signature.update(document.toByteArray());
            return signature.verify();
        });
    }

    /** Whether the value holds as a statement of a primary key about itself. */
    boolean holdsOverKey(ComponentKey primary) {
        return holds(primary, signature -> signature.verifyCertification(primary.key()));
    }

    /** Whether the value holds as a statement of a primary key about one of its user ids. */
    boolean holdsOverUserId(Bytes userId, ComponentKey primary) {
        return holds(primary, signature -> signature.verifyCertification(userId.toByteArray(), primary.key()));
    }

    /** Whether the value, made by {@code signer}, holds as a statement that these two keys belong together. */
    boolean holdsOverBinding(ComponentKey signer, ComponentKey primary, ComponentKey subkey) {
        return holds(signer, signature -> signature.verifyCertification(primary.key(), subkey.key()));
    }

    private boolean holds(ComponentKey key, SignatureQuestion question) {
        return key.algorithm() == keyAlgorithm()
                && BouncyCastle.holds(() -> {
                    PGPSignature fresh = BouncyCastle.signature(body);
                    fresh.init(BouncyCastle.verifiers(), key.key());
                    return question.ask(fresh);
                });
    }

    /**
     * Bouncy Castle mends subpackets with a wrong length and hashes what it made of them. What the signature covers has
     * to be what was received.
     */
    private void requireHashedAsReceived() throws MalformedInputException {
        if (version() != 4) {
            return;
        }
        Bytes hashedByBouncyCastle = Bytes.copyOf(parsed.getSignatureTrailer());
        Bytes received = SignatureLayout.signedPart(body);
        if (hashedByBouncyCastle.length() < received.length()
                || !hashedByBouncyCastle.slice(0, received.length()).equals(received)) {
            throw Refusal.of(GpgReason.OPENPGP_MALFORMED, "miscoded subpackets");
        }
    }

    private void requireSingleTimes() throws MalformedInputException {
        for (int tag : List.of(
                SignatureSubpacketTags.CREATION_TIME,
                SignatureSubpacketTags.EXPIRE_TIME,
                SignatureSubpacketTags.KEY_EXPIRE_TIME)) {
            List<SignatureSubpacket> found =
                    hashed.stream().filter(each -> each.getType() == tag).toList();
            if (found.size() > 1 || found.stream().anyMatch(each -> each.getData().length != 4)) {
                throw Refusal.of(GpgReason.OPENPGP_MALFORMED, "subpacket type " + tag);
            }
        }
    }

    private Optional<SignatureSubpacket> hashed(int tag) {
        return hashed.stream().filter(each -> each.getType() == tag).findFirst();
    }

    private Optional<Long> number(int tag) {
        return hashed(tag)
                .map(each -> Integer.toUnsignedLong(
                        Bytes.copyOf(each.getData()).asReadOnlyBuffer().getInt()));
    }

    /** RFC 9580 sections 5.2.3.13 and 5.2.3.18: zero is the same as absent. */
    private Optional<Long> lifetime(int tag) {
        return number(tag).filter(seconds -> seconds != 0);
    }

    private List<SignatureSubpacket> both() {
        List<SignatureSubpacket> all = new ArrayList<>(hashed);
        all.addAll(unhashed);
        return all;
    }

    private static boolean isVersion4(byte[] fingerprint) {
        return fingerprint.length == 21 && fingerprint[0] == 4;
    }

    private static List<SignatureSubpacket> subpackets(@Nullable PGPSignatureSubpacketVector area) {
        return area == null ? List.of() : List.copyOf(Arrays.asList(area.toArray()));
    }

    /** One of Bouncy Castle's ways to check a signature. */
    private interface SignatureQuestion {
        boolean ask(PGPSignature signature) throws PGPException, IOException;
    }
}
