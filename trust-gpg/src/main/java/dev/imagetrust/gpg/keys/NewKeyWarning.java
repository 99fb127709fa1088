/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.keys;

import dev.imagetrust.PolicyDiff;
import dev.imagetrust.gpg.GpgReason;
import dev.imagetrust.gpg.OpenPgpKey;
import dev.imagetrust.gpg.internal.KeyFileContent;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Printable;
import dev.imagetrust.spi.SetUpException;
import dev.imagetrust.trust.DenyList;
import dev.imagetrust.verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What a person has to know before keys are trusted, and the only way to have them trusted. Immutable.
 *
 * <pre>{@code
 * NewKeyWarning warning = NewKeyWarning.builder(file, KeyOrigin.of(URI.create(url)), now)
 *         .claimedFingerprint(fromTheImageLabel)
 *         .denied(trustStore.snapshot().denied())
 *         .wouldAdmit(PolicyDiff.between(trust, policy, policyWithTheKey, imagesInUse))
 *         .build();
 * show(warning.text());
 * ConfirmedKeys keys = warning.confirm(List.of(typedByThePerson)); // the whole fingerprint, got elsewhere
 * }</pre>
 *
 * <p>There is no yes without a fingerprint: who agrees has to name each key in full, and what is not named is left out.
 * Automation confirms by {@link PreconfiguredKeys}.
 *
 * @since 0.1
 */
public final class NewKeyWarning {

    private final KeyFileContent content;
    private final KeyOrigin origin;
    private final List<OpenPgpKey> keys;
    private final KeyConcerns concerns;
    private final @Nullable PolicyDiff wouldAdmit;

    private NewKeyWarning(Builder builder) {
        this.content = builder.content;
        this.origin = builder.origin;
        this.keys = builder.keys;
        this.wouldAdmit = builder.wouldAdmit;
        this.concerns = new KeyConcerns(origin, keys, builder.denied, builder.trusted);
    }

    /**
     * Begins a warning about a key file.
     *
     * @param file armored, bare packets or a keybox, of at most 8 MiB
     * @param origin where it came from
     * @param now the moment for which the keys are described
     * @throws SetUpException as {@link OpenPgpKey#readAll} does
     */
    public static Builder builder(Bytes file, KeyOrigin origin, Instant now) {
        return new Builder(file, origin, now);
    }

    /** The keys of the file; their fingerprints are computed from the keys, whatever anybody claims. */
    public List<OpenPgpKey> keys() {
        return keys;
    }

    /** Where the file came from. */
    public KeyOrigin origin() {
        return origin;
    }

    /** What speaks against trusting the keys, in words; empty is no recommendation. */
    public List<String> concerns() {
        return concerns.texts();
    }

    /** Which images would be admitted, and which would not be any more; empty if that was not asked. */
    public Optional<PolicyDiff> wouldAdmit() {
        return Optional.ofNullable(wouldAdmit);
    }

    /**
     * Confirms keys.
     *
     * @param typed the full fingerprint of each key to be trusted, as a person got them from somewhere else than this
     *     file; spaces and case do not count
     * @return those keys and no others of the file
     * @throws SetUpException {@link GpgReason#KEY_NOT_CONFIRMED} if none is named, or one that is revoked, denied or cannot
     *     sign, {@link GpgReason#FINGERPRINT_INVALID} if one is less than a fingerprint, {@link
     *     GpgReason#FINGERPRINT_DIFFERS} if no key of the file has it
     */
    public ConfirmedKeys confirm(Collection<String> typed) {
        Set<String> named = new LinkedHashSet<>();
        for (String text : typed) {
            String fingerprint = fingerprint(text);
            if (keys.stream().noneMatch(key -> key.fingerprint().equals(fingerprint))) {
                throw refusal(GpgReason.FINGERPRINT_DIFFERS, fingerprint + " is not in " + origin.location());
            }
            if (concerns.forbid(fingerprint)) {
                throw refusal(GpgReason.KEY_NOT_CONFIRMED, fingerprint + " cannot be trusted");
            }
            named.add(fingerprint);
        }
        return confirmed(named);
    }

    /**
     * Confirms those keys that are in a fixed set.
     *
     * @throws SetUpException {@link GpgReason#KEY_NOT_CONFIRMED} if none is, or none that can be trusted
     */
    public ConfirmedKeys confirmBy(PreconfiguredKeys preconfigured) {
        Set<String> named = new LinkedHashSet<>();
        for (OpenPgpKey key : keys) {
            if (preconfigured.fingerprints().contains(key.fingerprint()) && !concerns.forbid(key.fingerprint())) {
                named.add(key.fingerprint());
            }
        }
        return confirmed(named);
    }

