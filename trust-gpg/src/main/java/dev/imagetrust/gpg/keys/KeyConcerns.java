/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.image.Printable;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.trust.DenyTarget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What speaks against trusting keys, and for which of them that is the end of the matter. */
final class KeyConcerns {

    private final List<String> texts = new ArrayList<>();
    private final Set<String> forbidden = new LinkedHashSet<>();

    KeyConcerns(KeyOrigin origin, List<OpenPgpKey> keys, DenyList denied, List<OpenPgpKey> trusted) {
        if (origin.channel() == KeyOrigin.Channel.OPEN) {
            texts.add("it came in a way in which anybody could have changed it");
        }
        if (keys.size() > 1) {
            texts.add("the file has " + keys.size() + " keys");
        }
        for (OpenPgpKey key : keys) {
            addFaults(key, denied);
            addNamesakes(key, trusted);
        }
    }

    /** In words. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** Whether a key cannot be trusted, whoever confirms it. */
    boolean forbid(String fingerprint) {
        return forbidden.contains(fingerprint);
    }

    private void addFaults(OpenPgpKey key, DenyList denied) {
        List<String> faults = new ArrayList<>();
        key.revocations().forEach(why -> faults.add("is revoked: " + Printable.of(why)));
        if (key.signingFingerprints().isEmpty()) {
            faults.add("cannot sign: it is revoked, expired, too weak, or not meant to");
        }
        List<DenyTarget> targets = new ArrayList<>();
        Stream.concat(Stream.of(key.fingerprint()), key.signingFingerprints().stream())
                .map(DenyTarget.OpenPgpKey::new)
                .forEach(targets::add);
        denied.findAny(targets)
                .ifPresent(entry -> faults.add("is denied since " + entry.since() + ": " + Printable.of(entry.why())));
        faults.forEach(fault -> texts.add(key.fingerprint() + " " + fault));
        if (!faults.isEmpty()) {
            forbidden.add(key.fingerprint());
        }
    }

    /** How a stranger would begin who wants to take a signer's place; or how the signer does who has a new key. */
    private void addNamesakes(OpenPgpKey key, List<OpenPgpKey> trusted) {
        for (OpenPgpKey other : trusted) {
            boolean sameName = other.userIds().stream().anyMatch(key.userIds()::contains);
            if (sameName && !other.fingerprint().equals(key.fingerprint())) {
                texts.add(key.fingerprint() + " has a name of " + other.fingerprint() + ", which is trusted already");
            }
        }
    }
}
