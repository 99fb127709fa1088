/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.internal;

import dev.imagetrust.image.Printable;
import dev.imagetrust.policy.SignatureRequirement;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.PreparedVerifier;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.TrustVerifier;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.PlannedCheck;
import dev.imagetrust.verdict.Reason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registered providers, and the way from a requirement to its verifier. */
public final class Providers {

    private final List<TrustVerifierProvider> all;
    private final Map<Class<?>, Entry<?>> byRequirement = new LinkedHashMap<>();

    private record Entry<R extends SignatureRequirement>(TrustVerifierProvider provider, TrustVerifier<R> verifier) {

        PreparedLeaf prepare(SignatureRequirement requirement, TrustSnapshot trust) {
            R typed = verifier.requirementType().cast(requirement);
            PreparedVerifier prepared = verifier.prepare(typed, trust);
            List<PlannedCheck> plan = List.copyOf(prepared.plan());
            if (plan.stream().map(p -> p.id().id()).distinct().count() != plan.size()) {
                throw setUp(provider.tool() + " plans a check twice");
            }
            Set<Place> places = Set.copyOf(verifier.places(typed));
            if (places.isEmpty()) {
                // Without a place nothing is missed, and every image would seem to be unsigned.
                throw setUp(provider.tool() + " has no place to look in for this requirement");
            }
            return new PreparedLeaf(
                    requirement,
                    requirement.canonical(),
                    provider,
                    c -> verifier.wants(typed, c),
                    prepared,
                    plan,
                    places);
        }
    }

    /**
     * Registers providers.
     *
     * @throws SetUpException if two bring a verifier for one type of requirement, or two have one tool
     */
    public Providers(Collection<TrustVerifierProvider> providers) {
        this.all = List.copyOf(providers);
        Set<String> tools = new LinkedHashSet<>();
        for (TrustVerifierProvider provider : all) {
            if (!tools.add(provider.tool())) {
                throw setUp("two providers for the tool " + provider.tool());
            }
            for (TrustVerifier<?> verifier : provider.verifiers()) {
                register(provider, verifier);
            }
        }
    }

    private <R extends SignatureRequirement> void register(TrustVerifierProvider provider, TrustVerifier<R> verifier) {
        if (byRequirement.putIfAbsent(verifier.requirementType(), new Entry<>(provider, verifier)) != null) {
            throw setUp("two verifiers for " + verifier.requirementType().getName());
        }
    }

    /**
     * Prepares one requirement.
     *
     * @throws SetUpException if no provider brings a verifier for it, or the verifier says it is wrong
     */
    PreparedLeaf prepare(SignatureRequirement requirement, TrustSnapshot trust) {
        Entry<?> entry = byRequirement.get(requirement.getClass());
        if (entry == null) {
            throw setUp("no verifier for " + requirement.getClass().getName() + "; is its module missing?");
        }
        return Boundary.prepare(() -> entry.prepare(requirement, trust));
    }

    /** Every place in which any tool keeps signatures. */
    Set<Place> places() {
        Set<Place> places = new LinkedHashSet<>();
        all.forEach(p -> places.addAll(p.places()));
        return places;
    }

    /** What the first provider that knows a candidate makes of it. */
    Optional<Claim> recognise(SignatureCandidate candidate) {
        for (TrustVerifierProvider provider : all) {
            Claim claim = Boundary.recognise(provider, candidate).claim();
            if (claim != null) {
                return Optional.of(claim);
            }
        }
        return Optional.empty();
    }

    private static SetUpException setUp(String detail) {
        return new SetUpException(new Reason(CoreReason.RULE_UNUSABLE, Printable.of(detail)));
    }
}
