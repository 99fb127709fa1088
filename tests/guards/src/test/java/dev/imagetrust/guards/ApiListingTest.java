/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

/** Public is a promise: a change of the API shows in the listing, and so in review. */
class ApiListingTest {

    private static final Path LISTINGS = PublishedModule.ROOT.resolve("tests/guards/src/test/resources/api");
    private static final String UPDATE = "imagetrust.api.update";

    static List<PublishedModule> modules() {
        return Product.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theApiIsWhatTheListingSays(PublishedModule module) throws IOException {
        Path file = LISTINGS.resolve(module.artifact() + ".txt");
        SortedSet<String> actual = ApiListing.of(module);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(file, String.join("\n", actual) + '\n');
        }
        SortedSet<String> listed = new TreeSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        if (!actual.equals(listed)) {
            fail(difference(file, listed, actual));
        }
    }

    @Test
    void everyListingBelongsToAModule() throws IOException {
        try (Stream<Path> files = Files.list(LISTINGS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isSubsetOf(modules().stream()
                            .map(module -> module.artifact() + ".txt")
                            .toList());
        }
    }

    @Test
    void aChangedLineIsShownAsTakenAwayAndAdded() {
        assertThat(difference(Path.of("x.txt"), new TreeSet<>(List.of("a", "b")), new TreeSet<>(List.of("a", "c"))))
                .contains("\n- b\n+ c\n")
                .doesNotContain("\n  a");
    }

    @Test
    void theListingTellsKindsGenericsNullnessAndMembers() {
        String prefix = Sample.class.getCanonicalName();
        assertThat(ApiListing.of(Sample.class))
                .containsExactlyInAnyOrder(
                        prefix + " = public abstract sealed class<T extends Comparable<? super T>>" + " permits "
                                + prefix + ".Only",
                        prefix + ": field public static final String NAME",
                        prefix + ": constructor protected new(int)",
                        prefix + ": method public abstract <E extends Exception> java.util.List<? extends T>"
                                + " all(@Nullable T, String...) throws E",
                        prefix + ".Only = public static final class extends " + prefix + "<Integer>",
                        prefix + ".Only: constructor public new()",
                        prefix + ".Only: method public <E extends Exception> java.util.List<? extends Integer>"
                                + " all(@Nullable Integer, String...)",
                        prefix + ".Point = public record(int x, java.util.Optional<byte[]> y)"
                                + " implements java.io.Serializable",
                        prefix + ".Point: constructor public new(int, java.util.Optional<byte[]>)",
                        prefix + ".Point: method public int x()",
                        prefix + ".Point: method public java.util.Optional<byte[]> y()",
                        prefix + ".Colour = public enum",
                        prefix + ".Colour: enum constant RED");
    }

    private static String difference(Path file, SortedSet<String> listed, SortedSet<String> actual) {
        TreeSet<String> changed = new TreeSet<>(listed);
        changed.addAll(actual);
        StringBuilder text =
                new StringBuilder("The public API differs from ").append(file).append(":\n");
        changed.stream()
                .filter(line -> listed.contains(line) != actual.contains(line))
                .forEach(line -> text.append(listed.contains(line) ? "- " : "+ ")
                        .append(line)
                        .append('\n'));
        return text.append("If that is meant, write the listing anew with\n    mvn -Dquick -D")
                .append(UPDATE)
                .append(" -Dtest=ApiListingTest -Dsurefire.failIfNoSpecifiedTests=false -pl tests/guards -am test\n")
                .toString();
    }
}
