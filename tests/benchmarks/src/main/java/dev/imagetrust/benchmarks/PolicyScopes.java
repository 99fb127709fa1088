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
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.TrustPolicy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
/** The rule of an image in a containers policy of 10,000 scopes: at once, last of all, and not at all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
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
    private final Bytes document = document();
    private final TrustPolicy policy = ContainersPolicy.parse(document, KeyFiles.relativeTo(Path.of("/")));
    private final ImageSubject repository = image("registry.example/team-5000/app");
    private final ImageSubject wildcard = image("one.of.many.hosts.in.a.wildcard.example/a/b/c/d/e/f/g/h");
    private final ImageSubject unknown = image("nobody.knows.this.host.test/a/b/c/d/e/f/g/h");

    /** The scope is the repository of the image. */
    @Benchmark
    public Optional<PolicyRule> repository() {
        return policy.ruleFor(repository);
    }

    /** The scope is a wildcard, which is looked up after nine paths and five nearer wildcards. */
    @Benchmark
    public Optional<PolicyRule> wildcard() {
        return policy.ruleFor(wildcard);
    }

    /** No scope fits. */
    @Benchmark
    public Optional<PolicyRule> byDefault() {
        return policy.ruleFor(unknown);
    }

    /** With the making of the subject, which computes what is looked up. */
    @Benchmark
    public Optional<PolicyRule> subjectAndRule() {
        return policy.ruleFor(image("registry.example/team-5000/app"));
    }

    /** Reading the document. */
    @Benchmark
    public TrustPolicy parse() {
        return ContainersPolicy.parse(document, KeyFiles.relativeTo(Path.of("/")));
    }

    private static Bytes document() {
        StringBuilder json = new StringBuilder("{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":{"
                + "\"*.wildcard.example\":[{\"type\":\"reject\"}]");
        for (int scope = 1; scope < SCOPES; scope++) {
            json.append(",\"registry.example/team-").append(scope).append("/app\":[{\"type\":\"reject\"}]");
        }
        return Bytes.utf8(json.append("}}}").toString());
    }

    private static ImageSubject image(String name) {
        return ImageSubject.of(
                ImageName.parse(name),
                new Asked.ByTag("1"),
                Descriptor.of("application/vnd.oci.image.manifest.v1+json", Digest.sha256(Bytes.utf8(name)), 1));
    }
}
