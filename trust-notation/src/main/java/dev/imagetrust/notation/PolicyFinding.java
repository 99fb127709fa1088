/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import static java.util.Objects.requireNonNull;

/**
 * Something that a careful reader of a trust policy would ask about.
 *
 * @param kind what it is, for programs
 * @param statement the name of the statement it is about
 * @param about the scope, store or identity in question, or the other statement; empty where it is the statement as a whole
 * @since 0.1
 */
public record PolicyFinding(Kind kind, String statement, String about) {

    /** Checks for nulls. */
    public PolicyFinding {
        requireNonNull(kind, "kind");
        requireNonNull(statement, "statement");
        requireNonNull(about, "about");
    }

    /** The finding as a sentence. */
    public String text() {
        return "statement '" + statement + "': " + kind.sentence + (about.isEmpty() ? "" : ": " + about);
    }

    /**
     * What was found.
     *
     * @since 0.1
     */
    public enum Kind {
        /** The level skip for every image that no other statement names. */
        SKIPS_ALL_OTHERS("images of every other repository are not verified at all"),
        /** The level skip for named repositories. */
        SKIPS("images in these repositories are not verified at all"),
        /** Nothing but integrity is enforced: anybody's signature admits an image. */
        AUTHENTICITY_NOT_ENFORCED("a signature of anybody is enough, since authenticity is only logged"),
        /** A signature that has expired still admits an image. */
        EXPIRY_NOT_ENFORCED("signatures count after they have expired"),
        /** A signature by an expired certificate, at a time nobody vouches for, still admits an image. */
        TIMESTAMP_NOT_ENFORCED("signatures of expired certificates count without a timestamp"),
        /** A revoked certificate still admits an image. */
        REVOCATION_NOT_ENFORCED("signatures of revoked certificates count"),
        /** Whoever the authorities of the stores certify is trusted. */
        ANY_IDENTITY("everybody whom the authorities of its stores certify is trusted"),
        /** Only identities that a plugin would have to judge: here nobody has them. */
        NO_KNOWN_IDENTITY("no identity is an x509.subject, so nothing meets the statement without a plugin"),
        /** Only stores for timestamps: no signature can be authentic. */
        NO_SIGNER_STORE("only stores of type tsa are named, so no signature can be authentic"),
        /** Timestamps are to be looked at and no store vouches for any. */
        NO_TIMESTAMP_STORE("no store of type tsa is named, so signatures end with their certificates"),
        /** The scope's host has neither dot nor port: images are usually written otherwise. */
        SCOPE_LOOKS_SHORT("the first part of the scope is read as a host; images written in short have no such name"),
        /** Docker's short names are compared as written: busybox is not docker.io/library/busybox. */
        SCOPE_OF_DOCKER_HUB("an image written in short is not this repository: names are compared as written"),
        /** Two scopes that differ in the case of the host, or in a port that is the default, name one repository. */
        SCOPES_OVERLAP("another scope names the same repository with another spelling of its host"),
        /** A repository for which less is enforced than for all others. */
        WEAKER_THAN_OTHERS("less is enforced than for repositories that no statement names"),
        /** Another statement asks for exactly the same. */
        SAME_AS_ANOTHER("another statement asks for the same; their scopes could stand together"),
        /** No certificate lies in a named store. */
        STORE_EMPTY("there is no certificate in the store"),
        /** Something in a named store cannot be used, which makes every image of the statement undetermined. */
        STORE_UNUSABLE("the store holds something that cannot be used"),
        /** No certificate in a named store is valid. */
        STORE_OUT_OF_DATE("no certificate in the store is valid at this time");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }
}
