/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import dev.imagetrust.endpoints.SignatureExtensionEndpoint;
import dev.imagetrust.endpoints.TrustEndpoint;
import dev.imagetrust.endpoints.TrustRequest;
import dev.imagetrust.endpoints.TrustResponse;
import dev.imagetrust.endpoints.TrustRight;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Deadline;
import dev.imagetrust.image.Descriptor;
import dev.imagetrust.image.Digest;
import dev.imagetrust.image.Limits;
import dev.imagetrust.oci.Manifest;
import dev.imagetrust.oci.OciLayout;
import dev.imagetrust.oci.Reference;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** As much of the OCI distribution API as skopeo needs to push and pull. Uploads are kept in memory; not for large images. */
final class MiniRegistry implements TrustEndpoint {

    private static final Pattern ROUTE =
            Pattern.compile("/v2/([a-z0-9]+(?:[._/-][a-z0-9]+)*)/(manifests|blobs/uploads|blobs)/([A-Za-z0-9_.:-]*)");
    private static final int LARGEST = 64 << 20;
    private static final int UPLOADS = 8;

    private final Layouts layouts;
    private final String realm;
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();

    MiniRegistry(Layouts layouts, String realm) {
        this.layouts = layouts;
        this.realm = realm;
    }

    /** What a path names. */
    private record Target(String repository, String kind, String name) {}

    @Override
    public Optional<TrustResponse> answer(TrustRequest request) {
        boolean ping = request.path().equals("/v2/");
        Matcher route = ROUTE.matcher(request.path());
        if (!ping && !route.matches()) {
            return Optional.empty();
        }
        // By this header clients learn that simple signatures are kept here, on 401 as well.
        return Optional.of(checked(request, ping ? null : new Target(route.group(1), route.group(2), route.group(3)))
                .with(SignatureExtensionEndpoint.HEADER, SignatureExtensionEndpoint.HEADER_VALUE));
    }

    private TrustResponse checked(TrustRequest request, @Nullable Target target) {
        String repository = target == null ? "" : target.repository();
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        boolean allowed = reads
                ? request.caller().may(TrustRight.IMAGE_READER, repository)
                : !request.caller().isUnauthenticated() && !request.caller().isAnonymous();
        if (!allowed) {
            return TrustResponse.of(401).with("WWW-Authenticate", "Basic realm=\"" + realm + '"');
        }
        try {
            return target == null ? json(200, "{}") : answer(target, request);
        } catch (NoSuchFileException | FileNotFoundException e) {
            return error(404, "NAME_UNKNOWN");
        } catch (IllegalArgumentException e) {
            return error(400, "UNSUPPORTED");
        } catch (IOException e) {
            return error(400, "MANIFEST_INVALID");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(503, "UNAVAILABLE");
        }
    }

    private TrustResponse answer(Target target, TrustRequest request) throws IOException, InterruptedException {
        String operation = request.method() + ' ' + target.kind();
        return switch (operation) {
            case "GET manifests", "HEAD manifests" -> manifest(target);
            case "PUT manifests" -> putManifest(target, request);
            case "GET blobs", "HEAD blobs" -> blob(target);
            case "POST blobs/uploads" -> begin(target);
            case "PATCH blobs/uploads" -> append(target, request);
            case "PUT blobs/uploads" -> finish(target, request);
            default -> error(405, "UNSUPPORTED");
        };
    }

    private TrustResponse manifest(Target target) throws IOException, InterruptedException {
        Optional<OciLayout> layout = layouts.find(target.repository());
        Optional<Manifest> found = layout.isEmpty()
                ? Optional.empty()
                : layout.get()
                        .manifest(layouts.name(target.repository()), reference(target.name()), deadline())
                        .value();
        return found.map(manifest -> TrustResponse.of(200, manifest.mediaType(), manifest.content())
                        .with(
                                "Docker-Content-Digest",
                                manifest.descriptor().digest().toString()))
                .orElseGet(() -> error(404, "MANIFEST_UNKNOWN"));
    }

    private TrustResponse putManifest(Target target, TrustRequest request) throws IOException {
        Bytes content = read(request.body());
        String mediaType = request.header("Content-Type").orElse("application/vnd.oci.image.manifest.v1+json");
        layouts.create(target.repository())
                .putManifest(
                        layouts.name(target.repository()), reference(target.name()), new Manifest(mediaType, content));
        return created(target, "manifests", Digest.sha256(content));
    }

    private TrustResponse blob(Target target) throws IOException {
        Optional<OciLayout> layout = layouts.find(target.repository());
        if (layout.isEmpty()) {
            return error(404, "BLOB_UNKNOWN");
        }
        Digest digest = Digest.parse(target.name());
        Descriptor any = Descriptor.of("application/octet-stream", digest, 0);
        try (InputStream in = layout.get().blob(layouts.name(target.repository()), any, deadline())) {
            return TrustResponse.of(200, "application/octet-stream", read(in))
                    .with("Docker-Content-Digest", digest.toString());
        }
    }

    private TrustResponse begin(Target target) {
        if (uploads.size() >= UPLOADS) {
            return error(429, "TOOMANYREQUESTS");
        }
        String id = UUID.randomUUID().toString();
        uploads.put(id, new ByteArrayOutputStream());
        return accepted(target, id, 0);
    }

    private TrustResponse append(Target target, TrustRequest request) throws IOException {
        ByteArrayOutputStream upload = uploads.get(target.name());
        if (upload == null) {
            return error(404, "BLOB_UPLOAD_UNKNOWN");
        }
        upload.writeBytes(read(request.body()).toByteArray());
        if (upload.size() > LARGEST) {
            uploads.remove(target.name());
            return error(413, "SIZE_INVALID");
        }
        return accepted(target, target.name(), upload.size());
    }

    private TrustResponse finish(Target target, TrustRequest request) throws IOException {
        ByteArrayOutputStream upload = uploads.remove(target.name());
        if (upload == null) {
            return error(404, "BLOB_UPLOAD_UNKNOWN");
        }
        upload.writeBytes(read(request.body()).toByteArray());
        Bytes content = Bytes.copyOf(upload.toByteArray());
        Digest digest = Digest.sha256(content);
        if (!request.parameter("digest").filter(digest.toString()::equals).isPresent()) {
            return error(400, "DIGEST_INVALID");
        }
        layouts.create(target.repository()).putBlob(layouts.name(target.repository()), content);
        return created(target, "blobs", digest);
    }

    private static TrustResponse accepted(Target target, String id, int length) {
        return TrustResponse.of(202)
                .with("Location", "/v2/" + target.repository() + "/blobs/uploads/" + id)
                .with("Range", "0-" + Math.max(0, length - 1))
                .with("Docker-Upload-UUID", id);
    }

    private static TrustResponse created(Target target, String kind, Digest digest) {
        return TrustResponse.of(201)
                .with("Location", "/v2/" + target.repository() + '/' + kind + '/' + digest)
                .with("Docker-Content-Digest", digest.toString());
    }

    private static Reference reference(String text) {
        return text.contains(":") ? Reference.digest(Digest.parse(text)) : Reference.tag(text);
    }

    private static Deadline deadline() {
        return Deadline.after(Limits.defaults().time());
    }

    private static Bytes read(InputStream in) throws IOException {
        byte[] content = in.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new IOException("too long");
        }
        return Bytes.copyOf(content);
    }

    private static TrustResponse error(int status, String code) {
        return json(status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"\",\"detail\":{}}]}");
    }

    private static TrustResponse json(int status, String document) {
        return TrustResponse.of(status, "application/json", Bytes.utf8(document));
    }
}
