/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A program that has zot's trust API, on loopback and over a folder of its own: zot itself, or our trust server. */
final class TrustPeer implements AutoCloseable {

    private static final String ZOT = System.getProperty("imagetrust.zot", "");

    private final Process process;
    private final Path root;
    private final int port;
    private final PlainClient client;

    private TrustPeer(Process process, Path root, int port) {
        this.process = process;
        this.root = root;
        this.port = port;
        this.client = new PlainClient("127.0.0.1:" + port);
    }

    /** Skips a test where there is no zot. */
    static void needsZot() {
        assumeTrue(!ZOT.isEmpty(), "no zot: tests/zot/run.sh says how to name one");
    }

    /** Starts zot, as configured, over what lies in a folder. */
    static TrustPeer zot(Path folder, ZotSettings settings) throws IOException, InterruptedException {
        return start(folder, settings, List.of(ZOT, "serve"));
    }

    /** Starts our trust server in its place. */
    static TrustPeer ours(Path folder, ZotSettings settings) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(
                folder,
                settings,
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.imagetrust.examples.trustserver.TrustServer"));
    }

    private static TrustPeer start(Path folder, ZotSettings settings, List<String> command)
            throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("root"));
        int port = PlainClient.freePort();
        Path config = folder.resolve("config.json");
        Files.writeString(config, settings.config(root, port));
        List<String> whole = new ArrayList<>(command);
        whole.add(config.toString());
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TrustPeer peer = new TrustPeer(process, root, port);
        try {
            peer.client.waitUntilItAnswers(log);
        } catch (IOException e) {
            peer.close();
            throw e;
        }
        return peer;
    }

    /** Where its files are. */
    Path root() {
        return root;
    }

    int port() {
        return port;
    }

    PlainClient client() {
        return client;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
