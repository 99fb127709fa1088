/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.PolicyEntry.PolicyKey;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes requirements of a {@code policy.json}. */
public final class EntryText {

    private EntryText() {}

    /** One requirement that is nothing but its type. */
    public static EditablePolicy.Requirements bare(String type) {
        return list -> list.object(requirement -> requirement.text("type", type));
    }

    /**
     * A requirement for each group of keys, within which any one suffices.
     *
     * @throws SetUpException if OpenPGP keys cannot be read
     * @throws IllegalArgumentException if a group has keys in files and embedded ones
     */
    public static EditablePolicy.Requirements signed(
            boolean sigstore, List<List<PolicyKey>> groups, @Nullable SignedIdentity identity) {
        List<Consumer<ObjectContent>> keys = groups.stream()
                .map(group -> sigstore ? sigstoreKeys(group) : openPgpKeys(group))
                .toList();
        return list -> keys.forEach(each -> list.object(requirement -> {
            requirement.text("type", sigstore ? "sigstoreSigned" : "signedBy");
            if (!sigstore) {
                requirement.text("keyType", "GPGKeys");
            }
            each.accept(requirement);
            if (identity != null) {
                requirement.object("signedIdentity", rule -> write(identity, rule));
            }
        }));
    }

    private static Consumer<ObjectContent> openPgpKeys(List<PolicyKey> keys) {
        if (areFiles(keys)) {
            return paths(keys);
        }
        // There is no list of embedded keyrings: all keys go into one.
        PacketWriter joined = new PacketWriter();
        for (PolicyKey key : keys) {
            packets(Objects.requireNonNull(key.content())).forEach(joined::octets);
        }
        String base64 = Base64Text.encodeStandard(joined.written());
        return requirement -> requirement.text("keyData", base64);
    }

    private static List<Bytes> packets(Bytes file) {
        try {
            Keyring.certificates(file); // says what is wrong with it
            return KeyFile.packetRuns(file);
        } catch (MalformedInputException e) {
            throw new SetUpException(e.reason(), e);
        }
    }

    private static Consumer<ObjectContent> sigstoreKeys(List<PolicyKey> keys) {
        if (areFiles(keys)) {
            return paths(keys);
        }
        List<String> all = keys.stream()
                .map(key -> Base64Text.encodeStandard(Objects.requireNonNull(key.content())))
                .toList();
        return all.size() == 1
                ? requirement -> requirement.text("keyData", all.get(0))
                : requirement -> requirement.array("keyDatas", list -> all.forEach(list::text));
    }

    private static Consumer<ObjectContent> paths(List<PolicyKey> keys) {
        List<String> all = keys.stream().map(key -> String.valueOf(key.path())).toList();
        return all.size() == 1
                ? requirement -> requirement.text("keyPath", all.get(0))
                : requirement -> requirement.array("keyPaths", list -> all.forEach(list::text));
    }

    private static boolean areFiles(List<PolicyKey> keys) {
        long files = keys.stream().filter(key -> key.path() != null).count();
        if (files != 0 && files != keys.size()) {
            throw new IllegalArgumentException("keys in files and keys in the policy cannot be alternatives");
        }
        return files != 0;
    }

    private static void write(SignedIdentity identity, ObjectContent rule) {
        if (identity instanceof SignedIdentity.MatchExact) {
            rule.text("type", "matchExact");
        } else if (identity instanceof SignedIdentity.MatchRepoDigestOrExact) {
            rule.text("type", "matchRepoDigestOrExact");
        } else if (identity instanceof SignedIdentity.MatchRepository) {
            rule.text("type", "matchRepository");
        } else if (identity instanceof SignedIdentity.ExactReference exact) {
            rule.text("type", "exactReference").text("dockerReference", exact.dockerReference());
        } else if (identity instanceof SignedIdentity.ExactRepository exact) {
            rule.text("type", "exactRepository").text("dockerRepository", exact.dockerRepository());
        } else {
            SignedIdentity.RemapIdentity remap = (SignedIdentity.RemapIdentity) identity;
            rule.text("type", "remapIdentity")
                    .text("prefix", remap.prefix())
                    .text("signedPrefix", remap.signedPrefix());
        }
    }
}
