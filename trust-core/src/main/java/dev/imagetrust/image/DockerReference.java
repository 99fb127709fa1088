/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * An image reference as docker normalises it: {@code host/path}, then perhaps {@code :tag}, then perhaps
 * {@code @digest}.
 *
 * <p>Simple signing and containers {@code policy.json} compare references in this form: {@code busybox} is
 * {@code docker.io/library/busybox}. The grammar is that of distribution/reference; reading takes time linear in the
 * length, and nothing longer than {@link #MAX_LENGTH} is read at all. Immutable.
 *
 * @since 0.1
 */
public final class DockerReference {

    /** Longer text is refused unread. In UTF-16 code units. */
    public static final int MAX_LENGTH = 1024;

    private final String host;
    private final String path;
    private final @Nullable String tag;
    private final @Nullable Digest digest;

    DockerReference(String host, String path, @Nullable String tag, @Nullable Digest digest) {
        this.host = host;
        this.path = path;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * Reads and normalises a reference.
     *
     * @throws IllegalArgumentException if the text is no reference; the message says what is wrong
     */
    public static DockerReference parse(String text) {
        return new ReferenceScanner(requireNonNull(text, "text")).reference();
    }

    /** Reads and normalises a reference; empty where {@link #parse} would throw. Meant for text from outside. */
    public static Optional<DockerReference> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The registry host with its port, case as written. */
    public String host() {
        return host;
    }

    /** The repository path below the host. */
    public String path() {
        return path;
    }

    /** {@code host/path}. */
    public String name() {
        return host + '/' + path;
    }

    /** The tag, where there is one; {@code latest} is never added. */
    public Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** The digest, where there is one. */
    public Optional<Digest> digest() {
        return Optional.ofNullable(digest);
    }

    /** Whether there is neither tag nor digest. */
    public boolean isNameOnly() {
        return tag == null && digest == null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DockerReference that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The normalised reference. */
    @Override
    public String toString() {
        return name() + (tag == null ? "" : ':' + tag) + (digest == null ? "" : "@" + digest);
    }
}
