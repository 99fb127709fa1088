/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.internal;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.spi.EvidenceFetcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lies at the addresses that certificates name; everywhere else is nobody. */
final class Web implements EvidenceFetcher {

    final List<Request> asked = new ArrayList<>();
    private final Map<String, Bytes> pages = new LinkedHashMap<>();

    /** Also below it: OCSP requests are part of an address. */
    Web at(String uri, Bytes page) {
        pages.put(uri, page);
        return this;
    }

    @Override
    public Bytes fetch(Request request) throws IOException {
        asked.add(request);
        String uri = request.uri().toString();
        return pages.entrySet().stream()
                .filter(page -> uri.equals(page.getKey()) || uri.startsWith(page.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IOException("nobody is there"));
    }

    List<String> hosts() {
        return asked.stream().map(request -> request.uri().getHost()).toList();
    }
}
