/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * Who makes a request, as the host found out, and what the host allows them. Immutable.
 *
 * <p>zot lets everybody add trust anchors where no password file is configured. Here the absence of a right means no.
 *
 * @since 0.1
 */
public final class Caller {

    private enum Kind {
        REFUSED,
        ANONYMOUS,
        NAMED
    }

    /**
     * Says what a caller may do. Called with every request; safe for use by several threads.
     *
     * @since 0.1
     */
    @FunctionalInterface
    public interface Rights {

        /**
         * Whether it is allowed.
         *
         * @param repository which repository the request is about, for example {@code team/app}; empty where it is about
         *     the trust store
         */
        boolean allow(TrustRight right, String repository);
    }

    private final Kind kind;
    private final String name;
    private final Rights rights;

    private Caller(Kind kind, String name, Rights rights) {
        this.kind = kind;
        this.name = name;
        this.rights = requireNonNull(rights, "rights");
    }

    /** Without credentials, or with wrong ones, where the host wants some. */
    public static Caller unauthenticated() {
        return new Caller(Kind.REFUSED, "", (right, repository) -> false);
    }

    /** Without credentials where the host lets such callers in; allowed nothing but what is listed. */
    public static Caller anonymous(TrustRight... rights) {
        Set<TrustRight> allowed = Set.of(rights);
        return new Caller(Kind.ANONYMOUS, "anonymous", (right, repository) -> allowed.contains(right));
    }

    /** With credentials that the host has checked; allowed nothing but what is listed, in every repository. */
    public static Caller named(String name, TrustRight... rights) {
        Set<TrustRight> allowed = Set.of(rights);
        return named(name, (right, repository) -> allowed.contains(right));
    }

    /**
     * With credentials that the host has checked.
     *
     * @param name how the host knows the caller, not blank; it goes into journals
     */
    public static Caller named(String name, Rights rights) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a caller with credentials has a name");
        }
        return new Caller(Kind.NAMED, name, rights);
    }

    /** The name; empty for callers whose credentials were refused. */
    public String name() {
        return name;
    }

    /** Whether the host wants credentials and got none that it accepts. */
    public boolean isUnauthenticated() {
        return kind == Kind.REFUSED;
    }

    /** Whether the host lets this caller in without credentials. */
    public boolean isAnonymous() {
        return kind == Kind.ANONYMOUS;
    }

    /** Whether the host allows it; see {@link Rights#allow}. */
    public boolean may(TrustRight right, String repository) {
        return rights.allow(right, repository);
    }

    @Override
    public String toString() {
        return kind == Kind.REFUSED ? "a caller without credentials" : name;
    }
}
