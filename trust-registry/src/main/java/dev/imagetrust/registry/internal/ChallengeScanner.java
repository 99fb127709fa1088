/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.spi.UnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one {@code WWW-Authenticate} header: challenges separated by commas, and so are their parameters. Reads each
 * character once. Not thread-safe.
 */
final class ChallengeScanner {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String TOKEN68_MARKS = "-._~+/=";

    private final String text;
    private int at;

    ChallengeScanner(String text) {
        this.text = text;
    }

    List<Challenge> challenges() throws UnavailableException {
        List<Challenge> challenges = new ArrayList<>();
        skipSeparators();
        while (at < text.length()) {
            challenges.add(challenge());
            skipSeparators();
        }
        return challenges;
    }

    private Challenge challenge() throws UnavailableException {
        String scheme = token();
        Map<String, String> parameters = new LinkedHashMap<>();
        if (at < text.length() && peek() != ',' && peek() != ' ' && peek() != '\t') {
            throw malformed();
        }
        skipBlanks();
        if (skippedToken68()) {
            return new Challenge(scheme, parameters);
        }
        while (parameterFollows()) {
            parameter(parameters);
            skipSeparators();
        }
        return new Challenge(scheme, parameters);
    }

    private void parameter(Map<String, String> parameters) throws UnavailableException {
        String name = token();
        skipBlanks();
        expect('=');
        skipBlanks();
        String value = at < text.length() && peek() == '"' ? quoted() : token0();
        if (parameters.put(name, value) != null) {
            throw Challenge.unusable("twice: " + name);
        }
        skipBlanks();
        if (at < text.length() && peek() != ',') {
            throw malformed();
        }
    }

    /** Whether a name and an equals sign come next, and not the scheme of the next challenge. */
    private boolean parameterFollows() {
        int end = at;
        while (end < text.length() && isTokenMark(text.charAt(end))) {
            end++;
        }
        int next = end;
        while (next < text.length() && isBlank(text.charAt(next))) {
            next++;
        }
        return end > at && next < text.length() && text.charAt(next) == '=';
    }

    /** One run of characters up to the end or a comma, as {@code Negotiate} has; it says nothing to us. */
    private boolean skippedToken68() {
        int end = at;
        while (end < text.length() && isToken68(text.charAt(end))) {
            end++;
        }
        boolean found = end > at
                && (end == text.length() || text.charAt(end) == ',')
                && (text.charAt(end - 1) == '=' || text.substring(at, end).indexOf('=') < 0);
        if (found) {
            at = end;
        }
        return found;
    }

    private String quoted() throws UnavailableException {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            if (at == text.length()) {
                throw malformed();
            }
            value.append(text.charAt(at++));
        }
        expect('"');
        return value.toString();
    }

    private String token() throws UnavailableException {
        return token0().toLowerCase(Locale.ROOT);
    }

    private String token0() throws UnavailableException {
        int start = at;
        while (at < text.length() && isTokenMark(peek())) {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
        return text.substring(start, at);
    }

    private void expect(char mark) throws UnavailableException {
        if (at == text.length() || peek() != mark) {
            throw malformed();
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(peek())) {
            at++;
        }
    }

    private void skipSeparators() {
        while (at < text.length() && (isBlank(peek()) || peek() == ',')) {
            at++;
        }
    }

    private char peek() {
        return text.charAt(at);
    }

    private UnavailableException malformed() {
        return Challenge.unusable("not readable at character " + at + ": " + text);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isTokenMark(char c) {
        return isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static boolean isToken68(char c) {
        return isAlphanumeric(c) || TOKEN68_MARKS.indexOf(c) >= 0;
    }
}
