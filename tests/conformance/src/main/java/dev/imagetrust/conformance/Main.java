/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** {@code java -jar conformance.jar corpus DIR [--at INSTANT] [--all]}, and {@code sigstore}. */
public final class Main {

    private static final int AGREEMENT = 0;
    private static final int DIFFERENCE = 1;
    private static final int NOTHING_COMPARED = 2;

    private static final String USAGE =
            "usage: java -jar conformance.jar corpus DIR [--at INSTANT] [--all]\n" + SigstoreCommand.USAGE;

    private Main() {}

    /** Compares, prints, and exits with 0 where nothing differs, 1 where something does, 2 where it could not compare. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws InterruptedException {
        if (!arguments.isEmpty() && arguments.get(0).equals("sigstore")) {
            return SigstoreCommand.run(arguments.subList(1, arguments.size()), out, err);
        }
        Optional<Options> options = Options.parse(arguments);
        if (options.isEmpty()) {
            err.println(USAGE);
            return NOTHING_COMPARED;
        }
        try {
            Corpus corpus = Corpus.open(options.get().folder());
            Report report = new Report(new Runner(corpus, options.get().clock()).all());
            if (options.get().all()) {
                report.printAll(out);
            }
            report.print(out);
            return report.hasDifferences() ? DIFFERENCE : AGREEMENT;
        } catch (IOException e) {
            err.println("cannot read the corpus: " + e.getMessage());
            return NOTHING_COMPARED;
        }
    }

    /** The arguments, read. */
    private record Options(Path folder, InstantSource clock, boolean all) {

        static Optional<Options> parse(List<String> arguments) {
            if (arguments.size() < 2 || !arguments.get(0).equals("corpus")) {
                return Optional.empty();
            }
            InstantSource clock = InstantSource.system();
            boolean all = false;
            for (int i = 2; i < arguments.size(); i++) {
                if (arguments.get(i).equals("--all")) {
                    all = true;
                } else if (arguments.get(i).equals("--at") && i + 1 < arguments.size()) {
                    i++;
                    Optional<InstantSource> fixed = fixed(arguments.get(i));
                    if (fixed.isEmpty()) {
                        return Optional.empty();
                    }
                    clock = fixed.get();
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(new Options(Path.of(arguments.get(1)), clock, all));
        }

        private static Optional<InstantSource> fixed(String text) {
            try {
                return Optional.of(InstantSource.fixed(Instant.parse(text)));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }
}
