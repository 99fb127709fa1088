/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.primitives.JsonWriter;
import dev.imagetrust.store.fs.ZotCompat;
import dev.imagetrust.trust.TrustStoreEditor;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * zot's trust API: whoever is allowed adds public keys of cosign and certificates of the Notary Project.
 *
 * <p>{@code POST} and {@code OPTIONS} of {@code /v2/_zot/ext/cosign} and {@code /v2/_zot/ext/notation}, with the status
 * codes, headers and bodies of the {@link ZotCompat} profile. Each route is off until it is switched on. In what
 * it answers it is zot's; in what it takes, the trust store's: a private key, a leaf certificate that would spoil a store
 * and a key that can verify nothing are {@code 400}, where zot takes the latter two and lets them do their harm.
 *
 * <p>Where zot has nothing, there are codes of our own: {@code 408} for a body that takes too long, {@code 429} and
 * {@code 503} for too many at once, {@code 507} for a full store. {@link Builder#management} adds {@code GET} and
 * {@code DELETE}; without it, they are {@code 405} as in zot.
 *
 * @since 0.1
 */
public final class ZotTrustEndpoint implements TrustEndpoint {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final String DISCOVERY = "/v2/_oci/ext/discover";

    private final Set<ZotRoute> routes;
    private final ZotGate gate;
    private final ZotUploads uploads;
    private final @Nullable ZotManagement management;
    private final @Nullable String discovery;

    private ZotTrustEndpoint(Builder builder) {
        InstantSource clock = requireNonNull(builder.clock, "clock");
        this.routes = builder.routes.isEmpty() ? Set.of() : EnumSet.copyOf(builder.routes);
        this.gate = new ZotGate(builder.realm, builder.origin, builder.management);
        this.uploads = new ZotUploads(builder.editor, builder.compat, builder.limits, clock);
        this.management = builder.management ? new ZotManagement(builder.editor, builder.compat, clock) : null;
        this.discovery = builder.discovery;
    }

    /** Begins an endpoint with both routes off. */
    public static Builder builder(TrustStoreEditor editor) {
        return new Builder(editor);
    }

    /** What the routes that are on contribute to {@code endpoints} of a host's own discovery document, in zot's order. */
    public List<String> discoveryEndpoints() {
        return routes.stream().map(ZotRoute::path).toList();
    }

    @Override
    public Optional<TrustResponse> answer(TrustRequest request) {
        if (discovery != null && request.path().equals(DISCOVERY)) {
            return Optional.of(discover(discovery, request));
        }
        return ZotRoute.find(request.path()).filter(routes::contains).map(route -> answer(route, request));
    }

    private TrustResponse answer(ZotRoute route, TrustRequest request) {
        return switch (request.method()) {
            case "OPTIONS" -> gate.dressed(TrustResponse.of(NO_CONTENT));
            case "POST" -> gate.refusal(request).orElseGet(() -> gate.dressed(uploads.upload(route, request)));
            case "GET", "DELETE" ->
                management == null
                        ? TrustResponse.of(METHOD_NOT_ALLOWED)
                        : gate.refusal(request).orElseGet(() -> gate.dressed(managed(management, route, request)));
            default -> TrustResponse.of(METHOD_NOT_ALLOWED);
        };
    }

    private static TrustResponse managed(ZotManagement management, ZotRoute route, TrustRequest request) {
        return request.method().equals("GET") ? management.get(route, request) : management.delete(route, request);
    }

    private TrustResponse discover(String releaseTag, TrustRequest request) {
        return switch (request.method()) {
            case "OPTIONS" -> gate.dressedForDiscovery(TrustResponse.of(NO_CONTENT));
            case "GET" ->
                request.caller().isUnauthenticated()
                        ? gate.noCredentials(request)
                        : gate.dressedForDiscovery(
                                TrustResponse.of(OK, ErrorDocument.JSON, discoveryDocument(releaseTag)));
            default -> TrustResponse.of(METHOD_NOT_ALLOWED);
        };
    }

    private Bytes discoveryDocument(String releaseTag) {
        return JsonWriter.object(out -> out.array("extensions", extensions -> {
            if (!routes.isEmpty()) {
                extensions.object(zot -> zot.text("name", "_zot")
                        .text(
                                "url",
                                "https://github.com/project-zot/zot/blob/" + releaseTag + "/pkg/extensions/_zot.md")
                        .text("description", "zot registry extensions")
                        .array("endpoints", paths -> discoveryEndpoints().forEach(paths::text)));
            }
        }));
    }

    /** Builds a {@link ZotTrustEndpoint}. Not thread-safe. */
    public static final class Builder {

        private final TrustStoreEditor editor;
        private final Set<ZotRoute> routes = EnumSet.noneOf(ZotRoute.class);
        private ZotCompat compat = ZotCompat.V2_1;
        private UploadLimits limits = UploadLimits.forTrustMaterial();
        private String realm = "Authorization Required";
        private @Nullable String origin;
        private @Nullable InstantSource clock;
        private @Nullable String discovery;
        private boolean management;

        private Builder(TrustStoreEditor editor) {
            this.editor = requireNonNull(editor, "editor");
        }

        /** Switches the route for cosign's keys on: zot's {@code extensions.trust.cosign}. */
        public Builder cosign() {
            routes.add(ZotRoute.COSIGN);
            return this;
        }

        /** Switches the route for certificates on: zot's {@code extensions.trust.notation}. */
        public Builder notation() {
            routes.add(ZotRoute.NOTATION);
            return this;
        }

        /** Which zot to be like; {@link ZotCompat#V2_1} unless another is given. */
        public Builder compat(ZotCompat value) {
            this.compat = requireNonNull(value, "value");
            return this;
        }

        /** How much is taken; {@link UploadLimits#forTrustMaterial()} unless others are given. */
        public Builder limits(UploadLimits value) {
            this.limits = requireNonNull(value, "value");
            return this;
        }

        /** The time that goes into the store's journal, and by which uploads are counted. Required. */
        public Builder clock(InstantSource value) {
            this.clock = requireNonNull(value, "value");
            return this;
        }

        /** The realm of challenges: zot's {@code http.realm}. */
        public Builder realm(String value) {
            this.realm = requireNonNull(value, "value");
            return this;
        }

        /**
         * The one origin whose pages may call, with credentials; without it any may, without credentials: zot's
         * {@code http.allowOrigin}.
         */
        public Builder allowOrigin(String value) {
            this.origin = requireNonNull(value, "value");
            return this;
        }

        /**
         * Answers {@code GET} and {@code OPTIONS} of {@code /v2/_oci/ext/discover}, for hosts without extensions of their own; others add
         * {@link ZotTrustEndpoint#discoveryEndpoints} to theirs.
         *
         * @param releaseTag the release of zot whose documentation is named, for example {@code v2.1.20}
         */
        public Builder discovery(String releaseTag) {
            this.discovery = requireNonNull(releaseTag, "releaseTag");
            return this;
        }

        /** Adds what zot lacks: {@code GET} lists and reads, {@code DELETE} removes, refusals say why in their body. */
        public Builder management() {
            this.management = true;
            return this;
        }

        /**
         * The endpoint.
         *
         * @throws NullPointerException if there is no clock
         */
        public ZotTrustEndpoint build() {
            return new ZotTrustEndpoint(this);
        }
    }
}
