/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.testkit.ForgedOpenPgpKey;
import dev.imagetrust.testkit.ForgedTime;
import dev.imagetrust.testkit.SignatureSourceContract;
import dev.imagetrust.testkit.SimpleSigningBend;
import dev.imagetrust.testkit.SimpleSigningForge;
import dev.imagetrust.trust.Provenance;
import dev.imagetrust.verdict.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all sources. */
class StoredSignatureSourceTest extends SignatureSourceContract {

    private static final ForgedOpenPgpKey KEY = ForgedOpenPgpKey.generate(ForgedOpenPgpKey.Kind.values()[0]);

    @TempDir
    Path folder;

    private int stores;

    @Override
    protected SignatureSource sourceWith(ImageSubject subject, List<SignatureCandidate> stored) throws IOException {
        return new StoredSignatureSource(store(stored));
    }

    private FileSignatureStore store(List<SignatureCandidate> stored) throws IOException {
        Path root = Files.createDirectory(folder.resolve("store" + stores++));
        FileSignatureStore store = FileSignatureStore.open(root, 10);
        for (SignatureCandidate each : stored) {
            store.add(StoredSignature.unverified(
                    (ExtensionObject) each.artifact(),
                    SignatureOrigin.UPLOADED,
                    new Provenance("a test", ForgedTime.NOW, "")));
        }
        return store;
    }

    @Override
    protected List<SignatureCandidate> signaturesOf(ImageSubject subject) {
        SignatureCandidate one = SimpleSigningForge.of(subject, KEY).inExtension(SimpleSigningBend.NONE);
        ExtensionObject object = (ExtensionObject) SimpleSigningForge.of(subject, KEY)
                .naming("registry.example/other:1")
                .inExtension(SimpleSigningBend.NONE)
                .artifact();
        ExtensionObject renamed = new ExtensionObject(object.name() + "-too", object.type(), object.content());
        return List.of(one, new SignatureCandidate(renamed, one.about(), one.place()));
    }

    @Override
    protected Place unknownPlace() {
        return new Place.Lookaside();
    }

    @Override
    protected Optional<SignatureSource> sourceFailingAt(
            Place broken, ImageSubject subject, List<SignatureCandidate> stored) throws IOException {
        FileSignatureStore store = store(stored);
        Path damaged = folder.resolve("store" + (stores - 1))
                .resolve("sha256")
                .resolve(subject.image().digest().hex())
                .resolve("damaged.json");
        Files.writeString(damaged, "{}");
        return Optional.of(new StoredSignatureSource(store));
    }
}
