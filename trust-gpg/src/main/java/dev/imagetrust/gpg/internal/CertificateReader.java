/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg.internal;

import dev.imagetrust.gpg.internal.Certificate.Subkey;
import dev.imagetrust.gpg.internal.Certificate.UserId;
import dev.imagetrust.gpg.internal.TransferableKey.Part;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.MalformedInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Checks the signatures of a transferable public key and keeps the statements that hold: RFC 9580 section 10.1.
 *
 * <p>A signature that is made by somebody else or does not hold counts as absent, and so does one that cannot be read: a
 * packet appended by a stranger can neither lengthen a key's life nor disable its other parts. Revocations are believed
 * with any hash function and any version, since a wrong one can only take trust away; one that cannot be read spoils the
 * file, since nobody would miss it.
 */
final class CertificateReader {

    private final ComponentKey primary;

    /** Every signature packet, wherever it stands: a revocation in the wrong place is still one. */
    private final List<OpenPgpSignature> everywhere;

    private CertificateReader(ComponentKey primary, List<OpenPgpSignature> everywhere) {
        this.primary = primary;
        this.everywhere = everywhere;
    }

    static Certificate read(TransferableKey key) throws MalformedInputException {
        ComponentKey primary = ComponentKey.parse(key.primary().packet());
        List<Section> names = sections(key.userIds());
        List<Section> furtherKeys = sections(key.subkeys());
        List<OpenPgpSignature> everywhere = Stream.of(
                        sections(List.of(key.primary())).stream(), names.stream(), furtherKeys.stream())
                .flatMap(sections -> sections)
                .flatMap(section -> section.signatures().stream())
                .toList();
        return new CertificateReader(primary, everywhere).read(names, furtherKeys);
    }

    private Certificate read(List<Section> names, List<Section> furtherKeys) {
        return new Certificate(
                primary,
                statements(everywhere, PGPSignature.DIRECT_KEY, each -> each.holdsOverKey(primary)),
                revocations(everywhere, PGPSignature.KEY_REVOCATION, revokesPrimary()),
                names.stream().map(this::userId).toList(),
                furtherKeys.stream().map(this::subkey).flatMap(Optional::stream).toList());
    }

    /**
     * Made by the primary key, or in the name of somebody whom it lets revoke it (RFC 9580 section 5.2.3.23). The other
     * key is seldom at hand, so what it says is believed unchecked: that can only take trust away.
     */
    private Predicate<OpenPgpSignature> revokesPrimary() {
        Set<Long> revokers = everywhere.stream()
                .filter(each -> each.type() == PGPSignature.DIRECT_KEY)
                .filter(this::isBelieved)
                .filter(each -> each.holdsOverKey(primary))
                .flatMap(each -> each.revokerKeyIds().stream())
                .collect(Collectors.toUnmodifiableSet());
        return each ->
                each.holdsOverKey(primary) || each.issuerKeyIds().stream().anyMatch(revokers::contains);
    }

    private UserId userId(Section section) {
        Bytes text = section.packet().body();
        List<OpenPgpSignature> signatures = selfMade(section);
        Predicate<OpenPgpSignature> holds = each -> each.holdsOverUserId(text, primary);
        List<Statement> statements = new ArrayList<>();
        for (int type = PGPSignature.DEFAULT_CERTIFICATION; type <= PGPSignature.POSITIVE_CERTIFICATION; type++) {
            statements.addAll(statements(signatures, type, holds));
        }
        return new UserId(text, statements, revocations(signatures, PGPSignature.CERTIFICATION_REVOCATION, holds));
    }

    private Optional<Subkey> subkey(Section section) {
        ComponentKey key;
        try {
            key = ComponentKey.parse(section.packet());
        } catch (MalformedInputException e) {
            // A subkey of a kind that is not known signs nothing here and spoils nothing.
            return Optional.empty();
        }
        return Optional.of(new Subkey(
                key,
                statements(selfMade(section), PGPSignature.SUBKEY_BINDING, each -> binds(each, key)),
                revocations(
                        everywhere,
                        PGPSignature.SUBKEY_REVOCATION,
                        each -> each.holdsOverBinding(primary, primary, key))));
    }

    private boolean binds(OpenPgpSignature binding, ComponentKey key) {
        return binding.holdsOverBinding(primary, primary, key)
                && (!maySign(binding) || binding.embedded().stream().anyMatch(each -> bindsBack(each, key)));
    }

    /** RFC 9580 section 5.2.1.10: a signing subkey agrees to its primary key, or anybody could adopt it. */
    private boolean bindsBack(OpenPgpSignature back, ComponentKey key) {
        return back.type() == PGPSignature.PRIMARYKEY_BINDING
                && back.expires().isEmpty()
                && isBelieved(back)
                && back.holdsOverBinding(key, primary, key);
    }

    private static boolean maySign(OpenPgpSignature binding) {
        return binding.keyFlags()
                .filter(flags -> (flags & Certificate.SIGN) != 0)
                .isPresent();
    }

    private boolean isBelieved(OpenPgpSignature signature) {
        return signature.version() == 4
                && signature.unknownCritical().isEmpty()
                && signature
                        .created()
                        .filter(made -> !made.isBefore(primary.created()))
                        .filter(made -> Algorithms.hashesSelfSignatures(signature.hashAlgorithm(), made))
                        .isPresent();
    }

    private List<Statement> statements(List<OpenPgpSignature> signatures, int type, Predicate<OpenPgpSignature> holds) {
        return signatures.stream()
                .filter(each -> each.type() == type)
                .filter(this::isBelieved)
                .filter(holds)
                .map(each -> Statement.of(each, each.created().orElseThrow()))
                .toList();
    }

    private static List<Revocation> revocations(
            List<OpenPgpSignature> signatures, int type, Predicate<OpenPgpSignature> holds) {
        return signatures.stream()
                .filter(each -> each.type() == type)
                .filter(holds)
                .map(each -> new Revocation(each.created().orElse(Instant.EPOCH), each.revocationReason()))
                .toList();
    }

    /** Those that name the primary key as their issuer, or nobody: certifications by others can be many. */
    private List<OpenPgpSignature> selfMade(Section section) {
        return section.signatures().stream()
                .filter(each -> {
                    List<Long> issuers = each.issuerKeyIds();
                    return issuers.isEmpty() || issuers.contains(primary.keyId());
                })
                .toList();
    }

    private static List<Section> sections(List<Part> parts) throws MalformedInputException {
        List<Section> sections = new ArrayList<>();
        for (Part part : parts) {
            sections.add(new Section(part.packet(), readable(part.signatures())));
        }
        return sections;
    }

    private static List<OpenPgpSignature> readable(List<Packet> packets) throws MalformedInputException {
        List<OpenPgpSignature> read = new ArrayList<>();
        for (Packet packet : packets) {
            try {
                read.add(OpenPgpSignature.parse(packet.body()));
            } catch (MalformedInputException e) {
                // Most are certifications by others, of kinds that are not known, and not missed.
                if (SignatureLayout.revokesKey(packet.body())) {
                    throw e;
                }
            }
        }
        return read;
    }

    /** A packet with the signatures behind it that can be read. */
    private record Section(Packet packet, List<OpenPgpSignature> signatures) {}
}
