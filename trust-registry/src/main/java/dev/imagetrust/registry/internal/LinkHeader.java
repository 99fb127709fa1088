/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import dev.imagetrust.registry.RegistryReason;
import dev.imagetrust.spi.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Where the next page of a listing is: RFC 8288 as distribution-spec uses it, {@code <url>; rel="next"}. */
final class LinkHeader {

    private static final int MAX_LENGTH = 4096;
    private static final Pattern LINK = Pattern.compile("\\s*<([^<>]*)>\\s*((?:;[^,;\"<>]*(?:\"[^\"]*\")?\\s*)*),?");
    private static final Pattern NEXT = Pattern.compile(";\\s*rel\\s*=\\s*(?:\"next\"|next)\\s*(?:;|$)");

    private LinkHeader() {}

    /**
     * Path and query of the next page; empty on the last page.
     *
     * @throws UnavailableException if the link leads to another origin, or cannot be read: a page that is passed over
     *     might list the signature
     */
    static Optional<String> next(Incoming answer, Origin origin) throws UnavailableException {
        List<String> targets = new ArrayList<>();
        for (String header : answer.headers("Link")) {
            targets.addAll(targets(header));
        }
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        @Nullable HttpUrl next = answer.url().resolve(targets.get(0));
        if (targets.size() > 1 || next == null || !Origin.of(next).equals(origin)) {
            throw Failures.because(RegistryReason.PAGE_REFUSED, String.join(" ", targets));
        }
        String query = next.encodedQuery() == null ? "" : '?' + next.encodedQuery();
        return Optional.of(next.encodedPath() + query);
    }

    private static List<String> targets(String header) throws UnavailableException {
        List<String> targets = new ArrayList<>();
        Matcher link = LINK.matcher(header);
        int end = 0;
        while (header.length() <= MAX_LENGTH && end < header.length() && link.find() && link.start() == end) {
            if (NEXT.matcher(link.group(2)).find()) {
                targets.add(link.group(1));
            }
            end = link.end();
        }
        if (end < header.length()) {
            throw Failures.because(RegistryReason.PAGE_REFUSED, "not readable: " + header);
        }
        return targets;
    }
}
