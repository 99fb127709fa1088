/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

/**
 * The name of a repository, without tag and digest.
 *
 * <p>Tools compare names differently: notation takes them as written, containers policy and simple signing as docker
 * normalises them. So both are kept. Equal when written equally. Immutable.
 *
 * @since 0.1
 */
public final class ImageName {

    private final String asWritten;
    private final DockerReference normalised;

    private ImageName(String asWritten, DockerReference normalised) {
        this.asWritten = asWritten;
        this.normalised = normalised;
    }

    /**
     * Reads a repository name such as {@code registry.example:5000/team/app} or {@code busybox}.
     *
     * @throws IllegalArgumentException if the text is no repository name, or has a tag or digest
     */
    public static ImageName parse(String text) {
        DockerReference reference = DockerReference.parse(text);
        if (!reference.isNameOnly()) {
            throw new IllegalArgumentException("a repository name has neither tag nor digest: " + Printable.of(text));
        }
        return new ImageName(text, reference);
    }

    /** The name as the caller wrote it. */
    public String asWritten() {
        return asWritten;
    }

    /** The registry host with its port, after normalisation: {@code docker.io} where none was written. */
    public String host() {
        return normalised.host();
    }

    /** The path below the host, after normalisation. */
    public String path() {
        return normalised.path();
    }

    /** {@code host/path} as docker normalises it, for example {@code docker.io/library/busybox}. */
    public String dockerNormalised() {
        return normalised.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageName that && asWritten.equals(that.asWritten);
    }

    @Override
    public int hashCode() {
        return asWritten.hashCode();
    }

    /** The name as written. */
    @Override
    public String toString() {
        return asWritten;
    }
}
