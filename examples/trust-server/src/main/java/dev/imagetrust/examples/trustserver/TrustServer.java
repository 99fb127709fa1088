/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.examples.trustserver;

import com.sun.net.httpserver.HttpServer;
import dev.imagetrust.ImageTrust;
import dev.imagetrust.endpoints.FileSignatureStore;
import dev.imagetrust.endpoints.SignatureAudit;
import dev.imagetrust.endpoints.SignatureExtensionEndpoint;
import dev.imagetrust.endpoints.SignatureImport;
import dev.imagetrust.endpoints.StoredSignatureSource;
import dev.imagetrust.endpoints.TrustEndpoint;
import dev.imagetrust.endpoints.ZotTrustEndpoint;
import dev.imagetrust.endpoints.httpserver.TrustHttpHandler;
import dev.imagetrust.policy.PolicySource;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.store.fs.FileTrustStore;
import dev.imagetrust.store.fs.FileTrustStoreEditor;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.EditRefusedException;
import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts the parts together: images, trust material and signatures in one directory, and the APIs above them. */
public final class TrustServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int SIGNATURES_PER_IMAGE = 100;
    private static final String OPENPGP_STORE = "default";

    private final HttpServer server;
    private final Elsewhere elsewhere = new Elsewhere();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private TrustServer(HttpServer server) {
        this.server = server;
    }

    /** Serves until the process ends; the only argument is the configuration file. */
    public static void main(String[] arguments) throws IOException, EditRefusedException {
        if (arguments.length != 1) {
            System.err.println("usage: trust-server CONFIG.json");
            System.exit(2);
        }
        TrustServer server = start(ServerConfig.read(Path.of(arguments[0])), InstantSource.system());
        System.out.println("listening on http://" + server.address());
    }

    /** Starts a server. */
    static TrustServer start(ServerConfig config, InstantSource clock) throws IOException, EditRefusedException {
        HttpServer http = HttpServer.create(new InetSocketAddress(config.address(), config.port()), 0);
        TrustServer server = new TrustServer(http);
        Users users = new Users(config);
        http.createContext("/", new TrustHttpHandler(server.endpoints(config, clock), users::caller));
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** Host and port, under which images are named and signed. */
    String address() {
        return server.getAddress().getHostString() + ':' + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private List<TrustEndpoint> endpoints(ServerConfig config, InstantSource clock)
            throws IOException, EditRefusedException {
        Files.createDirectories(config.root());
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(config.root());
        editor.initialise(Edit.by(new Provenance("trust-server", clock.instant(), "start")));
        Layouts layouts = new Layouts(config.root(), address());
        return List.of(
                zot(config, editor, clock),
                openShift(config, layouts, clock),
                new MiniRegistry(layouts, config.realm()));
    }

    private static TrustEndpoint zot(ServerConfig config, FileTrustStoreEditor editor, InstantSource clock) {
        ZotTrustEndpoint.Builder zot = ZotTrustEndpoint.builder(editor)
                .clock(clock)
                .realm(config.realm())
                .discovery("v2.1.20");
        config.origin().ifPresent(zot::allowOrigin);
        if (config.cosign()) {
            zot.cosign();
        }
        if (config.notation()) {
            zot.notation();
        }
        if (config.management()) {
            zot.management();
        }
        return zot.build();
    }

    private TrustEndpoint openShift(ServerConfig config, Layouts layouts, InstantSource clock) throws IOException {
        Path folder = Files.createDirectories(config.root().resolve("_signatures"));
        FileSignatureStore objects = FileSignatureStore.open(folder, SIGNATURES_PER_IMAGE);
        SignatureExtensionEndpoint.Builder openShift = SignatureExtensionEndpoint.builder(objects, layouts)
                .clock(clock)
                .challenge("Basic realm=\"" + config.realm() + '"')
                .auditing(SignatureAudit.of(objects, auditor(config, objects, clock)));
        elsewhere
                .source(config)
                .map(source -> SignatureImport.from(source, objects, clock, SignatureImport.Bounds.defaults()))
                .ifPresent(openShift::importing);
        return openShift.build();
    }

    /** An auditor relies on the OpenPGP keys in the trust store, whichever there are when a signature is verified. */
    private static ImageTrust auditor(ServerConfig config, FileSignatureStore objects, InstantSource clock)
            throws IOException {
        FileTrustStore files = FileTrustStore.open(config.root());
        PolicySource policy = () -> {
            files.refresh();
            return TrustPolicy.forAllImages(
                    files.snapshot()
                                    .anchors(AnchorKind.OPENPGP_KEY, OPENPGP_STORE)
                                    .isEmpty()
                            ? new Reject("the trust store has no OpenPGP key")
                            : SimpleSigningRequirement.builder()
                                    .keysInStore(OPENPGP_STORE)
                                    .build());
        };
        return ImageTrust.builder()
                .policy(policy)
                .trustStore(files)
                .signatures(new StoredSignatureSource(objects))
                .clock(clock)
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        elsewhere.close();
    }
}
