/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.trust;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.DigestAlgorithm;
import dev.imagetrust.image.Printable;
import java.util.Locale;

import static java.util.Objects.requireNonNull;

/**
 * What can be distrusted.
 *
 * @since 0.1
 */
public sealed interface DenyTarget {

    /**
     * A public key, in whatever format it signs.
     *
     * @param spki the SHA-256 digest of its SubjectPublicKeyInfo in DER
     */
    record Key(Digest spki) implements DenyTarget {
        /**
         * Checks the digest.
         *
         * @throws IllegalArgumentException if it is of another algorithm than SHA-256
         */
        public Key {
            requireSha256(spki);
        }

        @Override
        public String toString() {
            return "key " + spki;
        }
    }

    /**
     * A certificate, as signer or anywhere in its chain.
     *
     * @param der the SHA-256 digest of its DER encoding
     */
    record Certificate(Digest der) implements DenyTarget {
        /**
         * Checks the digest.
         *
         * @throws IllegalArgumentException if it is of another algorithm than SHA-256
         */
        public Certificate {
            requireSha256(der);
        }

        @Override
        public String toString() {
            return "certificate " + der;
        }
    }

    /**
     * An OpenPGP key, primary or subkey.
     *
     * @param fingerprint 40 hexadecimal digits (version 4) or 64 (version 6); short key ids are refused. Kept in upper
     *     case.
     */
    record OpenPgpKey(String fingerprint) implements DenyTarget {
        /**
         * Checks the fingerprint.
         *
         * @throws IllegalArgumentException if it is no full fingerprint
         */
        public OpenPgpKey {
            fingerprint = fingerprint.toUpperCase(Locale.ROOT);
            if (!fingerprint.matches("[0-9A-F]{40}|[0-9A-F]{64}")) {
                throw new IllegalArgumentException("a full fingerprint has 40 or 64 hexadecimal digits");
            }
        }

        @Override
        public String toString() {
            return "OpenPGP key " + fingerprint;
        }
    }

    /**
     * An identity that an OpenID Connect issuer vouched for.
     *
     * @param issuer the issuer's URL, compared exactly
     * @param subject e-mail address, URI or other name, compared exactly
     */
    record OidcIdentity(String issuer, String subject) implements DenyTarget {
        /** Checks for nulls. */
        public OidcIdentity {
            requireNonNull(issuer, "issuer");
            requireNonNull(subject, "subject");
        }

        @Override
        public String toString() {
            return "identity " + Printable.of(subject) + " of " + Printable.of(issuer);
        }
    }

    /**
     * An image, whoever signed it.
     *
     * @param digest the digest of its manifest, or of an index that lists it
     */
    record Image(Digest digest) implements DenyTarget {
        /** Checks for null. */
        public Image {
            requireNonNull(digest, "digest");
        }

        @Override
        public String toString() {
            return "image " + digest;
        }
    }

    // Signers are compared by SHA-256 only: a denial by another digest would be read, shown, and never apply.
    private static void requireSha256(Digest digest) {
        if (digest.algorithm() != DigestAlgorithm.SHA256) {
            throw new IllegalArgumentException("a key or certificate is denied by its SHA-256 digest, not " + digest);
        }
    }
}
