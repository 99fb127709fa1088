/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import java.util.Arrays;
import java.util.List;

/** Keyrings of files without names. */
final class Keys {

    private Keys() {}

    static Keyring of(Bytes... files) throws MalformedInputException {
        List<KeySource> sources = Arrays.stream(files)
                .map(file -> new KeySource(
                        new AnchorId(AnchorKind.OPENPGP_KEY, "test", Digest.sha256(file)), "a file", file))
                .toList();
        return Keyring.parse(sources);
    }

    static HeldSignature find(Keyring keys, Bytes blob) throws MalformedInputException {
        DocumentSignature document = DocumentSignature.parse(blob, 1 << 22);
        return HeldSignature.find(document, keys.candidatesFor(document));
    }
}
