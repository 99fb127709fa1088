/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.ReasonCode;
import dev.imagetrust.verdict.SignerIdentity;
import dev.imagetrust.verdict.TrustedSigner;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.CORPUS_NOW;
import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.corpus;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static dev.imagetrust.gpg.internal.Recorded.upstream;
import static dev.imagetrust.gpg.internal.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HeldSignatureTest {

    private static final Forge.Subpackets NOTHING = sub -> {};

    // ---- which key

    @Test
    void refusesASignatureOfAStranger() {
        MalformedInputException refusal = catchThrowableOfType(
                MalformedInputException.class, () -> find(corpus("mallory.asc"), corpus("sue.signature")));
        assertThat(refusal.reason()).isEqualTo(new Reason(GpgReason.ISSUER_UNKNOWN, "6B1B5C4DFC32A813"));
    }

    @Test
    void refusesThePublishedSignatureOfAStranger() {
        Bytes keys = upstream("public-key.gpg");
        Bytes signature = upstream("unknown-key.signature");
        assertRefused(GpgReason.ISSUER_UNKNOWN, () -> find(keys, signature));
    }

    @Test
    void refusesASignatureOverAnotherPayload() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes keys = Forge.certificate(key);
        Bytes signature = Forge.document(key, Forge.SIGNED, NOTHING);
        Bytes announcement = Forge.announcement(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, key);
        Bytes moved = Octets.join(announcement, Forge.literal(Bytes.utf8("[]")), signature);
        assertThat(find(keys, Octets.join(announcement, Forge.literal(Forge.PAYLOAD), signature))
                        .payload())
                .isEqualTo(Forge.PAYLOAD);
        assertRefused(GpgReason.SIGNATURE_BAD, () -> find(keys, moved));
    }

    @Test
    void refusesASignatureByAnotherKeyThanItNames() {
        PGPKeyPair named = Forge.key();
        Bytes body = Forge.bodyOf(Forge.document(named, Forge.SIGNED, NOTHING));
        Bytes bent = Octets.with(body, body.length() - 1, body.at(body.length() - 1) ^ 1);
        Bytes message = Forge.message(named, Octets.packet(Packet.SIGNATURE, bent));
        assertRefused(GpgReason.SIGNATURE_BAD, () -> find(Forge.certificate(named), message));
    }

    @Test
    void refusesASignedFingerprintThatIsNotTheKeys() {
        PGPKeyPair key = Forge.key();
        Bytes body = Forge.bodyOf(Forge.document(key, Forge.SIGNED, NOTHING));
        // The first octet of the fingerprint; the key id is in its last eight.
        int fingerprint = indexOf(body, Bytes.copyOf(key.getPublicKey().getFingerprint()));
        Bytes bent = Octets.with(body, fingerprint, body.at(fingerprint) ^ 1);
        Bytes message = Forge.message(key, Octets.packet(Packet.SIGNATURE, bent));
        assertRefused(GpgReason.ISSUER_MISMATCH, () -> find(Forge.certificate(key), message));
    }

    @Test
    void namesPrimaryAndSigningKey() throws Exception {
        HeldSignature held = find(recorded("subkey.asc"), recorded("subkey.signature"));
        assertThat(held.keyFault(LATER)).isEmpty();
        Certificate certificate =
                Keys.of(recorded("subkey.asc")).certificates().get(0).certificate();
        String primary = certificate.primary().fingerprint();
        String subkey = certificate.subkeys().get(0).key().fingerprint();
        TrustedSigner signer = held.trustedSigner();
        assertThat(signer.countsAs()).isEqualTo(new SignerIdentity(SignerIdentity.Kind.OPENPGP, primary));
        assertThat(signer.material())
                .containsExactlyInAnyOrder(new DenyTarget.OpenPgpKey(primary), new DenyTarget.OpenPgpKey(subkey));
        assertThat(signer.display()).contains(primary, subkey);
        assertThat(held.presentedSigner().identity()).isEqualTo(signer.countsAs());
    }

    // ---- strength

    @ParameterizedTest
    @ValueSource(strings = {"weak", "koblitz"})
    void refusesWeakKeys(String key) throws Exception {
        assertFault(GpgReason.KEY_TOO_WEAK, fault(recorded(key + ".asc"), recorded(key + ".signature"), LATER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "rsa", "nist", "subkey"})
    void acceptsStrongKeys(String key) throws Exception {
        assertThat(fault(recorded(key + ".asc"), recorded(key + ".signature"), LATER))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sue", "robert", "fred"})
    void acceptsWhatSkopeoMade(String who) throws Exception {
        assertThat(fault(corpus(who + ".asc"), corpus(who + ".signature"), CORPUS_NOW))
                .isEmpty();
        assertThat(fault(corpus("pubring.kbx"), corpus(who + ".signature"), CORPUS_NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"image.signature", "no-optional-fields.signature", "invalid-blob.signature"})
    void acceptsTheSignaturesOfContainersImage(String file) throws Exception {
        assertThat(fault(upstream("public-key.gpg"), upstream(file), CORPUS_NOW))
                .isEmpty();
    }

    @Test
    void refusesAnRsaKeyWhoseExponentMakesEverySignatureHold() {
        BigInteger modulus = BigInteger.TWO.pow(2047).add(BigInteger.ONE);
        assertThat(Forge.rsa(modulus, BigInteger.ONE).weakness()).isPresent();
        assertThat(Forge.rsa(modulus, BigInteger.TWO).weakness()).isPresent();
        assertThat(Forge.rsa(modulus, BigInteger.valueOf(3)).weakness()).isEmpty();
        assertThat(Forge.rsa(modulus.subtract(BigInteger.TWO), BigInteger.valueOf(3))
                        .weakness())
                .isPresent();
    }

    @Test
    void refusesAStrongSubkeyOfAWeakPrimaryKey() throws Exception {
        PGPKeyPair primary = Forge.rsaKey(1024);
        PGPKeyPair subkey = Forge.key();
        Bytes keys = Forge.certificate(primary, Forge.publicSubkey(subkey), Forge.signingBinding(primary, subkey));
        assertFault(GpgReason.KEY_TOO_WEAK, fault(keys, Forge.message(subkey), LATER));
    }

    @Test
    void acceptsTheKeyFormatsOfRfc9580() throws Exception {
        for (PGPKeyPair key : List.of(Forge.newEd25519Key(), Forge.newEd448Key())) {
            assertThat(fault(Forge.certificate(key), Forge.message(key), LATER)).isEmpty();
        }
    }

    // ---- binding

    @Test
    void refusesAKeyThatSaysNothingAboutItself() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes bare = Octets.join(Forge.publicKey(key), Forge.userId());
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(bare, Forge.message(key), LATER));
    }

    @Test
    void refusesAKeyWhoseSelfSignatureIsForged() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes forged = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(Forge.key(), Forge.CREATED, sub -> sub.setIssuerKeyID(false, key.getKeyID())));
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(forged, Forge.message(key), LATER));
    }

    @Test
    void refusesASelfSignatureForAnotherName() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes renamed = Octets.join(
                Forge.publicKey(key),
                Octets.packet(Packet.USER_ID, Bytes.utf8("somebody else")),
                Forge.selfSignature(key, Forge.CREATED, NOTHING));
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(renamed, Forge.message(key), LATER));
    }

    @Test
    void refusesASelfSignatureWithSha1MadeAfterTheCutOff() throws Exception {
        assertFault(GpgReason.KEY_BINDING_INVALID, faultWithSha1SelfSignature("2023-02-01T00:00:00Z"));
        assertThat(faultWithSha1SelfSignature("2023-01-31T23:59:59Z")).isEmpty();
    }

    private static Optional<Reason> faultWithSha1SelfSignature(String made) throws Exception {
        Instant created = Instant.parse("2022-01-01T00:00:00Z");
        PGPKeyPair key = Forge.key(created);
        Bytes self = Forge.signature(
                PGPSignature.POSITIVE_CERTIFICATION,
                HashAlgorithmTags.SHA1,
                key,
                Instant.parse(made),
                NOTHING,
                generator -> generator.generateCertification("forged", key.getPublicKey()));
        return fault(Octets.join(Forge.publicKey(key), Forge.userId(), self), Forge.message(key), LATER);
    }

    @Test
    void refusesASelfSignatureWithAnUnknownCriticalCondition() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes conditional = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setExportable(true, true)));
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(conditional, Forge.message(key), LATER));
    }

    @Test
    void refusesASelfSignatureOlderThanTheKey() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes early = Octets.join(
                Forge.publicKey(key), Forge.userId(), Forge.selfSignature(key, Forge.CREATED.minusSeconds(1), NOTHING));
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(early, Forge.message(key), LATER));
    }

    @Test
    void refusesASelfSignatureThatHasEnded() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes ended = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(
                        key,
                        Forge.CREATED,
                        sub -> sub.setSignatureExpirationTime(
                                false, Duration.between(Forge.CREATED, LATER).toSeconds())));
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(ended, Forge.message(key), LATER));
        assertThat(fault(ended, Forge.message(key), LATER.minusSeconds(1))).isEmpty();
    }

    @Test
    void refusesAKeyWhoseOnlyNameIsTakenBack() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes takenBack = Forge.signature(
                PGPSignature.CERTIFICATION_REVOCATION,
                HashAlgorithmTags.SHA256,
                key,
                Forge.SIGNED,
                sub -> sub.setRevocationReason(false, RevocationReasonTags.USER_NO_LONGER_VALID, ""),
                generator -> generator.generateCertification("forged", key.getPublicKey()));
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(Forge.certificate(key, takenBack), Forge.message(key), LATER));
    }

    @Test
    void aKeyWithoutANameIsBoundByWhatItSaysDirectly() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes direct = Forge.direct(PGPSignature.DIRECT_KEY, key, Forge.CREATED, NOTHING);
        Bytes nameless = Octets.join(Forge.publicKey(key), direct);
        assertThat(fault(nameless, Forge.message(key), LATER)).isEmpty();
    }

    @Test
    void refusesAKeyWithoutANameWhoseDirectSignatureIsForged() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes forged = Forge.direct(
                PGPSignature.DIRECT_KEY, Forge.key(), Forge.CREATED, sub -> sub.setIssuerKeyID(false, key.getKeyID()));
        Bytes nameless = Octets.join(Forge.publicKey(key), forged);
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(nameless, Forge.message(key), LATER));
    }

    @Test
    void theNewestStatementSpeaks() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes restricted = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyFlags(false, KeyFlags.SIGN_DATA)),
                Forge.selfSignature(
                        key, Forge.CREATED.plusSeconds(60), sub -> sub.setKeyFlags(false, KeyFlags.CERTIFY_OTHER)));
        assertFault(GpgReason.KEY_NOT_FOR_SIGNING, fault(restricted, Forge.message(key), LATER));
    }

    @Test
    void oneSubkeyDoesNotSpeakForAnother() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair signing = Forge.key();
        PGPKeyPair bare = Forge.key();
        Bytes keys = Forge.certificate(
                primary, Forge.publicSubkey(bare), Forge.publicSubkey(signing), Forge.signingBinding(primary, signing));
        assertThat(fault(keys, Forge.message(signing), LATER)).isEmpty();
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(keys, Forge.message(bare), LATER));
    }

    @Test
    void refusesASubkeyThatNobodyBinds() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair subkey = Forge.key();
        assertFault(
                GpgReason.KEY_BINDING_INVALID,
                fault(Forge.certificate(primary, Forge.publicSubkey(subkey)), Forge.message(subkey), LATER));
    }

    @Test
    void refusesASubkeyThatDidNotAgree() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair stolen = Forge.key();
        Bytes claim = Forge.binding(
                PGPSignature.SUBKEY_BINDING,
                primary,
                primary,
                stolen,
                sub -> sub.setKeyFlags(false, KeyFlags.SIGN_DATA));
        Bytes thief = Forge.certificate(primary, Forge.publicSubkey(stolen), claim);
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(thief, Forge.message(stolen), LATER));
    }

    @Test
    void refusesASubkeyWhoseAgreementIsWithAnotherPrimaryKey() throws Exception {
        PGPKeyPair owner = Forge.key();
        PGPKeyPair primary = Forge.key();
        PGPKeyPair stolen = Forge.key();
        Bytes agreement = Forge.binding(PGPSignature.PRIMARYKEY_BINDING, stolen, owner, stolen, NOTHING);
        Bytes claim = Forge.binding(PGPSignature.SUBKEY_BINDING, primary, primary, stolen, sub -> {
            sub.setKeyFlags(false, KeyFlags.SIGN_DATA);
            Forge.embed(sub, agreement);
        });
        Bytes thief = Forge.certificate(primary, Forge.publicSubkey(stolen), claim);
        assertFault(GpgReason.KEY_BINDING_INVALID, fault(thief, Forge.message(stolen), LATER));
    }

    @Test
    void aStolenSubkeyDoesNotSpoilTheOwnersSignatures() throws Exception {
        PGPKeyPair owner = Forge.key();
        PGPKeyPair thief = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes claim = Forge.binding(
                PGPSignature.SUBKEY_BINDING, thief, thief, subkey, sub -> sub.setKeyFlags(false, KeyFlags.SIGN_DATA));
        Bytes stolen = Forge.certificate(thief, Forge.publicSubkey(subkey), claim);
        Bytes owned = Forge.certificate(owner, Forge.publicSubkey(subkey), Forge.signingBinding(owner, subkey));
        HeldSignature held = find(Octets.join(stolen, owned), Forge.message(subkey));
        assertThat(held.keyFault(LATER)).isEmpty();
        assertThat(held.trustedSigner().countsAs().value()).isEqualTo(fingerprint(owner));
    }

    @Test
    void aSubkeyListedTwiceIsOne() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes bare = Forge.publicSubkey(subkey);
        Bytes binding = Forge.signingBinding(primary, subkey);
        for (Bytes keys : List.of(
                Forge.certificate(primary, bare, binding, bare, binding),
                Forge.certificate(primary, bare, bare, binding))) {
            assertThat(fault(keys, Forge.message(subkey), LATER)).isEmpty();
        }
    }

    @Test
    void aPrimaryKeyThatIsItsOwnSubkeyIsOne() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes keys = Forge.certificate(key, Forge.publicSubkey(key), Forge.signingBinding(key, key));
        assertThat(fault(keys, Forge.message(key), LATER)).isEmpty();
    }

    @Test
    void refusesASubkeyThatAgreedToTwoPrimaryKeys() throws Exception {
        PGPKeyPair one = Forge.key();
        PGPKeyPair other = Forge.key();
        PGPKeyPair shared = Forge.key();
        Bytes keys = Octets.join(
                Forge.certificate(one, Forge.publicSubkey(shared), Forge.signingBinding(one, shared)),
                Forge.certificate(other, Forge.publicSubkey(shared), Forge.signingBinding(other, shared)));
        assertFault(GpgReason.KEY_AMBIGUOUS, fault(keys, Forge.message(shared), LATER));
    }

    // ---- purpose

    @Test
    void refusesAPrimaryKeyThatOnlyCertifies() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes certifier = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyFlags(false, KeyFlags.CERTIFY_OTHER)));
        assertFault(GpgReason.KEY_NOT_FOR_SIGNING, fault(certifier, Forge.message(key), LATER));
    }

    @Test
    void refusesASubkeyThatDoesNotSayItSigns() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes silent = Forge.binding(PGPSignature.SUBKEY_BINDING, primary, primary, subkey, NOTHING);
        Bytes keys = Forge.certificate(primary, Forge.publicSubkey(subkey), silent);
        assertFault(GpgReason.KEY_NOT_FOR_SIGNING, fault(keys, Forge.message(subkey), LATER));
    }

    @Test
    void refusesASubkeyThatSaysItEncrypts() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes binding = Forge.binding(
                PGPSignature.SUBKEY_BINDING,
                primary,
                primary,
                subkey,
                sub -> sub.setKeyFlags(false, KeyFlags.ENCRYPT_STORAGE));
        Bytes keys = Forge.certificate(primary, Forge.publicSubkey(subkey), binding);
        assertFault(GpgReason.KEY_NOT_FOR_SIGNING, fault(keys, Forge.message(subkey), LATER));
    }

    @Test
    void refusesAKeyWhoseDirectSignatureForbidsWhatTheNameAllows() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes certifier = Octets.join(
                Forge.publicKey(key),
                Forge.direct(
                        PGPSignature.DIRECT_KEY,
                        key,
                        Forge.CREATED,
                        sub -> sub.setKeyFlags(false, KeyFlags.CERTIFY_OTHER)),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyFlags(false, KeyFlags.SIGN_DATA)));
        assertFault(GpgReason.KEY_NOT_FOR_SIGNING, fault(certifier, Forge.message(key), LATER));
    }

    @Test
    void aDirectSignatureWithoutFlagsDoesNotWidenWhatTheNameAllows() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes certifier = Octets.join(
                Forge.publicKey(key),
                Forge.direct(PGPSignature.DIRECT_KEY, key, Forge.SIGNED, NOTHING),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyFlags(false, KeyFlags.CERTIFY_OTHER)));
        assertFault(GpgReason.KEY_NOT_FOR_SIGNING, fault(certifier, Forge.message(key), LATER));
    }

    // ---- revocation

    @Test
    void refusesAKeyRevokedAfterItSigned() throws Exception {
        assertFault(GpgReason.KEY_REVOKED, fault(corpus("revoked-after.asc"), corpus("revoked.signature"), CORPUS_NOW));
        assertThat(fault(corpus("revoked.asc"), corpus("revoked.signature"), CORPUS_NOW))
                .isEmpty();
    }

    @Test
    void refusesARetiredKey() throws Exception {
        Optional<Reason> fault = fault(recorded("plain-retired.asc"), recorded("plain.signature"), LATER);
        assertFault(GpgReason.KEY_REVOKED, fault);
        assertThat(fault.orElseThrow().detail()).contains("retired");
    }

    @Test
    void refusesARevokedSubkey() throws Exception {
        assertFault(GpgReason.KEY_REVOKED, fault(recorded("subkey-revoked.asc"), recorded("subkey.signature"), LATER));
    }

    @Test
    void refusesTheSubkeyOfARevokedPrimaryKey() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes revocation = Forge.direct(PGPSignature.KEY_REVOCATION, primary, LATER, NOTHING);
        Bytes keys = Octets.join(
                Forge.publicKey(primary),
                revocation,
                Forge.userId(),
                Forge.selfSignature(primary, Forge.CREATED, NOTHING),
                Forge.publicSubkey(subkey),
                Forge.signingBinding(primary, subkey));
        assertFault(GpgReason.KEY_REVOKED, fault(keys, Forge.message(subkey), LATER));
    }

    @Test
    void aNewerSelfSignatureDoesNotTakeARevocationBack() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes revocation = Forge.direct(
                PGPSignature.KEY_REVOCATION,
                key,
                Forge.CREATED,
                sub -> sub.setRevocationReason(false, RevocationReasonTags.KEY_SUPERSEDED, ""));
        Bytes keys = Octets.join(
                Forge.publicKey(key), revocation, Forge.userId(), Forge.selfSignature(key, Forge.SIGNED, NOTHING));
        assertFault(GpgReason.KEY_REVOKED, fault(keys, Forge.message(key), LATER));
    }

    @Test
    void refusesAKeyWhoseRevocationStandsInTheWrongPlace() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes revocation = Forge.direct(PGPSignature.KEY_REVOCATION, key, Forge.SIGNED, NOTHING);
        assertFault(GpgReason.KEY_REVOKED, fault(Forge.certificate(key, revocation), Forge.message(key), LATER));
    }

    @Test
    void refusesAKeyRevokedInTheNameOfADesignatedRevoker() throws Exception {
        PGPKeyPair key = Forge.key();
        PGPKeyPair revoker = Forge.key();
        Bytes revocation = Forge.signature(
                PGPSignature.KEY_REVOCATION,
                HashAlgorithmTags.SHA256,
                revoker,
                Forge.SIGNED,
                NOTHING,
                generator -> generator.generateCertification(key.getPublicKey()));
        Bytes fingerprint = Bytes.copyOf(revoker.getPublicKey().getFingerprint());
        Bytes whom = Octets.join(Octets.of(0x80, revoker.getPublicKey().getAlgorithm()), fingerprint);
        Bytes appointment = Forge.direct(
                PGPSignature.DIRECT_KEY,
                key,
                Forge.CREATED,
                sub -> sub.addCustomSubpacket(Forge.subpacket(SignatureSubpacketTags.REVOCATION_KEY, true, whom)));
        assertThat(fault(Forge.certificate(key, revocation), Forge.message(key), LATER))
                .isEmpty();
        Bytes revoked = Forge.certificate(key, appointment, revocation);
        assertFault(GpgReason.KEY_REVOKED, fault(revoked, Forge.message(key), LATER));
    }

    @Test
    void aRevocationThatCannotBeReadSpoilsTheFile() {
        PGPKeyPair key = Forge.key();
        PGPKeyPair subkey = Forge.key();
        for (Bytes revocation : List.of(
                Forge.direct(PGPSignature.KEY_REVOCATION, key, Forge.SIGNED, NOTHING),
                Forge.binding(PGPSignature.SUBKEY_REVOCATION, key, key, subkey, NOTHING))) {
            Bytes body = Forge.bodyOf(revocation);
            Bytes broken = Octets.packet(Packet.SIGNATURE, body.slice(0, body.length() - 1));
            assertRefused(GpgReason.KEYRING_UNREADABLE, () -> Keys.of(Forge.certificate(key, broken)));
        }
        Bytes version3 = Octets.packet(Packet.SIGNATURE, Octets.of(3, 5, PGPSignature.KEY_REVOCATION));
        assertRefused(GpgReason.KEYRING_UNREADABLE, () -> Keys.of(Forge.certificate(key, version3)));
    }

    @Test
    void anotherSignatureThatCannotBeReadSpoilsNothing() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes body = Forge.bodyOf(Forge.selfSignature(key, Forge.SIGNED, NOTHING));
        for (Bytes broken : List.of(body.slice(0, body.length() - 1), Octets.of(4), Octets.of(3, 5), Bytes.empty())) {
            Bytes keys = Forge.certificate(key, Octets.packet(Packet.SIGNATURE, broken));
            assertThat(fault(keys, Forge.message(key), LATER)).isEmpty();
        }
    }

    @Test
    void aRevocationThatCannotBeCheckedRevokesNothing() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes body = Forge.bodyOf(Forge.direct(PGPSignature.KEY_REVOCATION, key, Forge.SIGNED, NOTHING));
        Bytes unknownHash = Octets.packet(Packet.SIGNATURE, Octets.with(body, 3, 99));
        assertThat(fault(Forge.certificate(key, unknownHash), Forge.message(key), LATER))
                .isEmpty();
    }

    @Test
    void aForgedAppointmentOfARevokerRevokesNothing() throws Exception {
        PGPKeyPair key = Forge.key();
        PGPKeyPair stranger = Forge.key();
        Bytes revocation = Forge.signature(
                PGPSignature.KEY_REVOCATION,
                HashAlgorithmTags.SHA256,
                stranger,
                Forge.SIGNED,
                NOTHING,
                generator -> generator.generateCertification(key.getPublicKey()));
        Bytes fingerprint = Bytes.copyOf(stranger.getPublicKey().getFingerprint());
        Bytes whom = Octets.join(Octets.of(0x80, stranger.getPublicKey().getAlgorithm()), fingerprint);
        Bytes appointment = Forge.direct(PGPSignature.DIRECT_KEY, stranger, Forge.CREATED, sub -> {
            sub.setIssuerKeyID(false, key.getKeyID());
            sub.addCustomSubpacket(Forge.subpacket(SignatureSubpacketTags.REVOCATION_KEY, true, whom));
        });
        assertThat(fault(Forge.certificate(key, appointment, revocation), Forge.message(key), LATER))
                .isEmpty();
    }

    @Test
    void anAppointmentThatCannotBeReadAppointsNobody() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes appointment = Forge.direct(
                PGPSignature.DIRECT_KEY,
                key,
                Forge.CREATED,
                sub -> sub.addCustomSubpacket(
                        Forge.subpacket(SignatureSubpacketTags.REVOCATION_KEY, false, Octets.of(0x80, 22, 1))));
        assertThat(fault(Forge.certificate(key, appointment), Forge.message(key), LATER))
                .isEmpty();
    }

    @Test
    void aForgedRevocationOfASubkeyRevokesNothing() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes forged = Forge.binding(
                PGPSignature.SUBKEY_REVOCATION,
                Forge.key(),
                primary,
                subkey,
                sub -> sub.setIssuerKeyID(false, primary.getKeyID()));
        Bytes keys =
                Forge.certificate(primary, Forge.publicSubkey(subkey), Forge.signingBinding(primary, subkey), forged);
        assertThat(fault(keys, Forge.message(subkey), LATER)).isEmpty();
    }

    @Test
    void aForgedRevocationRevokesNothing() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes forged = Forge.direct(
                PGPSignature.KEY_REVOCATION,
                Forge.key(),
                Forge.SIGNED,
                sub -> sub.setIssuerKeyID(false, key.getKeyID()));
        Bytes keys = Octets.join(
                Forge.publicKey(key), forged, Forge.userId(), Forge.selfSignature(key, Forge.CREATED, NOTHING));
        assertThat(fault(keys, Forge.message(key), LATER)).isEmpty();
    }

    // ---- expiry

    @Test
    void refusesAKeyThatHasExpiredSinceItSigned() throws Exception {
        Bytes key = recorded("shortlived.asc");
        Bytes signature = recorded("shortlived.signature");
        assertThat(fault(key, signature, LATER)).isEmpty();
        assertFault(GpgReason.KEY_EXPIRED, fault(key, signature, Instant.parse("2024-09-02T00:00:00Z")));
    }

    @Test
    void refusesASignatureMadeAfterTheKeyExpired() throws Exception {
        PGPKeyPair key = Forge.key();
        // Prolonged after the fact: now the key lives, when it signed it did not.
        Bytes keys = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyExpirationTime(false, 3600)),
                Forge.selfSignature(key, LATER.minusSeconds(60), NOTHING));
        assertFault(GpgReason.KEY_EXPIRED, fault(keys, Forge.message(key), LATER));
    }

    @Test
    void refusesASubkeyThatHasExpired() throws Exception {
        PGPKeyPair primary = Forge.key();
        PGPKeyPair subkey = Forge.key();
        Bytes agreement = Forge.binding(PGPSignature.PRIMARYKEY_BINDING, subkey, primary, subkey, NOTHING);
        Bytes binding = Forge.binding(PGPSignature.SUBKEY_BINDING, primary, primary, subkey, sub -> {
            sub.setKeyFlags(false, KeyFlags.SIGN_DATA);
            sub.setKeyExpirationTime(false, 3600);
            Forge.embed(sub, agreement);
        });
        Bytes keys = Forge.certificate(primary, Forge.publicSubkey(subkey), binding);
        assertFault(GpgReason.KEY_EXPIRED, fault(keys, Forge.message(subkey), LATER));
    }

    @Test
    void aForgedSelfSignatureDoesNotProlongAKey() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes keys = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyExpirationTime(false, 3600)),
                Forge.selfSignature(Forge.key(), LATER, sub -> sub.setIssuerKeyID(false, key.getKeyID())));
        assertFault(GpgReason.KEY_EXPIRED, fault(keys, Forge.message(key), LATER));
    }

    @Test
    void aProlongedKeyKeepsItsOldSignatures() throws Exception {
        Instant afterTheFirstEnd = Instant.parse("2025-01-01T00:00:00Z");
        Bytes signature = recorded("prolonged.signature");
        assertFault(GpgReason.KEY_EXPIRED, fault(recorded("prolonged.asc"), signature, afterTheFirstEnd));
        assertThat(fault(recorded("prolonged-later.asc"), signature, afterTheFirstEnd))
                .isEmpty();
    }

    @Test
    void aProlongedKeyKeepsItsOldSignaturesBesideItsFirstStatement() throws Exception {
        PGPKeyPair key = Forge.key();
        long firstLife = Duration.between(Forge.CREATED, Forge.SIGNED).toSeconds() + 60;
        Bytes first = Forge.selfSignature(key, Forge.CREATED, sub -> sub.setKeyExpirationTime(false, firstLife));
        Bytes prolonged = Forge.selfSignature(key, Forge.SIGNED.plusSeconds(30), NOTHING);
        Bytes keys = Octets.join(Forge.publicKey(key), Forge.userId(), first, prolonged);
        assertThat(fault(keys, Forge.message(key), LATER)).isEmpty();
        assertFault(
                GpgReason.KEY_EXPIRED,
                fault(Octets.join(Forge.publicKey(key), Forge.userId(), first), Forge.message(key), LATER));
    }

    @Test
    void aLifetimeOfZeroMeansForEver() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes keys = Octets.join(Forge.publicKey(key), Forge.userId(), Forge.selfSignature(key, Forge.CREATED, sub -> {
            sub.setKeyExpirationTime(false, 0);
            sub.setSignatureExpirationTime(false, 0);
        }));
        Bytes message =
                Forge.message(key, Forge.document(key, Forge.SIGNED, sub -> sub.setSignatureExpirationTime(false, 0)));
        assertThat(fault(keys, message, LATER)).isEmpty();
        assertThat(find(keys, message).expiry(LATER)).isEmpty();
    }

    // ---- time

    @Test
    void refusesASignatureOlderThanItsKey() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes early = Forge.message(key, Forge.document(key, Forge.CREATED.minusSeconds(1), NOTHING));
        assertFault(GpgReason.SIGNATURE_PREDATES_KEY, fault(Forge.certificate(key), early, LATER));
    }

    @Test
    void refusesASignatureFromTheFuture() throws Exception {
        PGPKeyPair key = Forge.key();
        Bytes message = Forge.message(key);
        Bytes keys = Forge.certificate(key);
        Instant skewed = Forge.SIGNED.minus(KeyJudgement.CLOCK_SKEW);
        assertThat(fault(keys, message, skewed)).isEmpty();
        assertFault(GpgReason.SIGNATURE_FROM_FUTURE, fault(keys, message, skewed.minusSeconds(1)));
    }

    @Test
    void refusesASignatureThatHasExpired() throws Exception {
        HeldSignature held = find(recorded("plain.asc"), recorded("expiring.signature"));
        Instant end = Forge.SIGNED.plus(Duration.ofDays(30));
        assertThat(held.expiry(end.minusSeconds(1))).isEmpty();
        assertFault(GpgReason.SIGNATURE_EXPIRED, held.expiry(end));
    }

    @Test
    void saysWhenTheAnswerMayChange() throws Exception {
        HeldSignature expiring = find(recorded("plain.asc"), recorded("expiring.signature"));
        assertThat(expiring.changesAfter(Forge.SIGNED)).contains(Forge.SIGNED.plus(Duration.ofDays(30)));
        HeldSignature shortlived = find(recorded("shortlived.asc"), recorded("shortlived.signature"));
        assertThat(shortlived.changesAfter(LATER)).contains(shortlivedEnd());
        HeldSignature plain = find(recorded("plain.asc"), recorded("plain.signature"));
        assertThat(plain.changesAfter(LATER)).isEmpty();
        PGPKeyPair key = Forge.key();
        Bytes ended = Octets.join(
                Forge.publicKey(key),
                Forge.userId(),
                Forge.selfSignature(key, Forge.CREATED, sub -> sub.setSignatureExpirationTime(false, 3600)));
        assertThat(find(ended, Forge.message(key)).changesAfter(Forge.CREATED))
                .contains(Forge.CREATED.plusSeconds(3600));
        assertThat(plain.changesAfter(Forge.CREATED)).contains(Forge.SIGNED.minus(KeyJudgement.CLOCK_SKEW));
    }

    private static Instant shortlivedEnd() throws Exception {
        return Keys.of(recorded("shortlived.asc"))
                .certificates()
                .get(0)
                .certificate()
                .expiryAt(LATER)
                .orElseThrow();
    }

    @Test
    void verifiesVersion3Signatures() throws Exception {
        PGPKeyPair key = Forge.ecdsaKey();
        Bytes signature = version3(key);
        HeldSignature held = find(Forge.certificate(key), Forge.message(key, signature));
        assertThat(held.document().signature().version()).isEqualTo(3);
        Instant signedAt = held.document().created();
        assertThat(held.keyFault(signedAt).or(() -> held.timeFault(signedAt))).isEmpty();
    }

    private static Bytes version3(PGPKeyPair key) {
        return Forge.attempt(() -> {
            org.bouncycastle.openpgp.PGPV3SignatureGenerator generator =
                    new org.bouncycastle.openpgp.PGPV3SignatureGenerator(
                            new org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder(
                                    key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256));
            generator.init(PGPSignature.BINARY_DOCUMENT, key.getPrivateKey());
            generator.update(Forge.PAYLOAD.toByteArray());
            // Bouncy Castle takes the clock's time, which the signature covers.
            return Bytes.copyOf(generator.generate().getEncoded());
        });
    }

    private static HeldSignature find(Bytes keys, Bytes blob) throws Exception {
        return Keys.find(Keys.of(keys), blob);
    }

    private static Optional<Reason> fault(Bytes keys, Bytes blob, Instant now) throws Exception {
        HeldSignature held = find(keys, blob);
        return held.keyFault(now)
                .or(() -> held.revocation(now))
                .or(() -> held.keyExpiry(now))
                .or(() -> held.timeFault(now));
    }

    private static void assertFault(ReasonCode code, Optional<Reason> fault) {
        assertThat(fault).map(Reason::code).contains(code);
    }

    private static String fingerprint(PGPKeyPair key) {
        return java.util.HexFormat.of()
                .withUpperCase()
                .formatHex(key.getPublicKey().getFingerprint());
    }

    private static int indexOf(Bytes octets, Bytes part) {
        for (int i = 0; i + part.length() <= octets.length(); i++) {
            if (octets.slice(i, i + part.length()).equals(part)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
