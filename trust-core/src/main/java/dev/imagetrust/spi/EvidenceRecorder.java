/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.spi;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.verdict.Fetched;
import java.io.IOException;

/** Hands requests on and writes down what comes of them: no verifier can rest on an answer that no receipt names. */
record EvidenceRecorder(EvidenceFetcher fetcher, CheckRecorder log) implements EvidenceFetcher {

    @Override
    public Bytes fetch(Request request) throws IOException, InterruptedException {
        String uri = request.uri().toString();
        try {
            Bytes answer = fetcher.fetch(request);
            Digest content = Digest.sha256(answer);
            log.evidence(content);
            log.fetched(new Fetched.Answer(request.id(), uri, content));
            return answer;
        } catch (IOException e) {
            log.fetched(new Fetched.Failure(request.id(), uri, String.valueOf(e.getMessage())));
            throw e;
        }
    }
}
