/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust;

import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Limits;
import dev.imagetrust.image.VerifiedIndex;
import dev.imagetrust.internal.Engine;
import dev.imagetrust.internal.Providers;
import dev.imagetrust.internal.VerdictCache;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.spi.Claim;
import dev.imagetrust.spi.EvidenceFetcher;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.StatementPolicy;
import dev.imagetrust.spi.TrustVerifierProvider;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import dev.imagetrust.verdict.CandidateRef;
import dev.imagetrust.verdict.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Decides whether container images may be trusted.
 *
 * <pre>{@code
 * ImageTrust trust = ImageTrust.builder()
 *         .policy(policy)
 *         .trustStore(FileTrustStore.open(storeRoot))
 *         .signatures(new OciSignatureSource(repository))
 *         .clock(InstantSource.system())
 *         .build();
 * if (trust.verify(image).admits()) { ... }
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads. Starts no thread, keeps no static state, opens no connection and
 * reads no environment; all it touches was handed in. Each verdict takes one snapshot of policy and trust material and
 * reads the clock once.
 *
 * @since 0.1
 */
public final class ImageTrust {

    private final Engine engine;
    private final Limits limits;
    private final List<TrustListener> listeners;

    private ImageTrust(Engine engine, Limits limits, List<TrustListener> listeners) {
        this.engine = engine;
        this.limits = limits;
        this.listeners = listeners;
    }

    /** Begins a set-up. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Judges an image within {@link Limits#time()}. Ends as soon as the decision cannot change any more.
     *
     * <p>Never throws for anything that registry, signatures or store contain or fail to answer. A thread that is
     * interrupted gets {@code UNDETERMINED} and stays interrupted.
     */
    public Verdict verify(ImageSubject image) {
        return verify(image, Deadline.after(limits.time()));
    }

    /** As {@link #verify(ImageSubject)}, with a deadline of the caller. */
    public Verdict verify(ImageSubject image, Deadline deadline) {
        return told(engine.verify(requireNonNull(image, "image"), requireNonNull(deadline, "deadline")));
    }

    /**
     * Judges an index and every image that it lists, each as {@link #verify} does, all within {@link Limits#time()}: the index
     * by the signatures of the index, each image by its own or those of the index, as its rule says.
     *
     * <p>For whoever admits an index as a whole. Whoever runs one of its images only asks for that one, by
     * {@link ImageSubject#memberOf}.
     *
     * @param index the subject, as it was resolved
     * @param content of that very index
     * @throws IllegalArgumentException if the content is that of another index
     */
    public IndexVerdict verifyWithMembers(ImageSubject index, VerifiedIndex content) {
        Deadline deadline = Deadline.after(limits.time());
        List<ImageSubject> members = new ArrayList<>();
        for (Descriptor member : content.members()) {
            members.add(index.memberOf(content, member.digest()));
        }
        Verdict whole = verify(index, deadline);
        return new IndexVerdict(
                whole, members.stream().map(member -> verify(member, deadline)).toList());
    }

    /**
     * Looks everywhere, recognises everything, and judges every signature that the policy is about, also after the
     * decision is clear. Costs more than {@link #verify}; meant for people who want to see what there is.
     */
    public Inspection inspect(ImageSubject image) {
        Engine.Inspected inspected = engine.inspect(requireNonNull(image, "image"), Deadline.after(limits.time()));
        Verdict verdict = told(inspected.verdict());
        List<Inspection.Seen> seen = new ArrayList<>();
        for (CandidateRef candidate : verdict.candidates()) {
            seen.add(seen(candidate, inspected.recognised().get(candidate)));
        }
        return new Inspection(verdict, seen);
    }

    /**
     * Tells why an image is judged as it is: which rule the policy has for it and why that one, what the rule requires, and
     * every signature with every check. Looks and judges as {@link #inspect} does. Listeners are not told, since nobody
     * asks whether the image may be used.
     */
    public Explanation explain(ImageSubject image) {
        return engine.policy()
                .map(policy -> new Explanation(
                        policy.choiceFor(image), silentlyUnder(policy).inspect(image)))
                .orElseGet(() -> new Explanation(null, silently(engine).inspect(image)));
    }

    /**
     * The same set-up under another policy, for hosts with a policy per namespace. Cheap: prepares nothing until it is
     * asked, so that a mistake in the policy is {@code UNDETERMINED} there.
     */
    public ImageTrust under(PolicySource policy) {
        return new ImageTrust(engine.under(requireNonNull(policy, "policy")), limits, listeners);
    }

    /** For verdicts that nobody acts on. */
    ImageTrust silentlyUnder(PolicySource policy) {
        return silently(engine.under(policy));
    }

    private ImageTrust silently(Engine other) {
        return new ImageTrust(other, limits, List.of());
    }

    private Verdict told(Verdict verdict) {
        listeners.forEach(l -> l.judged(verdict));
        return verdict;
    }

    private static Inspection.Seen seen(CandidateRef candidate, @Nullable Claim claim) {
        return claim == null ? new Inspection.Seen(candidate) : new Inspection.Seen(candidate, claim);
    }

    /** Sets up an {@link ImageTrust}. Not thread-safe. */
    public static final class Builder {

        private final Map<String, TrustVerifierProvider> explicit = new LinkedHashMap<>();
        private final Map<String, StatementPolicy> statementPolicies = new LinkedHashMap<>();
        private final List<TrustListener> listeners = new ArrayList<>();
        private @Nullable PolicySource policy;
        private @Nullable SignatureSource signatures;
        private @Nullable EvidenceFetcher evidence;
        private @Nullable ClassLoader loader = ImageTrust.class.getClassLoader();
        private TrustStore trustStore = TrustSnapshot.empty();
        private @Nullable InstantSource clock;
        private Limits limits = Limits.defaults();
        private Duration lookAgainAfter = Duration.ofMinutes(1);
        private int cachedVerdicts;

        private Builder() {}

        /** The policy, or where it comes from. Required. */
        public Builder policy(PolicySource value) {
            this.policy = requireNonNull(value, "value");
            return this;
        }

        /** Where trust material comes from; without it there is only what the policy pins. */
        public Builder trustStore(TrustStore value) {
            this.trustStore = requireNonNull(value, "value");
            return this;
        }

        /** Where signatures are looked for. Required. */
        public Builder signatures(SignatureSource value) {
            this.signatures = requireNonNull(value, "value");
            return this;
        }

        /** The time of day against which validities are judged: {@code InstantSource.system()}, or a fixed one. Required. */
        public Builder clock(InstantSource value) {
            this.clock = requireNonNull(value, "value");
            return this;
        }

        /** How much is looked at; {@link Limits#defaults()} unless others are given. */
        public Builder limits(Limits value) {
            this.limits = requireNonNull(value, "value");
            return this;
        }

        /** When {@code UNDETERMINED} asks to be judged again; a minute unless another time is given. */
        public Builder lookAgainAfter(Duration value) {
            this.lookAgainAfter = requireNonNull(value, "value");
            return this;
        }

        /**
         * Keeps up to this many verdicts, to be given again without looking at anything while they hold: until
         * {@link dev.imagetrust.verdict.Dependencies#reevaluateAt}, and as long as subject, policy and trust material
         * with its deny list are the same. Only {@code TRUSTED} is kept, and never under a rule that says <em>every</em>.
         * A signature that was deleted meanwhile, or one that an attacker hides, is not noticed. None unless asked for.
         *
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder cachedVerdicts(int atMost) {
            if (atMost < 0) {
                throw new IllegalArgumentException("a cache has no negative size: " + atMost);
            }
            this.cachedVerdicts = atMost;
            return this;
        }

        /** Allows revocation answers and the like to be fetched; without it nothing is. */
        public Builder evidence(EvidenceFetcher value) {
            this.evidence = requireNonNull(value, "value");
            return this;
        }

        /**
         * Registers a rule of the caller's own for attestations.
         *
         * @param name what requirements call it
         * @throws IllegalArgumentException if the name is taken
         */
        public Builder statementPolicy(String name, StatementPolicy rule) {
            if (statementPolicies.putIfAbsent(name, requireNonNull(rule, "rule")) != null) {
                throw new IllegalArgumentException("two statement policies are called " + name);
            }
            return this;
        }

        /**
         * Registers a provider; it wins over one that is discovered for the same tool.
         *
         * @throws IllegalArgumentException if one was registered for that tool
         */
        public Builder provider(TrustVerifierProvider provider) {
            if (explicit.putIfAbsent(provider.tool(), provider) != null) {
                throw new IllegalArgumentException("two providers for " + provider.tool());
            }
            return this;
        }

        /** Discovers providers with this class loader instead of the one that loaded this library. */
        public Builder discoverWith(ClassLoader value) {
            this.loader = requireNonNull(value, "value");
            return this;
        }

        /** Discovers no providers: only registered ones are there. */
        public Builder withoutDiscovery() {
            this.loader = null;
            return this;
        }

        /** Adds a listener. */
        public Builder listener(TrustListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Prepares everything.
         *
         * @throws IllegalStateException if policy, signatures or clock are missing
         * @throws SetUpException if policy, trust material or providers are wrong: a key that does not parse, a
         *     requirement nobody can judge, two providers for one type of requirement, a statement policy nobody
         *     registered
         */
        public ImageTrust build() {
            if (policy == null || signatures == null || clock == null) {
                throw new IllegalStateException("policy, signatures and clock are required");
            }
            Engine.Parts parts = new Engine.Parts(
                    trustStore,
                    signatures,
                    new Providers(providers()),
                    clock,
                    limits,
                    lookAgainAfter,
                    evidence,
                    Map.copyOf(statementPolicies),
                    cachedVerdicts == 0 ? null : new VerdictCache(cachedVerdicts));
            Engine engine = new Engine(parts, policy);
            engine.requireUsable();
            return new ImageTrust(engine, limits, List.copyOf(listeners));
        }

        private List<TrustVerifierProvider> providers() {
            List<TrustVerifierProvider> providers = new ArrayList<>(explicit.values());
            if (loader != null) {
                for (TrustVerifierProvider found : ServiceLoader.load(TrustVerifierProvider.class, loader)) {
                    if (!explicit.containsKey(found.tool())) {
                        providers.add(found);
                    }
                }
            }
            return providers;
        }
    }
}
