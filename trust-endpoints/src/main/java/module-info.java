/* SPDX-License-Identifier: Apache-2.0 */
import org.jspecify.annotations.NullMarked;

/** The HTTP trust APIs of zot and OpenShift. */
@NullMarked
module dev.imagetrust.endpoints {
    requires static org.jspecify;
    requires transitive dev.imagetrust;
    requires transitive dev.imagetrust.store.fs;
    requires dev.imagetrust.primitives;
    requires static jakarta.servlet;
    requires static jdk.httpserver;

    exports dev.imagetrust.endpoints;
    exports dev.imagetrust.endpoints.httpserver;
    exports dev.imagetrust.endpoints.servlet;
}
