/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.spi.SigningContext;
import dev.imagetrust.spi.SigningException;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.ForgedKey.Kind;
import dev.imagetrust.testkit.ImageForge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Every reason can happen: the switch has no default, so that a new constant does not compile without a case. */
class SigningReasonsTest {

    private static final ForgedKey KEY = ForgedKey.generate(Kind.EC_P256);

    @ParameterizedTest
    @EnumSource
    void everyReasonIsProduced(CosignSigningReason reason) throws Exception {
        assertThat(produced(reason)).isEqualTo(reason.id());
    }

    @Test
    void idsAreThoseOfNoOtherReason() {
        Set<String> ids = new HashSet<>();
        Arrays.stream(CosignReason.values()).map(CosignReason::id).forEach(ids::add);
        for (CosignSigningReason reason : CosignSigningReason.values()) {
            assertThat(reason.id()).matches("cosign\\.[a-z0-9-]+");
            assertThat(ids.add(reason.id())).isTrue();
            assertThat(reason.sentence()).isNotBlank().doesNotEndWith(".");
        }
    }

    private static String produced(CosignSigningReason reason) throws IOException {
        return switch (reason) {
            case KEY_FILE_MALFORMED -> opening(text(KEY.privateKeyPem()), "secret");
            case KEY_ENCRYPTION_UNKNOWN -> opening(bent("scrypt", "argon2"), "secret");
            case KEY_ENCRYPTION_COST -> opening(bent("65536", "65537"), "secret");
            case KEY_PASSWORD -> opening(Recorded.text("ed25519.key"), "");
            case SIGNATURE_BROKEN ->
                signing(CosignSigner.bundle(new LyingSigner(KEY.spki(), (algorithm, message) -> message)));
            case PRODUCT_REFUSED ->
                signing(CosignSigner.legacy(KEY.asRemoteSigner()).annotation("long", "x".repeat(1 << 20)));
            case LOG_ANSWER -> {
                try (LoopbackServices services = new LoopbackServices()) {
                    services.answer = made -> "{}";
                    yield signing(
                            CosignSigner.bundle(KEY.asRemoteSigner())
                                    .trustedRoot(services.root())
                                    .transparencyLog(services.log()),
                            services);
                }
            }
            case TIMESTAMP_ANSWER -> {
                try (LoopbackServices services = new LoopbackServices()) {
                    services.stamp = made -> "AAAA";
                    yield signing(
                            CosignSigner.bundle(KEY.asRemoteSigner())
                                    .trustedRoot(services.root())
                                    .timestampAuthority(services.timestamps(), new SecureRandom()),
                            services);
                }
            }
        };
    }

    private static String bent(String from, String to) {
        String pem = Recorded.text("ed25519.key");
        String base64 = pem.replaceAll("-----[^-]*-----|\n", "");
        String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        return text(Forge.pem(
                "ENCRYPTED SIGSTORE PRIVATE KEY", json.replace(from, to).getBytes(StandardCharsets.UTF_8)));
    }

    private static String opening(String pem, String password) {
        return catchThrowableOfType(
                        MalformedInputException.class,
                        () -> CosignKeyFile.open(Bytes.utf8(pem), password.toCharArray()))
                .reason()
                .code()
                .id();
    }

    private static String signing(CosignSigner.Builder builder) {
        return signing(builder, SigningContext.offline(SigstoreForge.SIGNED, Deadline.never()));
    }

    private static String signing(CosignSigner.Builder builder, LoopbackServices services) {
        return signing(builder, SigningContext.online(SigstoreForge.SIGNED, Deadline.never(), services));
    }

    private static String signing(CosignSigner.Builder builder, SigningContext context) {
        return catchThrowableOfType(
                        SigningException.class,
                        () -> builder.build()
                                .sign(ImageForge.image("app").at("registry.example/team/app", "v1"), context))
                .reason()
                .code()
                .id();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
