/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.cosign.internal;

import dev.imagetrust.cosign.CosignReason;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.Base64Text;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.Utf8;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A checkpoint of a log as a C2SP signed note (section 4.7); not verified.
 *
 * @param signed the octets that signatures cover
 * @param origin which log, and which tree of it
 * @param size leaves of the tree
 * @param root its hash
 * @param signatures of the log and of whoever else
 */
record Checkpoint(Bytes signed, String origin, long size, Bytes root, List<Line> signatures) {

    /**
     * One signature line.
     *
     * @param name who claims to sign
     * @param hint which key
     * @param signature over the note
     */
    record Line(String name, Bytes hint, Bytes signature) {}

    private static final int MAX_LENGTH = 64 << 10;
    private static final int MAX_LINES = 100;
    private static final int MAX_SIGNATURES = 20;
    private static final int HINT_LENGTH = 4;
    private static final int HASH_LENGTH = 32;
    private static final int ORIGIN = 0;
    private static final int SIZE = 1;
    private static final int ROOT = 2;
    private static final String LINE_PREFIX = "\u2014 ";
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");

    static Checkpoint parse(String note) throws MalformedInputException {
        // A blank line ends what is signed; a second one would stand where only signatures may.
        int blank = note.indexOf("\n\n");
        if (note.length() > MAX_LENGTH || blank < 0 || !note.endsWith("\n")) {
            throw refusal("not a signed note");
        }
        String body = note.substring(0, blank + 1);
        String[] lines = body.split("\n", MAX_LINES);
        if (lines.length <= ROOT
                || lines[ORIGIN].isEmpty()
                || !DECIMAL.matcher(lines[SIZE]).matches()) {
            throw refusal("origin, size or root hash is missing");
        }
        Bytes root = Base64Text.decodeStandard(lines[ROOT]);
        if (root.length() != HASH_LENGTH) {
            throw refusal("a root hash of " + root.length() + " octets");
        }
        return new Checkpoint(
                Utf8.encode(body),
                lines[ORIGIN],
                Long.parseLong(lines[SIZE]),
                root,
                signatures(note.substring(blank + 2)));
    }

    private static List<Line> signatures(String text) throws MalformedInputException {
        List<Line> signatures = new ArrayList<>();
        for (String line : text.split("\n", MAX_LINES)) {
            if (line.isEmpty()) {
                continue; // after the last line break
            }
            int space = line.lastIndexOf(' ');
            if (!line.startsWith(LINE_PREFIX) || space < LINE_PREFIX.length()) {
                throw refusal("a signature line that is none");
            }
            Bytes octets = Base64Text.decodeStandard(line.substring(space + 1));
            if (octets.length() <= HINT_LENGTH || signatures.size() == MAX_SIGNATURES) {
                throw refusal("too short a signature, or too many of them");
            }
            signatures.add(new Line(
                    line.substring(LINE_PREFIX.length(), space),
                    octets.slice(0, HINT_LENGTH),
                    octets.slice(HINT_LENGTH, octets.length())));
        }
        return List.copyOf(signatures);
    }

    /** Name and key have to be the log's; signatures of others, such as witnesses, are passed over. */
    boolean isSignedBy(LogKey log, String name) {
        Bytes hint = log.hint(name);
        return signatures.stream()
                .filter(line -> line.name().equals(name) && line.hint().equals(hint))
                .anyMatch(line -> log.signed(signed, line.signature()));
    }

    private static MalformedInputException refusal(String detail) {
        return new MalformedInputException(new Reason(CosignReason.LOG_CHECKPOINT_INVALID, detail));
    }
}
