/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The client protocol of the Sigstore conformance suite, as far as it is about verifying. */
final class SigstoreCommand {

    static final String USAGE = """
            usage: java -jar conformance.jar sigstore verify-bundle [--staging] --bundle FILE
                   (--certificate-identity ID --certificate-oidc-issuer URL | --key PEM)
                   [--trusted-root FILE] FILE_OR_SHA256
            usage: java -jar conformance.jar sigstore batch TSV
            without --trusted-root, -Dimagetrust.root=FILE names the root""";

    private static final int VERIFIED = 0;
    private static final int REFUSED = 1;
    private static final int NOT_ASKED = 2;

    /** Which option gives which value. */
    private static final Map<String, String> OPTIONS = Map.of(
            "--bundle", "bundle",
            "--certificate-identity", "identity",
            "--certificate-oidc-issuer", "issuer",
            "--key", "key",
            "--trusted-root", "root");

    private SigstoreCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.size() == 2 && arguments.get(0).equals("batch")) {
            return batch(Path.of(arguments.get(1)), out, err);
        }
        Optional<BundleQuestion> question =
                !arguments.isEmpty() && arguments.get(0).equals("verify-bundle")
                        ? question(arguments.subList(1, arguments.size()), Path.of(""))
                        : Optional.empty();
        if (question.isEmpty()) {
            err.println(USAGE);
            return NOT_ASKED;
        }
        BundleAnswer answer = new BundleAnswers().to(question.get());
        (answer.isVerified() ? out : err).println(answer.text());
        return answer.isVerified() ? VERIFIED : REFUSED;
    }

    private static int batch(Path file, PrintStream out, PrintStream err) {
        try {
            return SigstoreBatch.read(file).run(out) ? VERIFIED : REFUSED;
        } catch (IOException e) {
            err.println("cannot read the cases: " + e);
            return NOT_ASKED;
        }
    }

    /** Reads arguments; empty: something is missing, unknown or there twice. */
    static Optional<BundleQuestion> question(List<String> arguments, Path folder) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--staging")) {
                continue; // which root that is, --trusted-root or the property says
            }
            boolean option = argument.startsWith("--");
            String name = option ? OPTIONS.get(argument) : "subject";
            if (option) {
                i++;
            }
            if (name == null || i == arguments.size() || values.put(name, arguments.get(i)) != null) {
                return Optional.empty();
            }
        }
        return BundleQuestion.of(withRoot(values), folder);
    }

    /** Adds the root that stands for all where there is none. */
    static Map<String, String> withRoot(Map<String, String> values) {
        Map<String, String> complete = new HashMap<>(values);
        String root = System.getProperty("imagetrust.root");
        if (root != null) {
            complete.putIfAbsent("root", Path.of(root).toAbsolutePath().toString());
        }
        return complete;
    }
}
