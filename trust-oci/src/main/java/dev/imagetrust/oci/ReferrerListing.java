/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.oci;

import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.oci.OciSignatureSource.Fallback;
import dev.imagetrust.verdict.CoreReason;
import dev.imagetrust.verdict.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a repository lists as referring to a digest: through its API, or where it has none, in the fallback tag
 * (distribution-spec, "Listing Referrers" and "Referrers Tag Schema"). Not thread-safe.
 */
final class ReferrerListing {

    private final Requests requests;
    private final Digest about;
    private final Set<String> types;
    private final Set<Descriptor> entries = new LinkedHashSet<>();
    private final List<LookFailure> failures = new ArrayList<>();
    private boolean answered;

    private ReferrerListing(Requests requests, Digest about, Set<String> types) {
        this.requests = requests;
        this.about = about;
        this.types = types;
    }

    /** Reads the listing as far as it can be read. */
    static ReferrerListing of(Requests requests, Digest about, Set<String> types, Fallback fallback)
            throws InterruptedException {
        ReferrerListing listing = new ReferrerListing(requests, about, types);
        if (!listing.readApi() || fallback == Fallback.ALWAYS) {
            listing.readFallbackTag();
        }
        return listing;
    }

    /** Whether at least a part of it could be read. */
    boolean answered() {
        return answered;
    }

    /** What is listed, each once, without annotations. */
    List<Descriptor> entries() {
        return List.copyOf(entries);
    }

    /** Why it may not be the whole listing. */
    List<LookFailure> failures() {
        return failures;
    }

    /** Whether there is such an API, working or not. */
    private boolean readApi() throws InterruptedException {
        try {
            Answer<Page<Descriptor>> first = requests.referrers(about, Cursor.START);
            if (first instanceof Answer.Unsupported) {
                return false;
            }
            readPages(first);
        } catch (LookFailure e) {
            failures.add(e);
        }
        return true;
    }

    private void readPages(Answer<Page<Descriptor>> first) throws LookFailure, InterruptedException {
        Set<Cursor> seen = new HashSet<>(Set.of(Cursor.START));
        Optional<Page<Descriptor>> page = first.value();
        answered = true;
        while (page.isPresent()) {
            add(page.get().items());
            Cursor next = page.get().next();
            if (next == null) {
                return;
            }
            if (!seen.add(next)) {
                throw new LookFailure(new Reason(OciReason.LISTING_BROKEN, "page " + next.token() + " again"));
            }
            if (seen.size() > requests.limits().pages()) {
                throw new LookFailure(new Reason(
                        CoreReason.SEARCH_LIMIT,
                        "more than " + requests.limits().pages() + " pages of referrers"));
            }
            page = requests.referrers(about, next).value();
        }
        if (seen.size() > 1) {
            throw new LookFailure(new Reason(OciReason.LISTING_BROKEN, "a page is missing"));
        }
    }

    private void readFallbackTag() throws InterruptedException {
        try {
            Optional<OciDocument> document =
                    requests.tagged(DigestTags.ofReferrers(about), problem -> failures.add(new LookFailure(problem)));
            answered = true;
            if (document.isPresent()) {
                add(members(document.get()));
            }
        } catch (LookFailure e) {
            failures.add(e);
        }
    }

    private static List<Descriptor> members(OciDocument document) throws LookFailure {
        if (document instanceof OciIndex index) {
            return index.manifests();
        }
        throw new LookFailure(new Reason(OciReason.KIND_UNEXPECTED, "the fallback tag is no index"));
    }

    private void add(List<Descriptor> page) throws LookFailure {
        int most = requests.limits().candidates();
        for (Descriptor entry : page) {
            if (listedAs(entry).map(types::contains).orElse(true)
                    && entries.add(bare(entry))
                    && entries.size() > most) {
                // More would not be opened anyway; without an end here a registry could fill our memory with a list.
                throw new LookFailure(new Reason(CoreReason.SEARCH_LIMIT, "more than " + most + " referrers"));
            }
        }
    }

    /**
     * The type that a listing gives an entry. Registries that know no artifactType report the media type of the empty
     * config, which tells nothing.
     */
    static Optional<String> listedAs(Descriptor entry) {
        return entry.artifactType().filter(type -> !type.equals(MediaTypes.OCI_EMPTY));
    }

    /** Annotations of a listing are hints that nobody needs; without them the same entry is noticed. */
    private static Descriptor bare(Descriptor entry) {
        Descriptor bare = Descriptor.of(entry.mediaType(), entry.digest(), entry.size());
        return entry.artifactType().map(bare::withArtifactType).orElse(bare);
    }
}
