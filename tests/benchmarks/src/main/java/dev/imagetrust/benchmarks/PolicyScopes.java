/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.benchmarks;

import dev.imagetrust.gpg.ContainersPolicy;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.testkit.ImageForge;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The rule for an image in a containers policy with 10,000 scopes: found at once, after its namespaces, or not at all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PolicyScopes {

    private static final int SCOPES = 10_000;

    private final TrustPolicy policy = policy();
    private final ImageSubject exact = ImageForge.image("app").at("registry.example/team5000/app", "v1");
    private final ImageSubject inNamespace = ImageForge.image("app").at("registry.example/team5001/a/b/c/app", "v1");
    private final ImageSubject elsewhere =
            ImageForge.image("app").at("a.long.chain.of.labels.example:5000/x/y/z", "v1");

    private static TrustPolicy policy() {
        String scopes = IntStream.range(0, SCOPES)
                .mapToObj(number -> "\"registry.example/team" + number + (number % 2 == 0 ? "/app:v1" : "")
                        + "\":[{\"type\":\"reject\"}]")
                .collect(Collectors.joining(","));
        return ContainersPolicy.parse(
                Bytes.utf8("{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":{" + scopes + "}}}"),
                path -> {
                    throw new IOException("no files here");
                });
    }

    /** A scope of exactly this image. */
    @Benchmark
    public Optional<PolicyRule> exactScope() {
        return policy.ruleFor(exact);
    }

    /** A scope five namespaces up. */
    @Benchmark
    public Optional<PolicyRule> namespace() {
        return policy.ruleFor(inNamespace);
    }

    /** No scope: the default, after every namespace and wildcard. */
    @Benchmark
    public Optional<PolicyRule> byDefault() {
        return policy.ruleFor(elsewhere);
    }
}
