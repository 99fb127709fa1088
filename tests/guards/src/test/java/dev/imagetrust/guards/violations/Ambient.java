/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations;

import java.io.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Takes from its surroundings what the caller did not hand in. One method per way, named after the rule it breaks. */
final class Ambient {

    private Ambient() {}

    static final class AsksForTheTime {
        Instant instant() {
            return Instant.now();
        }

        Supplier<Instant> reference() {
            return Instant::now;
        }

        Clock clock() {
            return Clock.systemUTC();
        }

        InstantSource source() {
            return InstantSource.system();
        }

        LocalDate date() {
            return LocalDate.now(ZoneOffset.UTC);
        }

        long millis() {
            return System.currentTimeMillis();
        }

        Date old() {
            return new Date();
        }

        void validity(X509Certificate certificate) throws CertificateException {
            certificate.checkValidity();
        }
    }

    static final class ReadsTheMonotonicClock {
        long nanos() {
            return System.nanoTime();
        }
    }

    static final class UsesTheDefaultCharset {
        String decode(byte[] octets) {
            return new String(octets);
        }

        String decodePart(byte[] octets) {
            return new String(octets, 0, 1);
        }

        byte[] encode(String text) {
            return text.getBytes();
        }

        InputStreamReader reader(InputStream in) {
            return new InputStreamReader(in);
        }

        FileReader file(String name) throws IOException {
            return new FileReader(name);
        }
    }

    static final class UsesTheDefaultLocale {
        String lower(String text) {
            return text.toLowerCase();
        }

        String format(int number) {
            return String.format("%d", number);
        }

        String formatted(int number) {
            return "%d".formatted(number);
        }
    }

    static final class LooksAtTheEnvironment {
        String variable() {
            return System.getenv("HOME");
        }

        String property() {
            return System.getProperty("user.home");
        }

        int number() {
            return Integer.getInteger("some.number", 1);
        }
    }

    static final class ChangesTheProcess {
        void property() {
            System.setProperty("some.property", "value");
        }

        void security() {
            Security.setProperty("jdk.certpath.disabledAlgorithms", "");
        }

        void locale() {
            Locale.setDefault(Locale.ROOT);
        }
    }

    static final class StartsProcesses {
        Process runtime() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"true"});
        }

        ProcessBuilder builder() {
            return new ProcessBuilder("true");
        }
    }

    static final class StartsThreads {
        Thread thread() {
            return new Thread(() -> {});
        }

        ExecutorService pool() {
            return Executors.newCachedThreadPool();
        }

        CompletableFuture<Void> future() {
            return CompletableFuture.runAsync(() -> {});
        }

        Object perThread() {
            return ThreadLocal.withInitial(Object::new);
        }

        long parallel(List<String> texts) {
            return texts.parallelStream().count();
        }
    }

    static final class UsesTheNetwork {
        URL url(URI uri) throws IOException {
            return uri.toURL();
        }

        InputStream download(URL url) throws IOException {
            return url.openStream();
        }

        HttpClient client() {
            return HttpClient.newHttpClient();
        }
    }

    static final class Reflects {
        Class<?> byName(String name) throws ClassNotFoundException {
            return Class.forName(name);
        }

        Object deserialise(ObjectInputStream in) throws IOException, ClassNotFoundException {
            return in.readObject();
        }
    }

    static final class Prints {
        void out() {
            System.out.println("printed");
        }

        void err() {
            System.err.println("printed");
        }

        void trace(Exception e) {
            e.printStackTrace();
        }
    }

    /** Breaks no rule: each call hands in what the others take from their surroundings. */
    static final class Innocent {
        Instant time(Clock clock, InstantSource source) {
            return source.instant().isAfter(clock.instant()) ? Instant.now(clock) : Instant.EPOCH;
        }

        String text(byte[] octets, InputStream in) throws IOException {
            try (InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                return String.format(Locale.ROOT, "%s %d", new String(octets, StandardCharsets.UTF_8), reader.read());
            }
        }

        String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }

        void interrupt() {
            Thread.currentThread().interrupt();
        }
    }
}
