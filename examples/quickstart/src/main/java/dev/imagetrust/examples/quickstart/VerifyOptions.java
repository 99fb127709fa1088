/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.NotationRequirement;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.registry.HttpSettings;
import dev.imagetrust.trust.AnchorKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code verify} is told. */
final class VerifyOptions {

    static final String USAGE = """
            verify OPTION... REFERENCE
              --cosign-key FILE   signed with cosign by this public key
              --notation-ca FILE  signed with notation under this root certificate
              --gpg-key FILE      signed with skopeo or podman by one of these OpenPGP keys
              --lookaside URL     where simple signatures lie
              --read-from HOST    reads the images of the reference's host there
              --in-house HOST     may have a private address
              --plain-http HOST   is spoken to without TLS
            Each of the first three is a requirement, and all have to be met.
            """;

    private final List<Requirement> requirements = new ArrayList<>();
    private final HttpSettings.Builder http = HttpSettings.builder();
    private final DockerReference reference;
    private @Nullable URI lookaside;
    private @Nullable String readFrom;

    private VerifyOptions(DockerReference reference) {
        this.reference = reference;
    }

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException if they are not as in {@link #USAGE}
     * @throws IOException if a file cannot be read
     */
    static VerifyOptions parse(List<String> arguments) throws IOException {
        int last = arguments.size() - 1;
        if (last < 0 || last % 2 != 0) {
            throw new IllegalArgumentException("options with their values, then a reference");
        }
        VerifyOptions options = new VerifyOptions(DockerReference.parse(arguments.get(last)));
        for (int i = 0; i < last; i += 2) {
            options.add(arguments.get(i), arguments.get(i + 1));
        }
        if (options.requirements.isEmpty()) {
            throw new IllegalArgumentException("nothing is required");
        }
        return options;
    }

    private void add(String option, String value) throws IOException {
        switch (option) {
            case "--cosign-key" ->
                requirements.add(CosignRequirement.key(read(value), value).build());
            case "--notation-ca" -> requirements.add(notation(value));
            case "--gpg-key" ->
                requirements.add(SimpleSigningRequirement.builder()
                        .pinnedKeys(read(value), value)
                        .build());
            case "--lookaside" -> lookaside = URI.create(value);
            case "--read-from" -> readFrom = value;
            case "--in-house" -> http.privateHost(value);
            case "--plain-http" -> http.insecurelyPlainHttp(value);
            default -> throw new IllegalArgumentException("no such option: " + option);
        }
    }

    private static Requirement notation(String file) throws IOException {
        return NotationRequirement.builder(NotationRequirement.Level.STRICT)
                .anchor(new AnchorSelector.Pinned(AnchorKind.NOTATION_CA, read(file), file))
                .trustedIdentity("*")
                .build();
    }

    private static Bytes read(String file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(Path.of(file)));
    }

    DockerReference reference() {
        return reference;
    }

    TrustPolicy policy() {
        return TrustPolicy.builder().otherwise(new AllOf(requirements)).build();
    }

    HttpSettings http() {
        return http.build();
    }

    @Nullable
    URI lookaside() {
        return lookaside;
    }

    @Nullable
    String readFrom() {
        return readFrom;
    }
}
