/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.benchmarks;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SignatureArtifact.TagLayer;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.testkit.CosignForge;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.ImageForge;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Verdict;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
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

/** A verdict over one keyed P-256 signature from memory, beside the bare check of the same octets by the JDK. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyedCosign {

    private final ForgedKey key = ForgedKey.generate(ForgedKey.Kind.EC_P256);
    private final ImageSubject image = ImageForge.image("app").at("registry.example/app", "v1");
    private final SignatureCandidate good = CosignForge.legacy(image, key).good();
    private final ImageTrust trust = trust();
    private final byte[] message = ((TagLayer) good.artifact()).content().toByteArray();
    private final byte[] signature = Base64.getDecoder()
            .decode(((TagLayer) good.artifact()).layer().annotations().get("dev.cosignproject.cosign/signature"));

    private ImageTrust trust() {
        return ImageTrust.builder()
                .policy(TrustPolicy.forAllImages(
                        CosignRequirement.key(key.publicKeyPem(), "ours.pub").build()))
                .signatures((subject, about, places, budget) -> new Found(
                        List.of(good),
                        places.stream()
                                .map(p -> Look.found(p, about.get(0), p.equals(good.place()) ? 1 : 0))
                                .toList()))
                .clock(InstantSource.fixed(ForgedTime.NOW))
                .build();
    }

    /** The whole way from the image to the verdict. */
    @Benchmark
    public Verdict verdict() {
        return trust.verify(image);
    }

    /** Only the mathematics, as the JDK does it. */
    @Benchmark
    public boolean bareSignature() throws GeneralSecurityException {
        Signature check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(key.publicKey());
        check.update(message);
        return check.verify(signature);
    }
}
