/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers verdicts, and knows which to ask for again when time passes or a key is removed. */
final class VerdictIndex {

    private final Map<Digest, Verdict> verdicts = new LinkedHashMap<>();

    void remember(Verdict verdict) {
        verdicts.put(verdict.subject().image().digest(), verdict);
    }

    List<Digest> dueAt(Instant now) {
        List<Digest> due = new ArrayList<>();
        verdicts.forEach((image, verdict) -> verdict.dependencies()
                .reevaluateAt()
                .filter(at -> !at.isAfter(now))
                .ifPresent(at -> due.add(image)));
        return due;
    }

    List<Digest> affectedByRemovalOf(AnchorId anchor) {
        List<Digest> affected = new ArrayList<>();
        verdicts.forEach((image, verdict) -> {
            if (verdict.dependencies().anchorsUsed().contains(anchor)) {
                affected.add(image);
            }
        });
        return affected;
    }
}
