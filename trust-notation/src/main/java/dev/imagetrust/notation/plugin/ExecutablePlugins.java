/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNull;

/**
 * Plugins that are programs, laid out as the notation tool installs them: {@code <root>/<name>/notation-<name>}.
 *
 * <p>A name has letters, digits, {@code _}, {@code .} and {@code -}; the program is a regular file, neither it nor its
 * folder is a symbolic link, and it lies under the root. All this is looked at before anything runs. A program gets an
 * empty environment, an empty working directory that is removed afterwards, a file with the request as its input, as much
 * time as the caller has left and at most a minute, and may write 16 MiB; then it and all processes it started are ended.
 * Its answers are strict JSON. No shell is involved and no thread is started.
 *
 * <p>The folder is as trustworthy as the program that calls: who may write there runs code. Immutable and safe for use by
 * several threads.
 *
 * @since 0.1
 */
public final class ExecutablePlugins implements VerificationPlugins {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,100}");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Path root;
    private final Path scratch;
    private final Duration longest;

    private ExecutablePlugins(Path root, Path scratch, Duration longest) {
        this.root = root;
        this.scratch = scratch;
        this.longest = longest;
    }

    /**
     * The plugins of one folder.
     *
     * @param root the folder with a folder for each plugin
     * @param scratch where working directories are made, one for each call; only the caller may be able to write there
     */
    public static ExecutablePlugins in(Path root, Path scratch) {
        return new ExecutablePlugins(
                root.toAbsolutePath().normalize(), scratch.toAbsolutePath().normalize(), LONGEST);
    }

    /**
     * The same plugins with another longest time for one call.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ExecutablePlugins within(Duration newLongest) {
        requireNonNull(newLongest, "newLongest");
        if (newLongest.isNegative() || newLongest.isZero()) {
            throw new IllegalArgumentException("a plugin needs some time: " + newLongest);
        }
        return new ExecutablePlugins(root, scratch, newLongest);
    }

    @Override
    public Optional<VerificationPlugin> find(String name) {
        return plugin(name).map(VerificationPlugin.class::cast);
    }

    /** The plugin of a name, for signing as well; empty if there is no program that may be run. */
    public Optional<ExecutablePlugin> plugin(String name) {
        // The name becomes part of a path.
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        Path folder = root.resolve(name);
        Path program = folder.resolve("notation-" + name);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS)
                || !Files.isExecutable(program)
                || !liesWhereItSeems(program)) {
            return Optional.empty();
        }
        return Optional.of(new ExecutablePlugin(name, new PluginProcess(program, scratch, longest)));
    }

    /** File systems that fold case or shorten names must not lead elsewhere. */
    private boolean liesWhereItSeems(Path program) {
        try {
            return program.toRealPath().equals(root.toRealPath().resolve(root.relativize(program)));
        } catch (IOException e) {
            return false;
        }
    }
}
