/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.image;

import org.jspecify.annotations.Nullable;

/**
 * Reads docker references by hand, in one pass.
 *
 * <p>The published regular expression takes exponential time in java.util.regex, and its {@code $} lets a final line
 * feed through; neither can happen here.
 */
final class ReferenceScanner {

    private static final String DEFAULT_HOST = "docker.io";
    private static final String OLD_DEFAULT_HOST = "index.docker.io";
    private static final int MAX_NAME = 255;
    private static final int MAX_TAG = 128;

    private final String text;

    ReferenceScanner(String text) {
        this.text = text;
    }

    DockerReference reference() {
        if (text.isEmpty() || text.length() > DockerReference.MAX_LENGTH) {
            throw refused("a reference has 1 to " + DockerReference.MAX_LENGTH + " characters");
        }
        int at = text.indexOf('@');
        Digest digest = at < 0 ? null : digest(text.substring(at + 1));
        String rest = at < 0 ? text : text.substring(0, at);
        int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
        String tag = colon < 0 ? null : tag(rest.substring(colon + 1));
        String name = tag == null ? rest : rest.substring(0, colon);
        return named(name, tag, digest);
    }

    private DockerReference named(String name, @Nullable String tag, @Nullable Digest digest) {
        if (name.length() == 64 && isLowerHex(name)) {
            throw refused("64 hexadecimal digits name an image id, not a repository");
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        String host = hasHost ? first : DEFAULT_HOST;
        String path = hasHost ? name.substring(slash + 1) : name;
        if (host.equals(OLD_DEFAULT_HOST)) {
            host = DEFAULT_HOST;
        }
        if (host.equals(DEFAULT_HOST) && path.indexOf('/') < 0) {
            path = "library/" + path;
        }
        if (!isHost(host)) {
            throw refused("the host is not of the form label.label:port");
        }
        if (!isPath(path)) {
            throw refused("a repository path has lower-case components of letters, digits and single separators");
        }
        if (host.length() + 1 + path.length() > MAX_NAME) {
            throw refused("a name has at most " + MAX_NAME + " characters");
        }
        return new DockerReference(host, path, tag, digest);
    }

    private Digest digest(String value) {
        return Digest.find(value).orElseThrow(() -> refused("the part after @ is not a digest"));
    }

    private String tag(String value) {
        boolean good = !value.isEmpty() && value.length() <= MAX_TAG && isWord(value.charAt(0));
        for (int i = 1; good && i < value.length(); i++) {
            char c = value.charAt(i);
            good = isWord(c) || c == '.' || c == '-';
        }
        if (!good) {
            throw refused("a tag has 1 to " + MAX_TAG + " letters, digits, _ . - and begins with none of the last two");
        }
        return value;
    }

    static boolean isHost(String host) {
        int colon = host.indexOf(':');
        String labels = colon < 0 ? host : host.substring(0, colon);
        if (colon >= 0 && !isDigits(host.substring(colon + 1))) {
            return false;
        }
        int start = 0;
        while (true) {
            int dot = labels.indexOf('.', start);
            if (!isLabel(labels, start, dot < 0 ? labels.length() : dot)) {
                return false;
            }
            if (dot < 0) {
                return true;
            }
            start = dot + 1;
        }
    }

    private static boolean isLabel(String text, int from, int to) {
        if (from >= to || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(isLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || c == '-')) {
                return false;
            }
        }
        return true;
    }

    static boolean isPath(String path) {
        int start = 0;
        while (true) {
            int slash = path.indexOf('/', start);
            if (!isComponent(path, start, slash < 0 ? path.length() : slash)) {
                return false;
            }
            if (slash < 0) {
                return true;
            }
            start = slash + 1;
        }
    }

    /** Letters and digits, with {@code .}, {@code _}, {@code __} or a run of {@code -} between them. */
    private static boolean isComponent(String path, int from, int to) {
        int i = from;
        while (true) {
            int run = i;
            while (i < to && isLowerOrDigit(path.charAt(i))) {
                i++;
            }
            if (i == run) {
                return false;
            }
            if (i == to) {
                return true;
            }
            int separator = separatorLength(path, i, to);
            if (separator == 0) {
                return false;
            }
            i += separator;
        }
    }

    private static int separatorLength(String path, int at, int to) {
        char c = path.charAt(at);
        if (c == '.') {
            return 1;
        }
        if (c == '_') {
            return at + 1 < to && path.charAt(at + 1) == '_' ? 2 : 1;
        }
        int end = at;
        while (end < to && path.charAt(end) == '-') {
            end++;
        }
        return end - at;
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isWord(char c) {
        return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException("not an image reference, " + expected + ": " + Printable.of(text));
    }
}
