/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** A password file as {@code htpasswd -B} writes it. */
final class Passwords {

    private static final String BASIC = "Basic ";
    private static final int LONGEST = 72;

    private final Map<String, String> hashes;

    private Passwords(Map<String, String> hashes) {
        this.hashes = hashes;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or has a line that is none, or a password in another form than bcrypt
     */
    static Passwords read(Path file) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                continue;
            }
            if (colon < 1 || !line.substring(colon + 1).matches("\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}")) {
                throw new IOException(file + ": expected <name>:<bcrypt>, as htpasswd -B writes it");
            }
            hashes.put(line.substring(0, colon), line.substring(colon + 1));
        }
        return new Passwords(hashes);
    }

    /**
     * Who sent this header.
     *
     * @param authorization the value of the header {@code Authorization}
     * @return the user; empty if the password is wrong, or there is no such user or header
     */
    Optional<String> user(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String pair;
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            pair = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        String name = colon < 0 ? pair : pair.substring(0, colon);
        byte[] password = pair.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
        String hash = hashes.get(name);
        boolean right = hash != null && password.length <= LONGEST && OpenBSDBCrypt.checkPassword(hash, password);
        return right ? Optional.of(name) : Optional.empty();
    }
}