    /** All of it, in lines for people; what came from outside is escaped. */
    public String text() {
        StringBuilder out = new StringBuilder("New keys from ")
                .append(Printable.of(origin.location()))
                .append(" are about to be trusted.\n");
        for (OpenPgpKey key : keys) {
            out.append("fingerprint ").append(key.fingerprint()).append('\n');
            key.userIds()
                    .forEach(name -> out.append("  says it is ")
                            .append(Printable.of(name))
                            .append('\n'));
            out.append("  made ").append(key.created());
            out.append(key.expires() == null ? ", does not end\n" : ", ends " + key.expires() + "\n");
        }
        concerns.texts()
                .forEach(concern -> out.append("WARNING: ").append(concern).append('\n'));
        wouldAdmit()
                .ifPresent(diff -> diff.admitted()
                        .forEach(flip ->
                                out.append("would admit ").append(flip.image()).append('\n')));
        wouldAdmit()
                .ifPresent(diff -> diff.refused()
                        .forEach(flip ->
                                out.append("would refuse ").append(flip.image()).append('\n')));
        return out.append("Compare each fingerprint, in full, with what its owner publishes elsewhere.\n")
                .toString();
    }

    /** The {@linkplain #text() text}. */
    @Override
    public String toString() {
        return text();
    }

    private ConfirmedKeys confirmed(Set<String> named) {
        if (named.isEmpty()) {
            throw refusal(GpgReason.KEY_NOT_CONFIRMED, origin.location());
        }
        return new ConfirmedKeys(
                content.only(named).orElseThrow(),
                keys.stream().filter(key -> named.contains(key.fingerprint())).toList(),
                origin);
    }

    private static String fingerprint(String typed) {
        return FingerprintCheck.find(typed)
                .orElseThrow(() -> refusal(GpgReason.FINGERPRINT_INVALID, "expected 40 digits, found " + typed));
    }

    private static SetUpException refusal(GpgReason code, String detail) {
        return new SetUpException(new Reason(code, detail));
    }

    /** Builds a {@link NewKeyWarning}. Not thread-safe. */
    public static final class Builder {

        private final KeyFileContent content;
        private final KeyOrigin origin;
        private final List<OpenPgpKey> keys;
        private final List<OpenPgpKey> trusted = new ArrayList<>();
        private final Instant now;
        private DenyList denied = DenyList.empty();
        private @Nullable PolicyDiff wouldAdmit;

        private Builder(Bytes file, KeyOrigin origin, Instant now) {
            this.keys = OpenPgpKey.readAll(file, now);
            this.content = KeyFileContent.read(file, origin.location());
            this.origin = origin;
            this.now = now;
        }

        /**
         * Adds a file whose keys are trusted already, so that another key under one of their names is told of.
         *
         * @throws SetUpException as {@link OpenPgpKey#readAll} does
         */
        public Builder trusted(Bytes keyFile) {
            trusted.addAll(OpenPgpKey.readAll(keyFile, now));
            return this;
        }

        /**
         * Checks what somebody claims the fingerprint to be, such as the label of an image: the claim proves nothing, but
         * a key that contradicts it goes no further.
         *
         * @throws SetUpException {@link GpgReason#FINGERPRINT_DIFFERS} if no key of the file has it, or {@link
         *     GpgReason#FINGERPRINT_INVALID} if it is less than a fingerprint
         */
        public Builder claimedFingerprint(String claimed) {
            String wanted = fingerprint(claimed);
            if (keys.stream().noneMatch(key -> key.fingerprint().equals(wanted))) {
                throw refusal(
                        GpgReason.FINGERPRINT_DIFFERS,
                        "claimed " + wanted + ", found "
                                + keys.stream().map(OpenPgpKey::fingerprint).toList());
            }
            return this;
        }

        /** What is distrusted already; nothing unless a list is given. */
        public Builder denied(DenyList value) {
            this.denied = requireNonNull(value, "value");
            return this;
        }

        /** What else the keys would admit: the policy as it is against the policy with them. */
        public Builder wouldAdmit(PolicyDiff value) {
            this.wouldAdmit = requireNonNull(value, "value");
            return this;
        }

        /** The warning. */
        public NewKeyWarning build() {
            return new NewKeyWarning(this);
        }
    }
}
