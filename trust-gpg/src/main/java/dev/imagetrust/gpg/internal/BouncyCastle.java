/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * The one door to Bouncy Castle's parsers and checks.
 *
 * <p>Hostile packets make them throw unchecked exceptions of many kinds. Here, and nowhere else in this module, those
 * become a refusal. The light-weight operators are used: nothing depends on which providers a JVM has registered.
 */
final class BouncyCastle {

    private BouncyCastle() {}

    /** Something that may throw anything for bad input. */
    interface Work<T> {
        T run() throws IOException, PGPException;
    }

    /** Parses; whatever Bouncy Castle throws means that the input is malformed. */
    static <T> T parse(String what, Work<T> work) throws MalformedInputException {
        try {
            return work.run();
        } catch (IOException | PGPException | RuntimeException e) {
            throw Refusal.of(GpgReason.OPENPGP_MALFORMED, what, e);
        }
    }

    /** Checks a signature; whatever Bouncy Castle throws means that it does not hold. */
    static boolean holds(Work<Boolean> check) {
        try {
            return check.run();
        } catch (IOException | PGPException | RuntimeException e) {
            return false;
        }
    }

    /** Computes; whatever Bouncy Castle throws means that there is no result. */
    static <T> Optional<T> attempt(Work<T> work) {
        try {
            return Optional.of(work.run());
        } catch (IOException | PGPException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static PGPSignature signature(Bytes body) throws IOException, PGPException {
        return new PGPSignature(packet(Packet.SIGNATURE, body));
    }

    static PGPPublicKey publicKey(Packet packet) throws IOException, PGPException {
        PublicKeyPacket read =
                (PublicKeyPacket) packet(packet.tag(), packet.body()).readPacket();
        return new PGPPublicKey(read, new BcKeyFingerprintCalculator());
    }

    static SecretKeyPacket secretKey(Packet packet) throws IOException {
        // Returns a packet of this type or throws, for tags 5 and 7.
        return (SecretKeyPacket) packet(packet.tag(), packet.body()).readPacket();
    }

    static PGPContentVerifierBuilderProvider verifiers() {
        return new BcPGPContentVerifierBuilderProvider();
    }

    /** The body with a header of our own making, so that no header from outside reaches another parser. */
    private static BCPGInputStream packet(int tag, Bytes body) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream(body.length() + 6);
        framed.write(0xc0 | tag);
        framed.write(0xff);
        for (int shift = 24; shift >= 0; shift -= 8) {
            framed.write(body.length() >>> shift);
        }
        framed.writeBytes(body.toByteArray());
        return new BCPGInputStream(new ByteArrayInputStream(framed.toByteArray()));
    }
}
