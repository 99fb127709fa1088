/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.openshift;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A signature that OpenShift keeps with an image: {@code image.openshift.io/v1}, {@code ImageSignature}. Immutable.
 *
 * <p>As long as {@link #state} is {@link State#UNVERIFIED}, and that it is after every import, nobody has looked at it.
 *
 * @param name {@code <digest>@<name>}
 * @param type {@code atomic}, or that of another format
 * @param content the blob; it is never changed
 * @param conditions what was found out about it
 * @param findings what it says; null unless it was verified and holds. The API calls their presence "Verified"
 * @since 0.1
 */
public record StoredSignature(
        String name,
        String type,
        Bytes content,
        List<SignatureCondition> conditions,
        @Nullable SignatureFindings findings) {

    /**
     * What is known about a signature.
     *
     * @since 0.1
     */
    public enum State {
        /** Nobody has verified it. */
        UNVERIFIED,
        /** It was verified and holds. That was the case then; whoever relies on it now verifies again. */
        VERIFIED,
        /** It was verified and does not hold. */
        REFUSED
    }

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it has findings without the condition {@code Trusted}, which the API refuses
     */
    public StoredSignature {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(content, "content");
        conditions = List.copyOf(conditions);
        if (findings != null && state(conditions) != State.VERIFIED) {
            throw new IllegalArgumentException("findings of a signature that was not verified: " + name);
        }
    }

    /** A signature as it comes from a registry or a lookaside store: unverified, whatever was known of it there. */
    public static StoredSignature imported(ExtensionObject object) {
        return new StoredSignature(object.name(), object.type(), object.content(), List.of(), null);
    }

    /** The signature as the signature extension hands it out. */
    public ExtensionObject object() {
        return new ExtensionObject(name, type, content);
    }

    /** What is known about it, by its conditions. */
    public State state() {
        return state(conditions);
    }

    /** The same signature, about which nothing is known. */
    public StoredSignature unverified() {
        return new StoredSignature(name, type, content, List.of(), null);
    }

    private static State state(List<SignatureCondition> conditions) {
        boolean refused = false;
        boolean trusted = false;
        boolean forImage = false;
        for (SignatureCondition condition : conditions) {
            boolean ours = condition.type().equals(SignatureCondition.TRUSTED)
                    || condition.type().equals(SignatureCondition.FOR_IMAGE);
            refused |= ours && condition.status() == SignatureCondition.Status.FALSE;
            boolean met = condition.status() == SignatureCondition.Status.TRUE;
            trusted |= met && condition.type().equals(SignatureCondition.TRUSTED);
            forImage |= met && condition.type().equals(SignatureCondition.FOR_IMAGE);
        }
        if (refused) {
            return State.REFUSED;
        }
        return trusted && forImage ? State.VERIFIED : State.UNVERIFIED;
    }
}
