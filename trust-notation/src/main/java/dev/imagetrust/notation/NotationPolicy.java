/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.internal.ScopedPolicy;
import dev.imagetrust.notation.internal.TrustPolicyDocument;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import java.time.Duration;

/**
 * Reads the policy files of the Notary Project.
 *
 * @since 0.1
 */
public final class NotationPolicy {

    private NotationPolicy() {}

    /**
     * Reads a {@code trustpolicy.json} (also called {@code trustpolicy.oci.json}): strict JSON of at most 4 MiB, version
     * {@code 1.0}.
     *
     * <p>Each statement becomes a rule of its name that asks for a {@link NotationRequirement}; the level {@code skip}
     * becomes a {@link Waive}, also where its scope is {@code *}. An image gets the statement that lists its repository
     * exactly as written, else the one for {@code *}, else no rule, which refuses it. Only {@code *} applies to an image
     * without a name.
     *
     * <p>Stricter than the notation tool: unknown members are refused, because a misspelt one would silently change what
     * is enforced, and so are attribute types in an {@code x509.subject} that have neither a keyword nor the form of an
     * object identifier, values in hexadecimal, and unescaped characters that RFC 4514 wants escaped. Whether the named
     * trust stores exist is not known here; it shows when an image is judged.
     *
     * @throws SetUpException for the first rule that the document breaks, with a {@link NotationReason} that starts with
     *     {@code POLICY_}
     */
    public static TrustPolicy parse(Bytes document) {
        return new ScopedPolicy(read(document));
    }

    /**
     * Reads the same, for a host that is offline for a while: every statement believes the last CRL that could be had for
     * so long after the next one should have come, as
     * {@link NotationRequirement.Builder#insecurelyAcceptCrlsPastTheirTime} says.
     *
     * @throws SetUpException as {@link #parse}
     * @throws IllegalArgumentException for a negative time, or more than a year
     */
    public static TrustPolicy insecurelyParseAcceptingCrlsPastTheirTime(Bytes document, Duration by) {
        return new ScopedPolicy(read(document).acceptingCrlsPastTheirTime(by));
    }

    private static TrustPolicyDocument read(Bytes document) {
        try {
            return TrustPolicyDocument.parse(document);
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }
}
