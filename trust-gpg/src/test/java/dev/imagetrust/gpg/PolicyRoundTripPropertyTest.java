/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.gpg.internal.EditablePolicy;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.primitives.JsonWriter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the strict parser reads is written so that it reads the same again. */
class PolicyRoundTripPropertyTest {

    private static final KeyFiles FILES = path -> Bytes.utf8(path);

    /** Writes one requirement. */
    private interface Requirement extends Consumer<JsonWriter.ObjectContent> {}

    @Property(tries = 200)
    void readsAgainWhatItWrote(@ForAll("policies") Bytes policy) {
        TrustPolicy read = ContainersPolicy.parse(policy, FILES);
        Bytes written = EditablePolicy.parse(policy).text();
        TrustPolicy again = ContainersPolicy.parse(written, FILES);
        assertThat(again.id()).isEqualTo(read.id());
        assertThat(again.rules()).hasSameSizeAs(read.rules());
        assertThat(EditablePolicy.parse(written).text()).isEqualTo(written);
    }

    @Property(tries = 200)
    void aChangeAndItsReversalLeaveNothing(
            @ForAll("policies") Bytes policy, @ForAll("transports") String transport, @ForAll("names") String scope) {
        EditablePolicy before = EditablePolicy.parse(policy);
        String fresh = scope + "/not-there-before";
        EditablePolicy changed = before.with(transport, fresh, list -> list.object(one -> one.text("type", "reject")));
        assertThat(changed.has(transport, fresh)).isTrue();
        assertThat(changed.without(transport, fresh).entries()).isEqualTo(before.entries());
    }

    @Provide
    Arbitrary<Bytes> policies() {
        Arbitrary<List<Requirement>> list = requirement().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<Map<String, List<Requirement>>> scopes =
                Arbitraries.maps(names(), list).ofMaxSize(4);
        return Combinators.combine(list, Arbitraries.maps(transports(), scopes).ofMaxSize(3))
                .as((byDefault, transports) -> JsonWriter.object(whole -> {
                    whole.object(
                            "transports",
                            all -> transports.forEach((name, inside) -> all.object(
                                    name, each -> inside.forEach((scope, rules) -> each.array(scope, write(rules))))));
                    whole.array("default", write(byDefault));
                }));
    }

    @Provide
    Arbitrary<String> transports() {
        return Arbitraries.of("docker", "docker-daemon", "unknown \"transport\"");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("abc.:/*\"\\\u0001\u007fé\u2028").ofMaxLength(12);
    }

    private static Consumer<JsonWriter.ArrayContent> write(List<Requirement> rules) {
        return list -> rules.forEach(list::object);
    }

    private static Arbitrary<Requirement> requirement() {
        Arbitrary<Requirement> bare =
                Arbitraries.of("reject", "insecureAcceptAnything").map(type -> one -> one.text("type", type));
        Arbitrary<Requirement> signedBy = Combinators.combine(keys(), identity())
                .as((keys, identity) -> one -> {
                    one.text("type", "signedBy").text("keyType", "GPGKeys");
                    keys.accept(one);
                    identity.accept(one);
                });
        return Arbitraries.oneOf(bare, signedBy);
    }

    private static Arbitrary<Requirement> keys() {
        Arbitrary<String> text = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(20);
        return Arbitraries.oneOf(
                text.map(path -> one -> one.text("keyPath", path)),
                text.list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(paths -> one -> one.array("keyPaths", list -> paths.forEach(list::text))),
                text.map(data -> one -> one.text(
                        "keyData",
                        Base64.getEncoder().encodeToString(Bytes.utf8(data).toByteArray()))));
    }

    private static Arbitrary<Requirement> identity() {
        return Arbitraries.of(
                one -> {},
                one -> one.object("signedIdentity", rule -> rule.text("type", "matchRepository")),
                one -> one.object(
                        "signedIdentity",
                        rule -> rule.text("type", "exactReference").text("dockerReference", "a.example/b:1")),
                one -> one.object(
                        "signedIdentity",
                        rule -> rule.text("type", "remapIdentity")
                                .text("prefix", "a.example")
                                .text("signedPrefix", "b.example/c")));
    }
}
