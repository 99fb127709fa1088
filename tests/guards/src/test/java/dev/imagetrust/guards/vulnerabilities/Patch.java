/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.vulnerabilities;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unified diff that takes one check out of the product, with the tests that have to notice.
 *
 * <p>Above the diff stand lines {@code Takes out: …} and {@code Test: Class#method}. Line numbers in the diff count for
 * nothing: the lines it removes, with those around them, have to stand in the file exactly once.
 *
 * @param name the file's name without its ending
 * @param takesOut which check, for people
 * @param tests each of them has to fail
 * @param edits at least one
 */
record Patch(String name, String takesOut, List<String> tests, List<Edit> edits) {

    private static final Pattern HEADER = Pattern.compile("(Takes out|Test): (.+)");
    private static final String ENDING = ".patch";

    /** One run of lines in one file, before and after. */
    record Edit(String file, List<String> before, List<String> after) {

        String module() {
            return file.substring(0, file.indexOf('/'));
        }

        String applyTo(String text) {
            String old = String.join("\n", before);
            int at = text.indexOf(old);
            if (at < 0 || text.indexOf(old, at + 1) >= 0) {
                throw new AssertionError("does not apply exactly once to " + file + ":\n" + old);
            }
            return text.substring(0, at) + String.join("\n", after) + text.substring(at + old.length());
        }
    }

    static Patch read(Path path) throws IOException {
        String name = path.getFileName().toString();
        List<String> lines = Files.readAllLines(path);
        String takesOut = "";
        List<String> tests = new ArrayList<>();
        int at = 0;
        for (; at < lines.size() && !lines.get(at).startsWith("--- "); at++) {
            Matcher header = HEADER.matcher(lines.get(at));
            if (header.matches()) {
                takesOut = header.group(1).equals("Test") ? takesOut : header.group(2);
                tests.addAll(header.group(1).equals("Test") ? List.of(header.group(2)) : List.of());
            }
        }
        List<Edit> edits = edits(lines.subList(at, lines.size()));
        if (takesOut.isEmpty() || tests.isEmpty() || edits.isEmpty()) {
            throw new AssertionError(name + " lacks what it takes out, its tests or its diff");
        }
        return new Patch(name.substring(0, name.length() - ENDING.length()), takesOut, tests, edits);
    }

    private static List<Edit> edits(List<String> diff) {
        List<Edit> edits = new ArrayList<>();
        String file = "";
        for (String line : diff) {
            if (line.startsWith("--- ")) {
                continue;
            }
            if (line.startsWith("+++ b/")) {
                file = line.substring("+++ b/".length());
            } else if (line.startsWith("@@")) {
                edits.add(new Edit(file, new ArrayList<>(), new ArrayList<>()));
            } else {
                add(line, edits.get(edits.size() - 1));
            }
        }
        return edits;
    }

    private static void add(String line, Edit edit) {
        String content = line.isEmpty() ? "" : line.substring(1);
        char kind = line.isEmpty() ? ' ' : line.charAt(0);
        if (kind != '+') {
            edit.before().add(content);
        }
        if (kind != '-') {
            edit.after().add(content);
        }
    }
}
