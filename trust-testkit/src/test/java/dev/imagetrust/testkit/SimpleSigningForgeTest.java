/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.testkit.ForgedOpenPgpKey.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Judges forged simple signatures with the plain classes of Bouncy Castle. */
class SimpleSigningForgeTest {

    private static final ForgedOpenPgpKey KEY = ForgedOpenPgpKey.generate(Kind.ED25519);
    private static final ForgedImage IMAGE = ImageForge.image("app");
    private static final ImageSubject SUBJECT = IMAGE.at("registry.example/team/app", "v1");
    private static final SimpleSigningForge FORGE = SimpleSigningForge.of(SUBJECT, KEY);

    /** Bends after which there is no message left whose first signature holds. */
    private static final Set<SimpleSigningBend> BROKEN = EnumSet.of(
            SimpleSigningBend.FRAMED,
            SimpleSigningBend.OTHER_FRAME,
            SimpleSigningBend.OTHER_KEY,
            SimpleSigningBend.OTHER_KEY_SAME_ID,
            SimpleSigningBend.FLIPPED_PAYLOAD_BIT,
            SimpleSigningBend.FLIPPED_SIGNATURE_BIT,
            SimpleSigningBend.ARMORED,
            SimpleSigningBend.DETACHED,
            SimpleSigningBend.UNSIGNED,
            SimpleSigningBend.PREFIXED,
            SimpleSigningBend.LITERAL_BEFORE,
            SimpleSigningBend.TRUNCATED,
            SimpleSigningBend.EMPTY);

    @ParameterizedTest
    @EnumSource
    void bendsTheSignatureOrWhatItCoversButNotBoth(SimpleSigningBend bend) {
        assertThat(signedBy(FORGE.blob(bend), KEY) != null).isNotEqualTo(BROKEN.contains(bend));
    }

    @ParameterizedTest
    @EnumSource
    void signsWithEveryKindOfKey(Kind kind) {
        ForgedOpenPgpKey key = ForgedOpenPgpKey.generate(kind);
        Bytes blob = SimpleSigningForge.of(SUBJECT, key).blob(SimpleSigningBend.NONE);
        assertThat(signedBy(blob, key)).isNotNull();
    }

    @Test
    void writesThePayloadAsSkopeoDoes() {
        assertThat(signedBy(FORGE.blob(SimpleSigningBend.NONE), KEY))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"registry.example/team/app:v1\"},"
                        + "\"image\":{\"docker-manifest-digest\":\"" + IMAGE.digest() + "\"},"
                        + "\"type\":\"atomic container signature\"},"
                        + "\"optional\":{\"creator\":\"image-trust testkit\",\"timestamp\":1780311600}}");
    }

    @Test
    void theFirstOctetsAreOnesThatStoresKnow() {
        assertThat(FORGE.blob(SimpleSigningBend.NONE).at(0) & 0xfc).isEqualTo(0x90);
        assertThat(FORGE.blob(SimpleSigningBend.COMPRESSED).at(0) & 0xff).isIn(0xa0, 0xa1, 0xa2, 0xa3, 0xc8);
        assertThat(FORGE.blob(SimpleSigningBend.FRAMED).at(0)).isZero();
    }

    @Test
    void partialLengthsArePartial() {
        Bytes blob = FORGE.blob(SimpleSigningBend.PARTIAL_LENGTHS);
        assertThat(blob.toHex()).contains("cbe9");
    }

    @Test
    void signaturesAreMadeWhenTheySay() {
        assertThat(signature(SimpleSigningBend.NONE).getCreationTime()).isEqualTo(Date.from(ForgedTime.SIGNED));
        assertThat(signature(SimpleSigningBend.FROM_THE_FUTURE).getCreationTime())
                .isAfter(Date.from(ForgedTime.NOW));
        PGPSignature expired = signature(SimpleSigningBend.EXPIRED);
        assertThat(expired.getCreationTime()
                        .toInstant()
                        .plusSeconds(expired.getHashedSubPackets().getSignatureExpirationTime()))
                .isEqualTo(ForgedTime.GONE);
    }

    @ParameterizedTest
    @EnumSource
    void certificatesAreAsGoodAsTheySay(OpenPgpKeyBend bend) throws IOException {
        ForgedOpenPgpKey key = ForgedOpenPgpKey.generate(Kind.ED25519, bend);
        List<OpenPGPCertificate> read =
                new OpenPGPKeyReader().parseCertificates(key.certificate().toByteArray());
        assertThat(read).hasSize(1);
        assertThat(read.get(0).getPrettyFingerprint().replace(" ", "")).isEqualTo(key.fingerprint());
        boolean signs = read.get(0).getSigningKeys(Date.from(ForgedTime.NOW)).stream()
                .map(OpenPGPComponentKey::getPGPPublicKey)
                .anyMatch(k -> java.util.HexFormat.of()
                        .withUpperCase()
                        .formatHex(k.getFingerprint())
                        .equals(key.signingFingerprint()));
        // Bouncy Castle wants flags, where GnuPG takes their absence for all of them.
        assertThat(signs).isEqualTo(!bend.mustBeRefused() && bend != OpenPgpKeyBend.NO_FLAGS);
    }

    @Test
    void anotherCertificateIsOfTheSameKey() {
        ForgedOpenPgpKey revoked = KEY.bent(OpenPgpKeyBend.COMPROMISED);
        assertThat(revoked.fingerprint()).isEqualTo(KEY.fingerprint());
        assertThat(revoked.certificate()).isNotEqualTo(KEY.certificate());
        assertThat(new String(revoked.armoredCertificate().toByteArray(), StandardCharsets.US_ASCII))
                .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    }

    private static PGPSignature signature(SimpleSigningBend bend) {
        try {
            PGPObjectFactory packets = packets(FORGE.blob(bend).toByteArray());
            packets.nextObject();
            PGPLiteralData literal = (PGPLiteralData) packets.nextObject();
            literal.getInputStream().readAllBytes();
            return ((PGPSignatureList) packets.nextObject()).get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What the first signature of a message covers, if it holds; else null. */
    private static String signedBy(Bytes blob, ForgedOpenPgpKey key) {
        try {
            PGPObjectFactory packets = packets(blob.toByteArray());
            Object first = packets.nextObject();
            while (first instanceof PGPCompressedData compressed) {
                packets = packets(compressed.getDataStream().readAllBytes());
                first = packets.nextObject();
            }
            if (!(first instanceof PGPOnePassSignatureList) || !(packets.nextObject() instanceof PGPLiteralData data)) {
                return null;
            }
            byte[] content = data.getInputStream().readAllBytes();
            PGPSignature signature = ((PGPSignatureList) packets.nextObject()).get(0);
            PGPPublicKey signer = new PGPPublicKeyRing(
                            key.certificate().toByteArray(), new BcKeyFingerprintCalculator())
                    .getPublicKey();
            signature.init(new BcPGPContentVerifierBuilderProvider(), signer);
            signature.update(content);
            return signature.verify() ? new String(content, StandardCharsets.UTF_8) : null;
        } catch (IOException | PGPException | RuntimeException e) {
            return null;
        }
    }

    private static PGPObjectFactory packets(byte[] octets) {
        return new PGPObjectFactory(octets, new BcKeyFingerprintCalculator());
    }
}
