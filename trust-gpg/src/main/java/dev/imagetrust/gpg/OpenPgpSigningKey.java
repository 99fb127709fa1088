/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.SimpleSignatureMaker;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SetUpException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNull;

/**
 * An OpenPGP key to sign with: RSA from 2048 bits, Ed25519, ECDSA on P-256, P-384 and P-521.
 *
 * <p>It is named by the whole fingerprint of a primary key or subkey, 40 hexadecimal digits; the fingerprint covers the
 * public half, so that a file which was tampered with has no such key. For a primary key its newest subkey that may sign
 * is taken, else the primary key itself. A key by which nothing would be accepted, because it is revoked, expired, weak or
 * made for other purposes, is refused here with the reason that a verifier would give.
 *
 * <p>Immutable; safe for use by several threads if the {@link RemoteSigner} is. A key that was unlocked stays in memory
 * until the garbage collector has it, and never reaches a message or {@link #toString}.
 *
 * @since 0.1
 */
public final class OpenPgpSigningKey {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{40}");

    private final SimpleSignatureMaker maker;

    private OpenPgpSigningKey(SimpleSignatureMaker maker) {
        this.maker = maker;
    }

    /**
     * Unlocks a key of a file that {@code gpg --export-secret-keys} or {@code --export-secret-subkeys} wrote, armored or
     * binary, of at most 8 MiB. The files of gpg-agent are not read.
     *
     * @param fingerprint of a primary key or subkey
     * @param passphrase without line breaks; it is not kept and not changed
     * @param now for which moment to pick a key that may sign
     * @throws SetUpException {@link GpgReason#SIGNING_KEY_MISSING}, {@link GpgReason#PASSPHRASE_WRONG}, {@link
     *     GpgReason#SECRET_KEY_UNAVAILABLE} for a stub, {@link GpgReason#SECRET_KEY_UNPROTECTED}, {@link
     *     GpgReason#SECRET_KEY_PROTECTION}, or why the key or the file cannot be used
     * @throws IllegalArgumentException if it is no whole fingerprint, or a line break is in the passphrase
     */
    public static OpenPgpSigningKey unlock(Bytes secretKeys, String fingerprint, char[] passphrase, Instant now) {
        for (char unit : passphrase) {
            if (unit == '\n' || unit == '\r') {
                // gpg reads a passphrase up to the end of the line.
                throw new IllegalArgumentException("a line break in the passphrase");
            }
        }
        return new OpenPgpSigningKey(SimpleSignatureMaker.unlock(
                requireNonNull(secretKeys, "secretKeys"), checked(fingerprint), passphrase.clone(), now));
    }

    /**
     * As {@link #unlock}, for a key that is stored without a passphrase: whoever reads the file can sign.
     *
     * @throws SetUpException as {@link #unlock}; {@link GpgReason#PASSPHRASE_WRONG} if it has a passphrase after all
     */
    public static OpenPgpSigningKey insecurelyUnprotected(Bytes secretKeys, String fingerprint, Instant now) {
        return new OpenPgpSigningKey(
                SimpleSignatureMaker.unlock(requireNonNull(secretKeys, "secretKeys"), checked(fingerprint), null, now));
    }

    /**
     * A key in a token or service. Asked of it are RSA with PKCS#1 v1.5 and SHA-256, ECDSA with the hash of the curve's
     * length, or Ed25519 of a digest.
     *
     * @param publicKeys a key file with its certificate
     * @param fingerprint of a primary key or subkey
     * @param now for which moment to pick a key that may sign
     * @throws SetUpException {@link GpgReason#SIGNING_KEY_MISSING}, {@link GpgReason#SIGNING_KEY_MISMATCH}, or why the key
     *     or the file cannot be used
     * @throws IllegalArgumentException if it is no whole fingerprint
     */
    public static OpenPgpSigningKey remote(Bytes publicKeys, String fingerprint, RemoteSigner signer, Instant now) {
        return new OpenPgpSigningKey(SimpleSignatureMaker.remote(
                requireNonNull(publicKeys, "publicKeys"), checked(fingerprint), requireNonNull(signer, "signer"), now));
    }

    /** The fingerprint of the primary key, by which verdicts name the signer; 40 upper-case hexadecimal digits. */
    public String primaryFingerprint() {
        return maker.primaryFingerprint();
    }

    /** The fingerprint of the key that signs: of the primary key or a subkey. */
    public String fingerprint() {
        return maker.fingerprint();
    }

    SimpleSignatureMaker maker() {
        return maker;
    }

    /** Both fingerprints. */
    @Override
    public String toString() {
        return "OpenPGP key " + primaryFingerprint() + " signing by " + fingerprint();
    }

    private static String checked(String fingerprint) {
        // Ids of 16 or 8 digits are easily made twice.
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException("a whole fingerprint has 40 hexadecimal digits");
        }
        return fingerprint.toUpperCase(Locale.ROOT);
    }
}
