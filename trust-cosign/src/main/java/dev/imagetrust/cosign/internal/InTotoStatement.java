/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.primitives.Json;
import dev.imagetrust.primitives.JsonArray;
import dev.imagetrust.primitives.JsonObject;
import dev.imagetrust.primitives.JsonText;
import dev.imagetrust.primitives.JsonValue;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An in-toto statement (section 5.4).
 *
 * <p>Members that are not known are passed over, as in-toto asks for. The predicate may be absent (cosign 3.0.0 to
 * 3.0.4) and is not read.
 *
 * @param type the predicate type
 * @param subjects what it is about, at least one
 */
record InTotoStatement(String type, List<Subject> subjects) implements SignedContent {

    /**
     * One subject; its name means nothing and may be absent.
     *
     * @param digests hexadecimal texts by algorithm
     * @param annotations what {@code cosign sign -a} wrote
     */
    record Subject(Map<String, JsonValue> digests, Map<String, JsonValue> annotations) {

        boolean is(List<Digest> known) {
            List<Digest> listed = known.stream()
                    .filter(digest -> digests.containsKey(digest.algorithm().ociName()))
                    .toList();
            return !listed.isEmpty() && listed.stream().allMatch(this::lists);
        }

        private boolean lists(Digest digest) {
            return digests.get(digest.algorithm().ociName()) instanceof JsonText hex
                    && hex.value().equals(digest.hex());
        }
    }

    static InTotoStatement parse(Bytes payload) throws MalformedInputException {
        JsonObject json = Json.parseObject(payload, CosignFormat.json(payload.length()));
        String statementType = json.text("_type");
        if (!CosignFormat.STATEMENTS.contains(statementType)) {
            throw new MalformedInputException(new Reason(CosignReason.STATEMENT_TYPE, statementType));
        }
        return new InTotoStatement(json.text("predicateType"), subjects(json.array("subject")));
    }

    private static List<Subject> subjects(JsonArray array) throws MalformedInputException {
        if (array.isEmpty()) {
            throw array.refusal(CosignReason.NO_SUBJECTS, "is empty");
        }
        requireAtMost(CosignFormat.MAX_SUBJECTS, array.size(), array);
        List<Subject> subjects = new ArrayList<>(array.size());
        for (JsonObject subject : array.objects()) {
            JsonObject digests = subject.object("digest");
            requireAtMost(CosignFormat.MAX_DIGESTS, digests.names().size(), digests);
            Optional<JsonObject> annotations = subject.withoutNulls().findObject("annotations");
            subjects.add(new Subject(
                    digests.members(), annotations.map(JsonObject::members).orElse(Map.of())));
        }
        return List.copyOf(subjects);
    }

    private static void requireAtMost(int limit, int count, JsonValue where) throws MalformedInputException {
        if (count > limit) {
            throw where.refusal(CosignReason.TOO_MANY, "has " + count + " parts, limit " + limit);
        }
    }

    /** The algorithms come from the image or file, never from the statement or the key. */
    @Override
    public boolean covers(List<Digest> known) {
        return subjects.stream().anyMatch(subject -> subject.is(known));
    }

    @Override
    public Optional<String> missingAnnotation(Map<String, String> wanted, List<Digest> known) {
        List<Optional<String>> missing = subjects.stream()
                .filter(subject -> subject.is(known))
                .map(subject -> Annotations.missing(wanted, subject.annotations()))
                .toList();
        return missing.contains(Optional.<String>empty()) ? Optional.empty() : missing.get(0);
    }

    @Override
    public Optional<String> dockerReference() {
        return Optional.empty();
    }

    @Override
    public Optional<String> predicateType() {
        return Optional.of(type);
    }

    /** The first subject stands for all: there may be a thousand. */
    @Override
    public String subject() {
        String digests = subjects.get(0).digests().values().stream()
                .map(digest -> digest instanceof JsonText text ? text.value() : digest.kind())
                .collect(Collectors.joining(", "));
        return digests + (subjects.size() == 1 ? "" : " and " + (subjects.size() - 1) + " more subjects");
    }
}
