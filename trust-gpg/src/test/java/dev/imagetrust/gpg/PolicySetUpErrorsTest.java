/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.verdict.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.imagetrust.gpg.internal.Recorded.LATER;
import static dev.imagetrust.gpg.internal.Recorded.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** An operator who made a mistake is told in which file, where in it, and what was expected. */
class PolicySetUpErrorsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'default':[]} | default | an empty list of requirements",
                "{'default':[{'type':'reject'}],'transports':{'docker':{'a/b':[]}}}"
                        + " | transports.docker | an empty list of requirements",
                "{'default':[{'type':'reject','typ':1}]} | default[0].typ | allowed are [type]",
                "{'default':[{'type':'reject'}],'defaults':[]} | defaults | allowed are [default, transports]",
                "{'default':[{'type':null}]} | default[0].type | expected a text, found null",
                "{'default':[{'type':'signedBy','keyType':'GPGKeys','keyPath':null}]}"
                        + " | default[0].keyPath | expected a text, found null",
                "{'default':[{'type':'signedBy','keyType':'GPGKeys','keyPath':'a','keyData':'QQ=='}]}"
                        + " | default[0] | exactly one of [keyData, keyPath, keyPaths]",
                "{'default':[{'type':'reject','type':'insecureAcceptAnything'}]} | default[0] | two members of one name",
                "{} | default | has to be there",
                "{'default':{'type':'reject'}} | default | expected an array, found an object",
            })
    void namesFilePlaceAndWhatWasExpected(String json, String place, String expected) throws IOException {
        Path file = write(json);

        Reason reason = refusal(file);

        assertThat(reason.code()).isEqualTo(GpgReason.POLICY_INVALID);
        assertThat(reason.text()).contains(file.toString(), place, expected);
    }

    @Test
    void namesEveryKeyFileThatIsMissing() throws IOException {
        Path file = write("{'default':[{'type':'signedBy','keyType':'GPGKeys','keyPaths':['a.gpg','b.gpg']}]}");

        Reason reason = refusal(file);

        assertThat(reason.code()).isEqualTo(GpgReason.POLICY_FILE_UNREADABLE);
        assertThat(reason.text()).contains(file.toString(), "a.gpg", "b.gpg");
    }

    /** No built-in policy, and nothing accepted by default. */
    @Test
    void aPolicyThatIsMissingIsRefused() {
        Path missing = folder.resolve("policy.json");

        Reason reason = refusal(missing);

        assertThat(reason.code()).isEqualTo(GpgReason.POLICY_FILE_UNREADABLE);
        assertThat(reason.text()).contains(missing.toString());
        assertThat(refusal(folder).code()).isEqualTo(GpgReason.POLICY_FILE_UNREADABLE);
    }

    @Test
    void aKeyFileWithoutKeysIsNamedWhenThePolicyIsPutToUse() throws IOException {
        Files.writeString(folder.resolve("vendor.asc"), "to follow");
        TrustPolicy policy = ContainersPolicy.load(
                write("{'default':[{'type':'signedBy','keyType':'GPGKeys','keyPath':'vendor.asc'}]}"));
        ImageTrust.Builder trust = ImageTrust.builder()
                .withoutDiscovery()
                .provider(new GpgVerifierProvider())
                .policy(policy)
                .clock(InstantSource.fixed(LATER))
                .signatures((image, about, places, budget) -> new Found(List.of(), List.of()));

        Reason reason = catchThrowableOfType(SetUpException.class, trust::build).reason();

        assertThat(reason.code()).isEqualTo(GpgReason.NO_PUBLIC_KEYS);
        assertThat(reason.text()).contains("vendor.asc");
    }

    @Test
    void readsAPolicyWithTheFilesBesideIt() throws IOException {
        Files.write(folder.resolve("vendor.asc"), recorded("plain.asc").toByteArray());

        TrustPolicy policy = ContainersPolicy.load(
                write("{'default':[{'type':'signedBy','keyType':'GPGKeys','keyPath':'vendor.asc'}]}"));

        assertThat(policy.rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.requirement()).isPresent());
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("policy.json"), json.replace('\'', '"'));
    }

    private static Reason refusal(Path file) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, () -> ContainersPolicy.load(file));
        assertThat(refusal).as("nothing was refused").isNotNull();
        return refusal.reason();
    }
}
