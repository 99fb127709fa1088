/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.fuzz;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Pem;
import dev.imagetrust.primitives.VerificationKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is checked in: trusted material, and inputs to start from. */
final class Seeds {

    private static final List<VerificationKey> KEYS = new ArrayList<>();

    private Seeds() {}

    /** The inputs of a target by name; those named {@code good} are good signatures. */
    static Map<String, Bytes> of(Target target) {
        Map<String, Bytes> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(
                Path.of(Seeds.class.getResource("/seeds/" + target.name()).toURI()))) {
            for (Path file : files.sorted().toList()) {
                all.put(file.getFileName().toString(), Bytes.copyOf(Files.readAllBytes(file)));
            }
            return all;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Material that the judges trust. */
    static Bytes trust(String name) {
        return read("trust/" + name);
    }

    /** The keys that made the seeds of {@link Target#SIGNATURE}. */
    static synchronized List<VerificationKey> verificationKeys() {
        if (KEYS.isEmpty()) {
            try {
                for (String name : List.of("ec.pub", "rsa.pub", "ed25519.pub")) {
                    KEYS.add(VerificationKey.fromSpki(Pem.parseOne(trust(name)).content()));
                }
            } catch (MalformedInputException e) {
                throw new IllegalStateException(e);
            }
        }
        return KEYS;
    }

    static Bytes read(String resource) {
        try (InputStream in = Seeds.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource);
            }
            return Bytes.copyOf(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
