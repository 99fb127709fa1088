/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.contracts;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.MemoryRepository;
import dev.imagetrust.oci.Reference;
import dev.imagetrust.testkit.ForgedImage;
import dev.imagetrust.testkit.ImageForge;
import java.io.IOException;

/** Repositories with and without the referrers API: the fallback tag is another way to the same place. */
enum Repositories {
    REFERRERS_API {
        @Override
        MemoryRepository open() {
            return MemoryRepository.withReferrersApi();
        }
    },
    FALLBACK_TAG {
        @Override
        MemoryRepository open() {
            return MemoryRepository.withoutReferrersApi();
        }
    };

    abstract MemoryRepository open();

    MemoryRepository with(ForgedImage image, ImageSubject subject) throws IOException {
        MemoryRepository repository = open();
        ImageName name = subject.name().orElseThrow();
        repository.putBlob(name, image.config());
        repository.putBlob(name, image.layer());
        repository.putManifest(
                name,
                Reference.of(new Asked.ByDigest(image.digest())),
                new Manifest(ImageForge.MANIFEST, image.manifest()));
        return repository;
    }
}
