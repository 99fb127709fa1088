/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.endpoints;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.primitives.MalformedInputException;
import dev.imagetrust.primitives.SignatureObjects;
import dev.imagetrust.spi.SignatureArtifact.ExtensionObject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * OpenShift's signature API, by which skopeo and podman store and read simple signatures in the registry itself:
 * {@code GET} and {@code PUT} of {@code /extensions/v2/<name>/signatures/<digest>}.
 *
 * <p>Clients use it once {@code GET /v2/} carries the {@link #HEADER}, and then do not look into lookaside stores; the host
 * puts the header on every response of its registry. What is stored is unverified until an auditor had it
 * {@linkplain SignatureAudit verified}, and to be stored means nothing at all: whoever may run an image is for a policy.
 *
 * <p>Unlike OpenShift, a signature is stored only for the image in the URL, and sent without a type it is refused: no client
 * would read it. With {@link Builder#importing}, {@code GET} first fetches what the store that is configured for the image
 * has. If that cannot be asked and nothing is stored here, the answer is {@code 503}: unsigned is not the same as could not
 * look. {@link Builder#auditing} adds two routes that OpenShift has in another API.
 *
 * @since 0.1
 */
public final class SignatureExtensionEndpoint implements TrustEndpoint {

    /** The response header by which a registry says that it offers this API; its value is {@link #HEADER_VALUE}. */
    public static final String HEADER = "X-Registry-Supports-Signatures";

    /** The value of {@link #HEADER}. */
    public static final String HEADER_VALUE = "1";

    private static final String LIST_TYPE = "application/json; charset=utf-8";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final int FULL = 507;

    private final SignatureObjectStore objects;
    private final ImageCatalog images;
    private final UploadLimits limits;
    private final InstantSource clock;
    private final UploadGate gate;
    private final String challenge;
    private final @Nullable SignatureImport imports;
    private final @Nullable SignatureAudit audit;

    private SignatureExtensionEndpoint(Builder builder) {
        this.objects = builder.objects;
        this.images = builder.images;
        this.limits = builder.limits;
        this.clock = requireNonNull(builder.clock, "clock");
        this.gate = new UploadGate(limits, clock);
        this.challenge = builder.challenge;
        this.imports = builder.imports;
        this.audit = builder.audit;
    }

    /** Begins an endpoint that keeps signatures of the images in a catalog. */
    public static Builder builder(SignatureObjectStore objects, ImageCatalog images) {
        return new Builder(objects, images);
    }

    @Override
    public Optional<TrustResponse> answer(TrustRequest request) {
        return SignatureRoute.find(request.path())
                .filter(route -> route.rest().isEmpty() || audit != null)
                .map(route -> answer(route, request).with(HEADER, HEADER_VALUE));
    }

    private TrustResponse answer(SignatureRoute route, TrustRequest request) {
        String operation = request.method() + route.rest();
        return switch (operation) {
            case "GET" -> withImage(route, request, TrustRight.IMAGE_READER, this::list);
            case "PUT" ->
                withImage(
                        route,
                        request,
                        TrustRight.IMAGE_SIGNER,
                        (image, r) -> gate.through(r.caller(), () -> put(image, r)));
            case "GET/status" -> withImage(route, request, TrustRight.IMAGE_READER, (image, r) -> status(image));
            case "POST/verification" -> withImage(route, request, TrustRight.IMAGE_AUDITOR, this::verify);
            default -> TrustResponse.of(METHOD_NOT_ALLOWED).with("Allow", allowed(route));
        };
    }

    private static String allowed(SignatureRoute route) {
        return switch (route.rest()) {
            case "" -> "GET, PUT";
            case "/verification" -> "POST";
            default -> "GET";
        };
    }

    private interface Operation {
        TrustResponse answer(ImageSubject image, TrustRequest request) throws IOException;
    }

    /** Rights before everything: whoever has none learns neither which images there are nor what a name may look like. */
    private TrustResponse withImage(SignatureRoute route, TrustRequest request, TrustRight right, Operation operation) {
        if (!request.caller().may(right, route.repository())) {
            return ErrorDocument.list(
                            UNAUTHORIZED, "UNAUTHORIZED", "authentication required", "This needs " + right + '.')
                    .with("WWW-Authenticate", challenge);
        }
        Digest digest = route.digest();
        if (digest == null || route.repository().isEmpty()) {
            return ErrorDocument.list(
                    BAD_REQUEST, "NAME_INVALID", "invalid repository name", "A name and a digest are expected.");
        }
        try {
            Optional<ImageSubject> image = images.find(route.repository(), digest);
            return image.isPresent() ? operation.answer(image.get(), request) : TrustResponse.of(NOT_FOUND);
        } catch (IOException e) {
            return unknown(FAILED, "The storage of this registry has failed.");
        }
    }

    private TrustResponse list(ImageSubject image, TrustRequest request) throws IOException {
        boolean looked = imports == null || imports.importSignatures(image);
        List<ExtensionObject> found = objects.list(image.image().digest()).stream()
                .map(StoredSignature::object)
                .toList();
        return !looked && found.isEmpty()
                ? unknown(UNAVAILABLE, "The store of signatures for this image cannot be read.")
                : TrustResponse.of(OK, LIST_TYPE, SignatureObjects.writeList(found));
    }

    private TrustResponse put(ImageSubject image, TrustRequest request) {
        RequestBody body = RequestBody.read(request, limits);
        Optional<Bytes> content = body.content();
        if (content.isEmpty()) {
            // A body that breaks off is the client's fault here.
            return invalid(body.status() == FAILED ? BAD_REQUEST : body.status(), "The body cannot be read.");
        }
        try {
            ExtensionObject object =
                    SignatureObjects.parse(content.get(), image.image().digest());
            StoredSignature signature =
                    StoredSignature.unverified(object, SignatureOrigin.UPLOADED, Provenances.of(request, clock));
            return switch (objects.add(signature)) {
                case ADDED -> TrustResponse.of(CREATED);
                case EXISTS ->
                    ErrorDocument.list(
                            CONFLICT,
                            "SIGNATURE_EXISTS",
                            "the image has this signature already",
                            "Neither names nor contents occur twice.");
                case FULL -> unknown(FULL, "The image has as many signatures as this registry keeps.");
            };
        } catch (MalformedInputException e) {
            return invalid(BAD_REQUEST, e.reason().text());
        } catch (IOException e) {
            return unknown(FAILED, "The storage of this registry has failed.");
        }
    }

    private TrustResponse status(ImageSubject image) throws IOException {
        Digest digest = image.image().digest();
        return TrustResponse.of(OK, LIST_TYPE, StatusDocument.write(digest, objects.list(digest)));
    }

    private TrustResponse verify(ImageSubject image, TrustRequest request) throws IOException {
        if (audit == null) {
            return TrustResponse.of(NOT_FOUND);
        }
        Optional<ImageSubject> expected =
                request.parameter("expected-identity").flatMap(identity -> SignatureAudit.expecting(identity, image));
        if (expected.isEmpty()) {
            return ErrorDocument.list(
                    BAD_REQUEST,
                    "NAME_INVALID",
                    "invalid expected identity",
                    "expected-identity is a full name with a tag, or with the digest of the image.");
        }
        audit.verify(expected.get(), request.caller().name());
        return status(image);
    }

    private static TrustResponse invalid(int status, String detail) {
        return ErrorDocument.list(status, "SIGNATURE_INVALID", "invalid image signature", detail);
    }

    private static TrustResponse unknown(int status, String detail) {
        return ErrorDocument.list(status, "UNKNOWN", "unknown error", detail);
    }

    /** Builds a {@link SignatureExtensionEndpoint}. Not thread-safe. */
    public static final class Builder {

        private final SignatureObjectStore objects;
        private final ImageCatalog images;
        private UploadLimits limits = UploadLimits.forSignatures();
        private String challenge = "Basic realm=\"registry\"";
        private @Nullable InstantSource clock;
        private @Nullable SignatureImport imports;
        private @Nullable SignatureAudit audit;

        private Builder(SignatureObjectStore objects, ImageCatalog images) {
            this.objects = requireNonNull(objects, "objects");
            this.images = requireNonNull(images, "images");
        }

        /** How much is taken; {@link UploadLimits#forSignatures()} unless others are given. */
        public Builder limits(UploadLimits value) {
            this.limits = requireNonNull(value, "value");
            return this;
        }

        /** The time that is kept with signatures, and by which uploads are counted. Required. */
        public Builder clock(InstantSource value) {
            this.clock = requireNonNull(value, "value");
            return this;
        }

        /** The {@code WWW-Authenticate} header for callers without the right. */
        public Builder challenge(String value) {
            this.challenge = requireNonNull(value, "value");
            return this;
        }

        /** Fetches signatures from elsewhere when an image is asked about. */
        public Builder importing(SignatureImport value) {
            this.imports = requireNonNull(value, "value");
            return this;
        }

        /**
         * Adds {@code GET …/<digest>/status} and {@code POST …/<digest>/verification?expected-identity=<name>}, which needs
         * {@link TrustRight#IMAGE_AUDITOR}.
         */
        public Builder auditing(SignatureAudit value) {
            this.audit = requireNonNull(value, "value");
            return this;
        }

        /**
         * The endpoint.
         *
         * @throws NullPointerException if there is no clock
         */
        public SignatureExtensionEndpoint build() {
            return new SignatureExtensionEndpoint(this);
        }
    }
}
