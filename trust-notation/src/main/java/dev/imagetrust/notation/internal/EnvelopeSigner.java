/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.EcdsaEncoding;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.spi.CheckRecorder;
import dev.imagetrust.spi.RemoteSigner;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes envelopes, and reads each again as a verifier would before it is handed out. */
public final class EnvelopeSigner {

    private final RemoteSigner key;
    private final SigningChain chain;
    private final SigningOptions options;
    private final @Nullable Timestamping timestamping;

    /** With a key, its chain and what is wanted of every signature. */
    public EnvelopeSigner(
            RemoteSigner key, SigningChain chain, SigningOptions options, @Nullable Timestamping timestamping) {
        this.key = key;
        this.chain = chain;
        this.options = options;
        this.timestamping = timestamping;
    }

    /** The chain it signs under. */
    public SigningChain chain() {
        return chain;
    }

    /** What is wanted of every signature. */
    public SigningOptions options() {
        return options;
    }

    /** The signing time of a context: whole seconds, as both formats write it. */
    static Instant signingTime(SigningContext context) {
        return context.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** What is to be signed about a blob, by the hash function of the key. */
    public Descriptor describe(InputStream blob, String mediaType) throws IOException, InterruptedException {
        StreamDigest found = StreamDigest.of(blob, chain.algorithm().hash(), Long.MAX_VALUE);
        return Descriptor.of(mediaType, found.digest(), found.size());
    }

    /**
     * Signs an artifact.
     *
     * @throws SigningException if a certificate is not valid at that time, the time allowed has passed, the
     *     metadata contradicts the descriptor, or the key or the authority returned what does not hold
     * @throws IOException if the key cannot be reached
     * @throws InterruptedException if the thread was interrupted
     */
    public Bytes sign(Descriptor artifact, SigningContext context) throws IOException, InterruptedException {
        Instant signingTime = signingTime(context);
        chain.requireValidAt(signingTime);
        if (context.deadline().isPast()) {
            throw new SigningException(Reason.of(CoreReason.TIME_UP));
        }
        NotationPayload payload = payload(artifact);
        EnvelopeDraft draft =
                EnvelopeDraft.of(options.format(), options.header(chain.algorithm(), signingTime), payload.toJson());
        Bytes signature = signature(draft.signingInput());
        Bytes timestamp = timestamping == null ? null : timestamping.stamp(signature, chain, context);
        Bytes envelope = draft.close(signature, new UnsignedHeader(chain.ders(), timestamp, options.agent()));
        requireGood(options.format(), envelope);
        return envelope;
    }

    /** Only what the caller wants to vouch for: what a registry says about the artifact is not repeated. */
    private NotationPayload payload(Descriptor artifact) throws SigningException {
        for (String key : options.metadata().keySet()) {
            if (artifact.annotation(key).isPresent()) {
                // signature-specification.md, "Payload": one key must not have two meanings.
                throw new SigningException(new Reason(NotationReason.METADATA_CONFLICT, "'" + key + "'"));
            }
        }
        return new NotationPayload(artifact.mediaType(), artifact.digest(), artifact.size(), options.metadata());
    }

    private Bytes signature(Bytes input) throws IOException, InterruptedException {
        Bytes signature = key.signMessage(chain.algorithm().asked(), input);
        if (chain.key().type() == KeyType.RSA) {
            return signature;
        }
        return EcdsaEncoding.findFixedLength(signature, chain.key())
                .orElseThrow(() -> new SigningException(
                        new Reason(NotationReason.SIGNATURE_INVALID, "what the key returned is no ECDSA signature")));
    }

    /** What a verifier makes of an envelope before it looks whom to trust. */
    static VerifiedSignature requireGood(EnvelopeFormat format, Bytes envelope) throws SigningException {
        CheckRecorder log = new CheckRecorder(Stream.of(
                        NotationCheck.ENVELOPE,
                        NotationCheck.SIGNATURE,
                        NotationCheck.SIGNED_ATTRIBUTES,
                        NotationCheck.CERTIFICATE_CHAIN,
                        NotationCheck.PAYLOAD)
                .map(PlannedCheck::enforced)
                .toList());
        Optional<VerifiedSignature> opened =
                IntegrityChecks.open(() -> UnverifiedEnvelope.parse(format, envelope), log);
        if (opened.isEmpty()) {
            Optional<Reason> reason =
                    log.checks().stream().filter(Check::isRefusal).findFirst().flatMap(Check::reason);
            throw new SigningException(reason.orElseThrow());
        }
        return opened.get();
    }
}
