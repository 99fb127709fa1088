/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.primitives;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.primitives.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The timestamps in the bundles of Sigstore's conformance suite, under the authorities of its trust roots. */
class SigstoreTimestampsTest {

    private static final Path BUNDLES = Path.of(
            System.getProperty("imagetrust.shared"), "upstream", "sigstore-conformance", "assets", "bundle-verify");

    @BeforeEach
    void needsTheBundles() {
        assumeTrue(Files.isDirectory(BUNDLES), "no conformance suite at hand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rekor2-happy-path",
                "rekor2-dsse-happy-path",
                "rekor2-timestamp-with-embedded-cert",
                "rekor2-timestamp-without-embedded-cert",
                "rekor2-checkpoint-cosigned"
            })
    void acceptsTheTimestampOfAGoodBundle(String bundle) throws Exception {
        assertThat(verify(bundle).chain()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail,TIMESTAMP_ATTRIBUTES",
        "rekor2-timestamp-outside-tsa-cert-validity_fail,TIMESTAMP_CHAIN_NOT_VALID"
    })
    void refusesTheTimestampForItsDefect(String bundle, PrimitiveReason reason) {
        assertRefused(reason, () -> verify(bundle));
    }

    private static VerifiedTimestamp verify(String name) throws IOException, MalformedInputException {
        JsonObject bundle = read(name, "bundle.sigstore.json");
        Bytes signature = bundle.has("messageSignature")
                ? octets(bundle.object("messageSignature"), "signature")
                : octets(
                        bundle.object("dsseEnvelope")
                                .array("signatures")
                                .objects()
                                .get(0),
                        "sig");
        JsonObject stamp = bundle.object("verificationMaterial")
                .object("timestampVerificationData")
                .array("rfc3161Timestamps")
                .objects()
                .get(0);
        TimestampToken token = TimestampToken.parseResponse(octets(stamp, "signedTimestamp"));
        return token.verify(signature, authority(name), TimestampRules.sigstore());
    }

    /** The one authority of the trust root: signer first, root last. */
    private static TimestampAuthorities authority(String name) throws IOException, MalformedInputException {
        List<CertificateFacts> chain = new ArrayList<>();
        for (JsonObject certificate : read(name, "trusted_root.json")
                .array("timestampAuthorities")
                .objects()
                .get(0)
                .object("certChain")
                .array("certificates")
                .objects()) {
            chain.add(CertificateFacts.parse(octets(certificate, "rawBytes")));
        }
        int last = chain.size() - 1;
        return TimestampAuthorities.of(List.of(chain.get(last)))
                .withIntermediates(chain.subList(1, last))
                .withPinnedSigner(chain.get(0));
    }

    private static Bytes octets(JsonObject object, String member) throws MalformedInputException {
        return Base64Text.decodeStandard(object.text(member));
    }

    private static JsonObject read(String name, String file) throws IOException, MalformedInputException {
        return Json.parseObject(
                Bytes.copyOf(Files.readAllBytes(BUNDLES.resolve(name).resolve(file))), JsonLimits.BUNDLE);
    }
}
