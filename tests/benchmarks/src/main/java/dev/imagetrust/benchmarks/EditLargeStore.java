/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.benchmarks;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.store.fs.FileTrustStoreEditor;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.Edited;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.trust.StoredMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Edits of one key, and looks at one, in a small store and in a very large one: the ratio of both is what matters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class EditLargeStore {

    private static final Edit EDIT = Edit.by(new Provenance("benchmark", Instant.EPOCH, ""));
    private static final String STORE = "default";

    /** Keys in the store. */
    @Param({"1000", "100000"})
    private int keys;

    private Path root;
    private FileTrustStoreEditor editor;
    private Bytes key;
    private AnchorId id;
    private int puts;

    /** Writes the keys. */
    @Setup(Level.Trial)
    public void write() throws IOException, EditRefusedException {
        root = Files.createTempDirectory("large-store");
        ManyKeys.writeDistinct(root, keys);
        editor = FileTrustStoreEditor.open(root);
        key = ManyKeys.another(0);
        id = new AnchorId(AnchorKind.COSIGN_KEY, STORE, Digest.sha256(key));
        editor.put(AnchorKind.COSIGN_KEY, STORE, key, EDIT);
    }

    /** Deletes them. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        ManyKeys.delete(root);
    }

    /** One more key each time. */
    @Benchmark
    public Edited put() throws IOException, EditRefusedException {
        puts++;
        return editor.put(AnchorKind.COSIGN_KEY, STORE, ManyKeys.another(puts), EDIT);
    }

    /** With what the journal says of it. */
    @Benchmark
    public Optional<StoredMaterial> find() throws IOException {
        return editor.find(id);
    }

    /** Its octets. */
    @Benchmark
    public Optional<Bytes> material() throws IOException {
        return editor.material(id);
    }

    /** Out of force and into force again. */
    @Benchmark
    public Edited disableAndEnable() throws IOException, EditRefusedException {
        editor.disable(id, EDIT);
        return editor.enable(id, EDIT);
    }

    /** Away and back. */
    @Benchmark
    public Edited deleteAndPut() throws IOException, EditRefusedException {
        editor.delete(id, EDIT);
        return editor.put(AnchorKind.COSIGN_KEY, STORE, key, EDIT);
    }
}
