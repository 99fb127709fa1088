/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.ImageTrust;
import dev.imagetrust.Inspection;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.TrustSnapshot;
import dev.imagetrust.trust.TrustStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Answers what zot's search answers about the signatures of an image, with reasons.
 *
 * <p>zot keeps what a periodic task found out and shows it up to two hours later; here an image is judged when it is asked
 * about, so that a new key, a deleted one and an expiry show at once. Each answer costs a full search: hosts that list many
 * images keep answers until {@link SignatureSummary#changesAt} or until trust store or signatures change.
 *
 * <p>Verdicts are the library's, not zot's: an attestation is no signature, P-384, P-521 and Ed25519 keys work, and a
 * signer on the deny list is not trusted. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class SignatureSummaries {

    private static final int ATTEMPTS = 3;

    private final ImageTrust trust;
    private final TrustStore store;
    private final ZotCompat compat;
    private final boolean ownPolicy;

    private SignatureSummaries(ImageTrust trust, TrustStore store, ZotCompat compat, boolean ownPolicy) {
        this.trust = requireNonNull(trust, "trust");
        this.store = requireNonNull(store, "store");
        this.compat = requireNonNull(compat, "compat");
        this.ownPolicy = ownPolicy;
    }

    /**
     * Under zot's one policy, in place of that of {@code trust}: every key, certificate and OpenPGP key of the store vouches
     * for every image.
     *
     * @param trust judges the signatures
     * @param store the trust store of {@code trust}
     * @param compat which named stores count, and whose author is shown
     */
    public static SignatureSummaries underZotsPolicy(ImageTrust trust, TrustStore store, ZotCompat compat) {
        return new SignatureSummaries(trust, store, compat, false);
    }

    /** Under the policy of {@code trust}: a signature that the policy is not about is listed and not trusted. */
    public static SignatureSummaries underItsOwnPolicy(ImageTrust trust, TrustStore store, ZotCompat compat) {
        return new SignatureSummaries(trust, store, compat, true);
    }

    /**
     * The signatures of an image, from one state of the trust store.
     *
     * @throws IOException if the store cannot be read, keeps changing meanwhile, or is not the one that {@code trust} has
     */
    public SignatureInfo summaries(ImageSubject image) throws IOException {
        requireNonNull(image, "image");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TrustSnapshot snapshot = store.snapshot();
            List<Inspection> inspections = ownPolicy ? List.of(trust.inspect(image)) : inspections(image, snapshot);
            if (inspections.stream().allMatch(i -> isFrom(snapshot.id(), i))) {
                return new SummaryBuilder(snapshot, compat).summarise(inspections);
            }
        }
        throw new IOException(EndpointReason.STORE_CHANGING.sentence());
    }

    private static boolean isFrom(Digest snapshot, Inspection inspection) {
        return inspection
                .verdict()
                .dependencies()
                .trust()
                .filter(snapshot::equals)
                .isPresent();
    }

    /** All tools at once; if something is wrong with one of them, each by itself, and once only to see what there is. */
    private List<Inspection> inspections(ImageSubject image, TrustSnapshot snapshot) {
        Map<String, Requirement> byTool = StoreRequirements.of(snapshot, compat);
        List<Inspection> inspections = new ArrayList<>();
        if (!byTool.isEmpty()) {
            Inspection all = under(new AnyOf(List.copyOf(byTool.values())), image);
            if (problem(all).isEmpty()) {
                return List.of(all);
            }
            byTool.values().forEach(one -> inspections.add(under(one, image)));
        }
        inspections.add(under(new Reject("only listed"), image));
        return inspections;
    }

    private Inspection under(Requirement requirement, ImageSubject image) {
        return trust.under(TrustPolicy.forAllImages(requirement)).inspect(image);
    }

    /** A rule that could not be prepared: nothing was looked for then. */
    static Optional<Inspection> problem(Inspection inspection) {
        return inspection.verdict().looks().isEmpty()
                        && !inspection.verdict().reasons().isEmpty()
                ? Optional.of(inspection)
                : Optional.empty();
    }
}
