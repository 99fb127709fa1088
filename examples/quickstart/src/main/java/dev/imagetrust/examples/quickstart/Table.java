/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.quickstart;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.Printable;
import dev.imagetrust.verdict.Check;
import dev.imagetrust.verdict.Reason;
import dev.imagetrust.verdict.SignatureReport;
import dev.imagetrust.verdict.TrustedSigner;
import dev.imagetrust.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints verdicts as a table of at most 100 columns. */
final class Table {

    private static final int LAST_COLUMN = 50;
    private static final int WIDTH = 100;

    private final StringBuilder out = new StringBuilder();

    Table() {
        line("IMAGE", "VERDICT", "TOOL", "SIGNER, OR THE CHECK THAT FAILED AND WHY");
    }

    void add(Verdict verdict) {
        String image = image(verdict.subject());
        String outcome = verdict.outcome().name();
        for (Finding finding : findings(verdict)) {
            boolean first = true;
            for (String text : wrapped(finding.text())) {
                line(image, outcome, first ? finding.tool() : "", text);
                image = "";
                outcome = "";
                first = false;
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String image(ImageSubject subject) {
        String tag = subject.asked() instanceof Asked.ByTag byTag ? ":" + byTag.tag() : "";
        return subject.name().map(ImageName::path).orElse("") + tag;
    }

    private record Finding(String tool, String text) {}

    private static List<Finding> findings(Verdict verdict) {
        List<Finding> findings = new ArrayList<>();
        for (SignatureReport report : verdict.reports()) {
            Optional<TrustedSigner> signer = report.trustedSigner().filter(verdict.signers()::contains);
            signer.ifPresent(s -> findings.add(new Finding(report.tool(), s.display())));
            if (!verdict.admits()) {
                report.decisive().ifPresent(check -> findings.add(new Finding(report.tool(), text(check))));
            }
        }
        if (findings.isEmpty()) {
            Reason reason = verdict.reasons().get(0);
            findings.add(new Finding("-", reason.text() + " [" + reason.code().id() + "]"));
        }
        return findings.stream().distinct().toList();
    }

    private static String text(Check check) {
        String why =
                check.reason().map(r -> r.text() + " [" + r.code().id() + "]").orElse("");
        return check.id().id() + ": " + why;
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        String rest = Printable.of(text);
        int room = WIDTH - LAST_COLUMN;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space <= 0 ? room : space;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private void line(String image, String verdict, String tool, String text) {
        out.append(String.format(Locale.ROOT, "%-27s %-12s %-8s %s", image, verdict, tool, text)
                        .stripTrailing())
                .append('\n');
    }
}
