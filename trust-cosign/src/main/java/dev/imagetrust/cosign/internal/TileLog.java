/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignSigningReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonLimits;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.net.URI;

/**
 * A log made of tiles, "Rekor v2" (section 4.8): {@code hashedrekord} 0.0.2 for everything, over the signed octets.
 *
 * @param base its address, without a slash at the end
 */
record TileLog(String base) implements LogClient {

    private static final String JSON = "application/json";
    private static final int MAX_ANSWER = 1 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_ANSWER, 16, MAX_ANSWER, 2_000);

    @Override
    public boolean promises() {
        return false;
    }

    /** The log knows each key with one algorithm only, and Ed25519 only if it hashes first. */
    @Override
    public void requireSuitable(OwnKey key, boolean isStatement) {
        if (TileLogKeys.details(key.key(), key.scheme()).isEmpty()) {
            throw new IllegalStateException("a log of tiles checks no signatures by " + key.algorithm() + " under "
                    + key.key() + "; take another algorithm");
        }
    }

    @Override
    public LogEntry enter(Draft draft, OwnKey key, EvidenceFetcher fetcher, Deadline deadline)
            throws IOException, InterruptedException {
        Bytes answer = fetcher.fetch(new EvidenceFetcher.Request(
                "POST",
                URI.create(base + "/api/v2/log/entries"),
                request(draft, key),
                JSON,
                JSON,
                MAX_ANSWER,
                deadline));
        try {
            return LogEntry.ofBundle(
                    ProtoObject.of(Json.parseObject(answer, LIMITS), LogEntry.FIELDS), LogEntry.Evidence.PROOF);
        } catch (MalformedInputException e) {
            throw new SigningException(
                    new Reason(CosignSigningReason.LOG_ANSWER, e.reason().toString()), e);
        }
    }

    private static Bytes request(Draft draft, OwnKey key) {
        Digest digest = Digest.of(key.scheme().hash(), draft.signed());
        String details = TileLogKeys.details(key.key(), key.scheme()).orElseThrow();
        return JsonWriter.object(request -> request.object(
                "hashedRekordRequestV002",
                entry -> entry.text("digest", Base64Text.encodeStandard(digest.value()))
                        .object(
                                "signature",
                                signature -> signature
                                        .text("content", Base64Text.encodeStandard(draft.signature()))
                                        .object(
                                                "verifier",
                                                verifier -> verifier.object(
                                                                "publicKey",
                                                                each -> each.text(
                                                                        "rawBytes",
                                                                        Base64Text.encodeStandard(key.key()
                                                                                .spki())))
                                                        .text("keyDetails", details)))));
    }
}
