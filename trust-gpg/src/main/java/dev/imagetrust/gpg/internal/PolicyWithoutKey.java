/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.KeyFiles;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.primitives.JsonWriter.ArrayContent;
import dev.imagetrust.primitives.JsonWriter.ObjectContent;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A containers policy with one key taken out of it.
 *
 * <p>A requirement that names a file with the key and others carries the others in itself afterwards, so that the policy is
 * all that has to be written: files may belong to packages, or to other policies. A scope with a requirement that no key
 * could meet any more becomes {@code reject}: to drop the requirement would leave less than was asked for, and an empty
 * list would be met by anything.
 */
public final class PolicyWithoutKey {

    private static final String REJECT = "reject";

    private final KeyFiles files;
    private final String fingerprint;
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> filesWithKey = new LinkedHashSet<>();
    private Bytes document = Bytes.empty();

    private PolicyWithoutKey(KeyFiles files, String fingerprint) {
        this.files = files;
        this.fingerprint = fingerprint;
    }

    /**
     * One scope that changes.
     *
     * @param transport empty for the default of all
     * @param scope below the transport; empty for the whole of it
     * @param before its requirements, as JSON
     * @param after its requirements, as JSON
     * @param rejects whether no key is left for it
     */
    public record Change(String transport, String scope, String before, String after, boolean rejects) {}

    /**
     * Takes a key out of a policy.
     *
     * @param fingerprint of a primary key or a subkey, 40 upper-case digits
     * @throws SetUpException if the policy is not valid, or a file it names cannot be read
     */
    public static PolicyWithoutKey of(Bytes document, KeyFiles files, String fingerprint) {
        PolicyDocument.parse(document, files, BundleNames.NEEDED).requireFiles();
        PolicyWithoutKey without = new PolicyWithoutKey(files, fingerprint);
        try {
            without.document = without.from(EditablePolicy.parse(document)).text();
        } catch (MalformedInputException e) {
            throw new SetUpException(
                    new Reason(GpgReason.POLICY_INVALID, e.reason().text()), e);
        }
        return without;
    }

    /** The policy without the key. */
    public Bytes document() {
        return document;
    }

    /** What is different in it. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The files that contain the key; they are left as they are. */
    public List<String> filesWithKey() {
        return List.copyOf(filesWithKey);
    }

    private EditablePolicy from(EditablePolicy policy) throws MalformedInputException {
        Map<EditablePolicy.Place, EditablePolicy.Requirements> lists = new HashMap<>();
        for (EditablePolicy.Entry entry : policy.entries()) {
            Rule rule = rule(entry.requirements());
            if (rule.isChanged()) {
                lists.put(entry.place(), rule::write);
                changes.add(new Change(
                        entry.transport(),
                        entry.scope(),
                        text(JsonWriter.write(entry.requirements())),
                        text(JsonWriter.array(rule::write)),
                        rule.rejects()));
            }
        }
        return policy.replacing(lists);
    }

    private Rule rule(JsonArray requirements) throws MalformedInputException {
        List<Requirement> parts = new ArrayList<>();
        for (JsonObject requirement : requirements.objects()) {
            parts.add(new Requirement(requirement, keys(requirement)));
        }
        return new Rule(parts);
    }

    private Keys keys(JsonObject requirement) throws MalformedInputException {
        boolean openPgp = requirement.text("type").equals("signedBy")
                && requirement.text("keyType").equals("GPGKeys");
        if (!openPgp) {
            return Keys.UNCHANGED;
        }
        if (requirement.has("keyData")) {
            Bytes data = KeyMaterial.data(requirement.value("keyData"));
            KeyFileContent content = KeyFileContent.read(data, requirement.pathOf("keyData"));
            return content.has(fingerprint) ? Keys.inside(content.packetsWithout(fingerprint)) : Keys.UNCHANGED;
        }
        List<String> paths = requirement.has("keyPath")
                ? List.of(requirement.text("keyPath"))
                : requirement.array("keyPaths").texts();
        return ofFiles(paths);
    }

    private Keys ofFiles(List<String> paths) {
        List<String> free = new ArrayList<>();
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        boolean found = false;
        boolean others = false;
        for (String path : paths) {
            KeyFileContent content = KeyFileContent.read(file(path), path);
            if (content.has(fingerprint)) {
                found = true;
                filesWithKey.add(path);
                others |= content.packetsWithout(fingerprint).isPresent();
            } else {
                free.add(path);
            }
            // Needed only where one file has other keys beside this one.
            content.packetsWithout(fingerprint).ifPresent(left -> packets.writeBytes(left.toByteArray()));
        }
        if (!found) {
            return Keys.UNCHANGED;
        }
        return others
                ? Keys.inside(Optional.of(Bytes.copyOf(packets.toByteArray())))
                : new Keys(true, free, Optional.empty());
    }

    private Bytes file(String path) {
        try {
            return files.read(path);
        } catch (IOException e) {
            throw new SetUpException(new Reason(GpgReason.POLICY_FILE_UNREADABLE, path), e);
        }
    }

    private static String text(Bytes json) {
        return StandardCharsets.UTF_8.decode(json.asReadOnlyBuffer()).toString();
    }

    /**
     * The keys of a requirement afterwards.
     *
     * @param changed whether they are others than before
     * @param paths files that are still named
     * @param data keys that the policy carries instead
     */
    private record Keys(boolean changed, List<String> paths, Optional<Bytes> data) {

        private static final Keys UNCHANGED = new Keys(false, List.of(), Optional.empty());

        static Keys inside(Optional<Bytes> left) {
            return new Keys(true, List.of(), left);
        }

        boolean isEmpty() {
            return paths.isEmpty() && data.isEmpty();
        }
    }

    private record Requirement(JsonObject written, Keys keys) {

        private static final Set<String> MEMBERS = Set.of("keyPath", "keyPaths", "keyData");

        void write(ObjectContent out) {
            for (Map.Entry<String, JsonValue> member : written.members().entrySet()) {
                if (!keys.changed() || !MEMBERS.contains(member.getKey())) {
                    out.value(member.getKey(), member.getValue());
                } else if (keys.data().isPresent()) {
                    out.text("keyData", Base64Text.encodeStandard(keys.data().get()));
                } else {
                    out.array("keyPaths", list -> keys.paths().forEach(list::text));
                }
            }
        }
    }

    private record Rule(List<Requirement> requirements) {

        boolean isChanged() {
            return requirements.stream().anyMatch(each -> each.keys().changed());
        }

        boolean rejects() {
            return requirements.stream()
                    .anyMatch(each -> each.keys().changed() && each.keys().isEmpty());
        }

        void write(ArrayContent out) {
            if (rejects()) {
                out.object(requirement -> requirement.text("type", REJECT));
            } else {
                requirements.forEach(requirement -> out.object(requirement::write));
            }
        }
    }
}
