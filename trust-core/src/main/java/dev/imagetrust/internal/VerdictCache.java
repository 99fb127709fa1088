/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.CanonicalText;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.verdict.Outcome;
import dev.imagetrust.verdict.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verdicts that hold for some time: only {@code TRUSTED}, and only under rules that more signatures cannot turn.
 *
 * <p>Whatever decides is in the key: the whole subject, the policy, and the trust material with its deny list. What is not
 * trusted is looked for again each time, since a signature may have come. Thread-safe.
 */
public final class VerdictCache {

    private final Map<Key, Verdict> verdicts;

    /** A cache of at most this many verdicts; the one that was not used for longest goes first. */
    public VerdictCache(int size) {
        this.verdicts = new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Verdict> eldest) {
                return size() > size;
            }
        };
    }

    /** Everything that decides, but the time. */
    record Key(String subject, Digest policy, Digest trust) {

        static Key of(ImageSubject image, Digest policy, Digest trust) {
            String subject = CanonicalText.of(
                    "subject",
                    out -> out.put(
                                    "name",
                                    image.name().map(ImageName::asWritten).orElse(""))
                            .put("asked", image.asked().toString())
                            .putCanonical("image", canonical(image.image()))
                            .putCanonical(
                                    "index",
                                    image.index()
                                            .map(Key::canonical)
                                            .map(List::of)
                                            .orElse(List.of()))
                            .put("transport", image.location().transport())
                            .put("identity", image.location().identity())
                            .put("namespaces", image.location().namespaces()));
            return new Key(subject, policy, trust);
        }

        /** A verifier may compare all three with what was signed. */
        private static String canonical(Descriptor content) {
            return CanonicalText.of(
                    "descriptor",
                    out -> out.put("mediaType", content.mediaType())
                            .put("digest", content.digest())
                            .put("size", content.size()));
        }
    }

    /** The verdict that still holds at this time; not one made later, should the clock have gone back. */
    synchronized Optional<Verdict> find(Key key, Instant now) {
        return Optional.ofNullable(verdicts.get(key)).filter(verdict -> holds(verdict, now));
    }

    /** Keeps a verdict, if it is one to keep. */
    synchronized void keep(Key key, Verdict verdict) {
        if (verdict.outcome() == Outcome.TRUSTED) {
            verdicts.put(key, verdict);
        }
    }

    private static boolean holds(Verdict verdict, Instant now) {
        return !now.isBefore(verdict.dependencies().judgedAt())
                && verdict.dependencies().reevaluateAt().map(now::isBefore).orElse(true);
    }
}
