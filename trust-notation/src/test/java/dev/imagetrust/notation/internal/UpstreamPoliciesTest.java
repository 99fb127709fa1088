/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.notation.NotationReason;
import dev.imagetrust.primitives.MalformedInputException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static dev.imagetrust.notation.NotationReason.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The policy documents of the notation CLI's own end-to-end tests: one defect or feature each. */
class UpstreamPoliciesTest {

    private static final Path POLICIES =
            Path.of(System.getProperty("imagetrust.shared", "")).resolve("upstream/notation-e2e/config/trustpolicies");

    /** Whatever is not listed here is a good document. */
    private static final Map<String, NotationReason> BROKEN = Map.ofEntries(
            Map.entry("blob_trust_policy", POLICY_SCOPES_EMPTY),
            Map.entry("empty_registry_scope_trustpolicy", POLICY_SCOPES_EMPTY),
            Map.entry("empty_trusted_identity_trustpolicy", POLICY_IDENTITY_EMPTY),
            Map.entry("invalid_format_trustpolicy", POLICY_MALFORMED),
            Map.entry("malformed_registry_scope_trustpolicy", POLICY_SCOPE_MALFORMED),
            Map.entry("malformed_trust_store_trustpolicy", POLICY_TRUST_STORE_NAME_INVALID),
            Map.entry("malformed_trusted_identity_trustpolicy", POLICY_IDENTITY_MALFORMED),
            Map.entry("missing_country_trusted_identity_trustpolicy", POLICY_IDENTITY_NAME_INCOMPLETE),
            Map.entry("missing_organization_trusted_identity_trustpolicy", POLICY_IDENTITY_NAME_INCOMPLETE),
            Map.entry("missing_state_trusted_identity_trustpolicy", POLICY_IDENTITY_NAME_INCOMPLETE),
            Map.entry("multi_statements_with_multi_wildcard_registry_scope_trustpolicy", POLICY_SCOPE_DUPLICATE),
            Map.entry("multi_statements_with_the_same_name_trustpolicy", POLICY_NAME_DUPLICATE),
            Map.entry("multi_statements_with_the_same_registry_scope_trustpolicy", POLICY_SCOPE_DUPLICATE),
            Map.entry("overlapped_registry_scope_trustpolicy", POLICY_SCOPE_DUPLICATE),
            Map.entry("overlapped_trusted_identity_trustpolicy", POLICY_IDENTITY_OVERLAP),
            Map.entry("override_integrity_for_permissive_trustpolicy", POLICY_OVERRIDE_INTEGRITY),
            Map.entry("unset_trust_store_trustpolicy", POLICY_NO_TRUST_STORE),
            Map.entry("unset_trusted_identity_trustpolicy", POLICY_NO_IDENTITY),
            Map.entry("wildcard_plus_other_registry_scope_trustpolicy", POLICY_SCOPE_WILDCARD_MIXED),
            Map.entry("wildcard_plus_other_trusted_identity_trustpolicy", POLICY_IDENTITY_WILDCARD_MIXED),
            Map.entry("wildcard_trust_store_trustpolicy", POLICY_TRUST_STORE_MALFORMED));

    @Test
    void judgesEachDocumentLikeTheReferenceImplementation() throws IOException {
        assumeTrue(Files.isDirectory(POLICIES), "no upstream policies at " + POLICIES);
        Map<String, String> answers = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(POLICIES, "*.json")) {
            for (Path file : files) {
                answers.put(file.getFileName().toString().replace(".json", ""), answer(file));
            }
        }
        Map<String, String> expected = new TreeMap<>();
        answers.keySet()
                .forEach(name -> expected.put(
                        name, BROKEN.containsKey(name) ? BROKEN.get(name).id() : "good"));
        assertThat(answers).hasSizeGreaterThan(40).containsKeys(BROKEN.keySet().toArray(String[]::new));
        assertThat(answers).isEqualTo(expected);
    }

    private static String answer(Path file) throws IOException {
        try {
            TrustPolicyDocument.parse(Bytes.copyOf(Files.readAllBytes(file)));
            return "good";
        } catch (MalformedInputException e) {
            return e.reason().code().id();
        }
    }
}
