/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.Verdict;
import java.time.InstantSource;

/** A registry that asks before it accepts a push. */
final class PushGate {

    /** What the registry does with a push. */
    sealed interface Decision {
        record Admit() implements Decision {}

        record Refuse(String why) implements Decision {}

        record RetryLater(String why) implements Decision {}
    }

    private final ImageTrust trust;

    PushGate(TrustPolicy policy, TrustStore store, SignatureSource ourRegistry) {
        trust = ImageTrust.builder()
                .policy(policy)
                .trustStore(store)
                .signatures(ourRegistry)
                .clock(InstantSource.system())
                .build();
    }

    Decision decide(ImageSubject pushed) {
        Verdict verdict = trust.verify(pushed);
        return switch (verdict.outcome()) {
            case TRUSTED, EXEMPT -> new Decision.Admit();
            case UNTRUSTED -> new Decision.Refuse(verdict.summary());
            case UNDETERMINED -> new Decision.RetryLater(verdict.summary());
        };
    }
}
