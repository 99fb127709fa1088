/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry;

import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.oci.OciReason;
import dev.imagetrust.registry.internal.ExtensionList;
import dev.imagetrust.registry.internal.SignatureExtension;
import dev.imagetrust.spi.Found;
import dev.imagetrust.spi.SearchBudget;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import dev.imagetrust.spi.SignatureCandidate;
import dev.imagetrust.spi.SignatureSource;
import dev.imagetrust.spi.UnavailableException;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Look;
import dev.imagetrust.verdict.Place;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * Finds simple signatures where registries with {@code X-Registry-Supports-Signatures} (OpenShift's) keep them, and
 * elsewhere for all other registries.
 *
 * <p>Knows {@link Place.SignatureExtension}, and {@link Place.Lookaside} through the source that stands in for it. As in
 * containers/image, only one of the two is asked about an image: where the registry offers the extension, the lookaside
 * store holds nothing that counts. Whichever is not asked is a place that was not set up for this registry:
 * {@code NOT_ASKED} because of {@link CoreReason#PLACE_UNKNOWN}. Where the registry cannot be asked whether it offers the
 * extension, neither is.
 *
 * <p>Of the list, entries of schema version 2 and type {@code atomic} are candidates; others are passed over. An entry
 * that cannot be read, or belongs to another image, makes the look {@code FAILED} without hiding the others.
 *
 * <p>To go beside a source for tags and referrers:
 * {@code SignatureSources.combined(new OciSignatureSource(registry), SignatureExtensionSource.before(registry, lookaside))}.
 * Safe for use by several threads if the other source is.
 *
 * @since 0.1
 */
public final class SignatureExtensionSource implements SignatureSource {

    private static final Reason NOT_OFFERED =
            new Reason(CoreReason.PLACE_UNKNOWN, "the registry does not offer its own signatures");
    private static final Reason OFFERED_INSTEAD =
            new Reason(CoreReason.PLACE_UNKNOWN, "the registry keeps simple signatures itself");

    private final SignatureExtension extension;
    private final SignatureSource lookaside;

    private SignatureExtensionSource(SignatureExtension extension, SignatureSource lookaside) {
        this.extension = extension;
        this.lookaside = lookaside;
    }

    /**
     * Asks registries that offer the extension; {@link Place.Lookaside} is looked at for the others only.
     *
     * @param registry the client and its logins
     * @param lookaside for registries that do not offer it
     */
    public static SignatureExtensionSource before(RegistryRepository registry, SignatureSource lookaside) {
        return new SignatureExtensionSource(registry.signatureExtension(), requireNonNull(lookaside, "lookaside"));
    }

    @Override
    public Found search(ImageSubject image, List<Digest> about, Set<Place> places, SearchBudget budget)
            throws InterruptedException {
        Collected collected = new Collected(about, new ArrayList<>(), new ArrayList<>());
        Set<Place> ours = new LinkedHashSet<>();
        for (Place place : places.stream().sorted().toList()) {
            if (place instanceof Place.SignatureExtension || place instanceof Place.Lookaside) {
                ours.add(place);
            } else {
                collected.notAsked(place, new Reason(CoreReason.PLACE_UNKNOWN, place.id()));
            }
        }
        Optional<ImageName> name = image.name();
        if (name.isEmpty()) {
            ours.forEach(place -> collected.notAsked(place, Reason.of(OciReason.NO_NAME)));
        } else if (!ours.isEmpty()) {
            choose(name.get(), image, ours, budget, collected);
        }
        return collected.found();
    }

    /** Beside others of {@code combined}, a place left over may be all that is asked for; both are decided the same way. */
    private void choose(ImageName name, ImageSubject image, Set<Place> ours, SearchBudget budget, Collected collected)
            throws InterruptedException {
        boolean offered;
        try {
            offered = extension.isOffered(name, budget.deadline());
        } catch (UnavailableException e) {
            ours.forEach(place -> collected.failed(place, e.reason()));
            return;
        }
        for (Place place : ours) {
            if (place instanceof Place.Lookaside) {
                if (offered) {
                    collected.notAsked(place, OFFERED_INSTEAD);
                } else {
                    collected.add(lookaside.search(image, collected.about(), Set.of(place), budget));
                }
            } else if (offered) {
                ask(name, place, budget, collected);
            } else {
                collected.notAsked(place, NOT_OFFERED);
            }
        }
    }

    private void ask(ImageName name, Place place, SearchBudget budget, Collected collected)
            throws InterruptedException {
        for (Digest digest : new LinkedHashSet<>(collected.about())) {
            try {
                int room = budget.limits().candidates() - collected.candidates().size();
                collected.add(
                        place,
                        digest,
                        ExtensionList.parse(extension.list(name, digest, budget.deadline()), digest, room));
            } catch (UnavailableException e) {
                collected.looks().add(look(place, digest, 0, e.reason()));
            }
        }
    }

    private static Look look(Place place, Digest digest, int found, Reason trouble) {
        if (trouble.code() == CoreReason.SEARCH_LIMIT) {
            return Look.truncated(place, digest, found, trouble);
        }
        return trouble.code() == CoreReason.TIME_UP && found == 0
                ? Look.notAsked(place, digest, trouble)
                : Look.failed(place, digest, found, trouble);
    }

    private record Collected(List<Digest> about, List<SignatureCandidate> candidates, List<Look> looks) {

        void notAsked(Place place, Reason reason) {
            new LinkedHashSet<>(about).forEach(digest -> looks.add(Look.notAsked(place, digest, reason)));
        }

        void failed(Place place, Reason reason) {
            new LinkedHashSet<>(about).forEach(digest -> looks.add(look(place, digest, 0, reason)));
        }

        void add(Found found) {
            candidates.addAll(found.candidates());
            looks.addAll(found.looks());
        }

        void add(Place place, Digest digest, ExtensionList list) {
            for (ExtensionObject signature : list.signatures()) {
                candidates.add(new SignatureCandidate(signature, digest, place));
            }
            int count = list.signatures().size();
            Reason trouble = list.trouble();
            looks.add(trouble == null ? Look.found(place, digest, count) : look(place, digest, count, trouble));
        }

        Found found() {
            return new Found(candidates, looks);
        }
    }
}
