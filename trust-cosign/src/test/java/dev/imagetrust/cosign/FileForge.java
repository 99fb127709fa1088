/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.cosign.SigstoreForge.Leaf;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;

/** Bundles that sign a file. */
final class FileForge {

    private FileForge() {}

    /** By the forge's key, without evidence. */
    static String keyed(Bytes file) {
        return bundle("\"publicKey\":{\"hint\":\"some hint\"}", message(file, Forge.sign(file.toByteArray())));
    }

    /** By the signer of certificates, with log entry. */
    static String keyless(Bytes file, Leaf leaf) {
        byte[] octets = file.toByteArray();
        byte[] signature = SigstoreForge.sign(SigstoreForge.SIGNER, octets);
        byte[] der = SigstoreForge.der(SigstoreForge.certificate(leaf));
        String body = SigstoreForge.hashed(octets, signature, SigstoreForge.pem("CERTIFICATE", der));
        return bundle(
                "\"tlogEntries\":[" + SigstoreForge.entry("hashedrekord", "0.0.1", body)
                        + "],\"certificate\":{\"rawBytes\":\"" + SigstoreForge.base64(der) + "\"}",
                message(file, signature));
    }

    private static String message(Bytes file, byte[] signature) {
        return "{\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\""
                + Forge.base64(Digest.sha256(file).value().toByteArray()) + "\"},\"signature\":\""
                + Forge.base64(signature) + "\"}";
    }

    private static String bundle(String material, String message) {
        return "{\"mediaType\":\"" + Candidates.BUNDLE + "\",\"verificationMaterial\":{" + material
                + "},\"messageSignature\":" + message + "}";
    }
}
