/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.sketch;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.Inspection;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.SignatureReport;
import java.util.List;

/** A page of a registry's user interface: every signature of an image, good or bad, asked for or not. */
final class Summary {

    private final ImageTrust trust;

    Summary(ImageTrust trust) {
        this.trust = trust;
    }

    List<String> lines(ImageSubject image) {
        Inspection inspection = trust.inspect(image);
        return inspection.seen().stream().map(seen -> line(inspection, seen)).toList();
    }

    private static String line(Inspection inspection, Inspection.Seen seen) {
        String status = inspection.verdict().reports().stream()
                .filter(r -> r.candidate().equals(seen.candidate()))
                .map(SignatureReport::status)
                .map(Enum::name)
                .findFirst()
                .orElse("not asked for");
        return seen.tool().orElse("unknown tool") + ": " + status + ", says it is by "
                + Printable.of(seen.claimedSigner());
    }
}
