/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A plugin that judges signatures: {@code verify-signature}.
 *
 * @since 0.1
 */
public interface VerificationPlugin extends NotationPlugin {

    /**
     * Judges a signature that holds under a chain that matched a trust store.
     *
     * @throws PluginException if it gives no answer in time
     * @throws InterruptedException if the thread was interrupted
     */
    Answer verify(Question question, Deadline deadline) throws PluginException, InterruptedException;

    /**
     * What is known of the signature, and what is asked.
     *
     * @param contentType of the payload
     * @param signingScheme {@code notary.x509} or {@code notary.x509.signingAuthority}
     * @param expiry null where the signature has none
     * @param authenticSigningTime null under {@code notary.x509}
     * @param extendedAttributes critical attributes that are text, by name
     * @param unprocessedAttributes the names of critical attributes that mean nothing here: each has to come back as processed
     * @param certificateChain DER, leaf first
     * @param trustedIdentities as the policy writes them
     * @param wanted what is to be judged
     * @since 0.1
     */
    record Question(
            String contentType,
            String signingScheme,
            @Nullable Instant expiry,
            @Nullable Instant authenticSigningTime,
            Map<String, String> extendedAttributes,
            Set<String> unprocessedAttributes,
            List<Bytes> certificateChain,
            List<String> trustedIdentities,
            Set<PluginCapability> wanted) {
        /** Copies the collections. */
        public Question {
            requireNonNull(contentType, "contentType");
            requireNonNull(signingScheme, "signingScheme");
            extendedAttributes = Map.copyOf(extendedAttributes);
            unprocessedAttributes = Set.copyOf(unprocessedAttributes);
            certificateChain = List.copyOf(certificateChain);
            trustedIdentities = List.copyOf(trustedIdentities);
            wanted = Set.copyOf(wanted);
        }
    }

    /**
     * What the plugin says.
     *
     * @param results one for each capability that was asked for
     * @param processedAttributes the names of critical attributes that it took care of
     * @since 0.1
     */
    record Answer(Map<PluginCapability, Result> results, Set<String> processedAttributes) {
        /** Copies the collections. */
        public Answer {
            results = Map.copyOf(results);
            processedAttributes = Set.copyOf(processedAttributes);
        }
    }

    /**
     * One judgement.
     *
     * @param success whether the check passed
     * @param reason for people; empty if there is none
     * @since 0.1
     */
    record Result(boolean success, String reason) {
        /** Checks for nulls. */
        public Result {
            requireNonNull(reason, "reason");
        }
    }
}
