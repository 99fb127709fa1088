/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.conformance;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.testkit.ForgedChain;
import dev.imagetrust.testkit.ForgedKey;
import dev.imagetrust.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** What is asked of zot and of us, by the configuration that both have then. */
final class ZotExchanges {

    static final String COSIGN = "/v2/_zot/ext/cosign";
    static final String NOTATION = "/v2/_zot/ext/notation";

    private static final String DISCOVER = "/v2/_oci/ext/discover";
    private static final int LIMIT = 8 << 20;
    private static final ForgedChain CHAIN = ForgedChain.generate(ForgedKey.Kind.EC_P256);
    private static final ForgedChain OTHER = ForgedChain.generate(ForgedKey.Kind.EC_P256);
    private static final Bytes KEY = CHAIN.leafKey().publicKeyPem();
    private static final Bytes ROOT = CHAIN.rootPem();
    private static final Bytes LEAF = pem("CERTIFICATE", CHAIN.certificates().get(0));
    private static final Bytes INTERMEDIATE =
            pem("CERTIFICATE", CHAIN.certificates().get(1));
    private static final String NOBODY = "X-Nobody: x";

    private final Map<String, List<Exchange>> byConfiguration = new LinkedHashMap<>();
    private List<Exchange> current = List.of();

    private ZotExchanges() {}

    /** All configurations. */
    static Map<String, ZotSettings> configurations() {
        Map<String, ZotSettings> all = new LinkedHashMap<>();
        all.put("users", ZotSettings.users());
        all.put("guests", ZotSettings.guests());
        all.put("origin", ZotSettings.users().allowing("https://ui.example"));
        all.put("no-access-control", ZotSettings.withoutAccessControl());
        all.put("open", ZotSettings.open());
        all.put("cosign-only", ZotSettings.users().trusting("\"cosign\": true"));
        all.put("notation-only", ZotSettings.users().trusting("\"notation\": true"));
        all.put("neither", ZotSettings.users().trusting(""));
        all.put("off", ZotSettings.users().trusting("\"enable\": false, \"cosign\": true, \"notation\": true"));
        return all;
    }

    /** All exchanges, in the order in which they are sent. */
    static Map<String, List<Exchange>> table() throws GeneralSecurityException {
        ZotExchanges table = new ZotExchanges();
        table.under("users");
        table.keys();
        table.certificates();
        table.queries();
        table.bodies();
        table.methods();
        table.paths();
        table.callers();
        for (String configuration : configurations().keySet()) {
            table.under(configuration);
            table.whatDependsOnTheConfiguration();
        }
        return table.byConfiguration;
    }

    /** Uploads that zot and we both take, for comparing what they make of them. */
    static List<Exchange> forDirectories() {
        List<Exchange> uploads = new ArrayList<>();
        for (Bytes key : List.of(KEY, KEY, crlf(KEY), concat(KEY, Bytes.utf8("\n")))) {
            uploads.add(Exchange.post("a key", COSIGN, key));
        }
        for (String type :
                List.of("", "?truststoreType=ca", "?truststoreType=signingAuthority", "?truststoreType=tsa")) {
            for (Bytes root : List.of(ROOT, crlf(ROOT), CHAIN.root(), concat(CHAIN.root(), OTHER.root()))) {
                uploads.add(Exchange.post("a root " + type, NOTATION + type, root));
            }
        }
        uploads.add(Exchange.post("an intermediate", NOTATION, INTERMEDIATE));
        return uploads;
    }

    private void under(String configuration) {
        current = byConfiguration.computeIfAbsent(configuration, name -> new ArrayList<>());
    }

    private void keys() throws GeneralSecurityException {
        Bytes rsa = ForgedKey.generate(ForgedKey.Kind.RSA_2048).spki();
        Map<String, Bytes> bodies = new LinkedHashMap<>();
        bodies.put("a key", KEY);
        bodies.put("the same key again", KEY);
        bodies.put("a key with other line ends", crlf(KEY));
        bodies.put("a key and an empty line", concat(KEY, Bytes.utf8("\n")));
        bodies.put("an RSA key", pem("PUBLIC KEY", rsa));
        bodies.put("an RSA key in PKCS #1", pem("RSA PUBLIC KEY", pkcs1(rsa)));
        bodies.put("a P-384 key", ForgedKey.generate(ForgedKey.Kind.EC_P384).publicKeyPem());
        bodies.put("an Ed25519 key", ForgedKey.generate(ForgedKey.Kind.ED25519).publicKeyPem());
        bodies.put(
                "an RSA key of 1024 bits",
                ForgedKey.generate(ForgedKey.Kind.RSA_1024).publicKeyPem());
        bodies.put("a DSA key", pem("PUBLIC KEY", encoded("DSA")));
        bodies.put("an X25519 key", pem("PUBLIC KEY", encoded("X25519")));
        bodies.put("a key behind text", concat(Bytes.utf8("mine\n"), KEY));
        bodies.put("a key before text", concat(KEY, Bytes.utf8("mine\n")));
        bodies.put("two keys", concat(KEY, OTHER.leafKey().publicKeyPem()));
        bodies.put("a key and a certificate", concat(KEY, ROOT));
        bodies.put("a certificate and a key", concat(ROOT, KEY));
        bodies.put("a certificate for a key", ROOT);
        bodies.put("a private key", CHAIN.leafKey().privateKeyPem());
        bodies.put("a key and a private key", concat(KEY, CHAIN.leafKey().privateKeyPem()));
        bodies.put("a key that is no PEM", CHAIN.leafKey().spki());
        bodies.put("a key of another label", pem("PUBLIC KEYS", CHAIN.leafKey().spki()));
        bodies.put("a key cut off", Octets.truncate(KEY, 60));
        bodies.put("an empty block for a key", pem("PUBLIC KEY", Bytes.empty()));
        bodies.put("junk for a key", Bytes.utf8("junk"));
        bodies.put("nothing for a key", Bytes.empty());
        bodies.forEach((id, body) -> current.add(Exchange.post(id, COSIGN, body)));
    }

    private void certificates() {
        Map<String, Bytes> bodies = new LinkedHashMap<>();
        bodies.put("a root", ROOT);
        bodies.put("the same root again", ROOT);
        bodies.put("a root in DER", CHAIN.root());
        bodies.put("two roots", concat(ROOT, OTHER.rootPem()));
        bodies.put("two roots in DER", concat(CHAIN.root(), OTHER.root()));
        bodies.put("a root with text around", concat(Bytes.utf8("mine\n"), ROOT, Bytes.utf8("mine\n")));
        bodies.put("a root of another label", pem("X509 CERTIFICATE", CHAIN.root()));
        bodies.put("an intermediate", INTERMEDIATE);
        bodies.put("a leaf", LEAF);
        bodies.put("a root and a leaf", concat(ROOT, LEAF));
        bodies.put("a root and a private key", concat(ROOT, CHAIN.leafKey().privateKeyPem()));
        bodies.put("a root in DER and more", concat(CHAIN.root(), Bytes.utf8("more")));
        bodies.put("a key for a certificate", KEY);
        bodies.put("an empty block for a certificate", pem("CERTIFICATE", Bytes.empty()));
        bodies.put("a certificate cut off", Octets.truncate(CHAIN.root(), 99));
        bodies.put("junk for a certificate", Bytes.utf8("junk"));
        bodies.put("nothing for a certificate", Bytes.empty());
        bodies.forEach((id, body) -> current.add(Exchange.post(id, NOTATION, body)));
        current.add(Exchange.post("an intermediate for timestamps", NOTATION + "?truststoreType=tsa", INTERMEDIATE));
        current.add(Exchange.post("a leaf for timestamps", NOTATION + "?truststoreType=tsa", LEAF));
        current.add(Exchange.post("a leaf that signs", NOTATION + "?truststoreType=signingAuthority", LEAF));
    }

    private void queries() {
        for (String query : List.of(
                "truststoreType=ca",
                "truststoreType=signingAuthority",
                "truststoreType=tsa",
                "truststoreType=%63a",
                "truststoreType=",
                "truststoreType",
                "truststoreType=CA",
                "truststoreType=signingauthority",
                "truststoreType=cosign",
                "truststoreType=default",
                "truststoreType=ca%00",
                "truststoreType=ca+",
                "truststoreType=../ca",
                "truststoretype=tsa",
                "TRUSTSTORETYPE=nonsense",
                "truststoreType=ca&truststoreType=x",
                "truststoreType=x&truststoreType=ca",
                "truststoreType=ca;x=y",
                "x=y;truststoreType=nonsense",
                "truststoreType=nonsense%zz",
                "truststoreType=ca&unknown=%zz",
                "truststoreName=mine",
                "truststoreName=..",
                "a=b&&&=&x",
                "",
                "?")) {
            current.add(Exchange.post("query " + query, NOTATION + '?' + query, ROOT));
            current.add(Exchange.post("junk, query " + query, NOTATION + '?' + query, Bytes.utf8("junk")));
        }
        current.add(Exchange.post("a key, query truststoreType=nonsense", COSIGN + "?truststoreType=nonsense", KEY));
    }

    private void bodies() {
        for (Map.Entry<String, Bytes> each : Map.of(COSIGN, KEY, NOTATION, ROOT).entrySet()) {
            String route = each.getKey();
            Bytes good = each.getValue();
            String what = route.substring(route.lastIndexOf('/') + 1);
            current.add(Exchange.post(what + " in chunks", route, good).chunked());
            current.add(Exchange.post(what + " that breaks off", route, good).broken());
            current.add(Exchange.post(what + " after 100", route, good).with(Exchange.ANN, "Expect: 100-continue"));
            current.add(Exchange.post(what + " as JSON", route, good)
                    .with(Exchange.ANN, "Content-Type: application/json", "Accept: text/html"));
            current.add(Exchange.post(what + " from a page", route, good)
                    .with(Exchange.ANN, "Origin: https://ui.example", "X-ZOT-API-CLIENT: zot-ui"));
            current.add(Exchange.post(what + " of 1 MiB", route, padded(good, 1 << 20)));
            current.add(Exchange.post(what + " of 4 MiB", route, padded(good, 4 << 20)));
            current.add(Exchange.post(what + " of 8 MiB", route, padded(good, LIMIT)));
            current.add(Exchange.post(what + " of one more", route, padded(good, LIMIT + 1)));
            current.add(Exchange.post(what + " of one more, in chunks", route, padded(good, LIMIT + 1))
                    .chunked());
            current.add(Exchange.post(
                    what + " of one more, bad type", route + "?truststoreType=x", padded(good, LIMIT + 1)));
            current.add(Exchange.post(what + ": 8 MiB of junk", route, padded(Bytes.utf8("junk"), LIMIT)));
        }
    }

    private void methods() {
        for (String route : List.of(COSIGN, NOTATION)) {
            for (String method :
                    List.of("OPTIONS", "GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "post", "BREW")) {
                String id = method + ' ' + route.substring(route.lastIndexOf('/') + 1);
                current.add(Exchange.of(id, method, route, Bytes.empty()));
                current.add(Exchange.of(id + " by nobody", method, route, Bytes.empty())
                        .with(NOBODY));
                current.add(Exchange.of(id + " by joe", method, route, Bytes.empty())
                        .with(basic("joe:secret")));
                current.add(Exchange.of(id + " by ann with a wrong password", method, route, Bytes.empty())
                        .with(basic("ann:wrong")));
            }
        }
    }

    private void paths() {
        for (String path : List.of(
                COSIGN + "/",
                COSIGN + "/anything",
                COSIGN + "/sha256:00",
                COSIGN + "X",
                COSIGN + "%2f..",
                COSIGN + "%2Fx",
                COSIGN + "/%2e%2e",
                COSIGN + "/../cosign",
                COSIGN + "/./x",
                COSIGN + "//x",
                COSIGN + ";x",
                "/v2/_zot/ext/%63osign",
                "/v2/_zot/ext/cosig",
                "/v2/_zot/ext/COSIGN",
                "/v2/_zot/ext/",
                "/v2/_zot/ext",
                "/v2//_zot/ext/cosign",
                "//v2/_zot/ext/cosign",
                "/v2/_zot/../_zot/ext/cosign",
                "/x/v2/_zot/ext/cosign")) {
            current.add(Exchange.post("path " + path, path, KEY));
            current.add(Exchange.of("GET path " + path, "GET", path, Bytes.empty()));
            current.add(Exchange.post("path by nobody " + path, path, KEY).with(NOBODY));
        }
        current.add(Exchange.post("path " + NOTATION + "/x", NOTATION + "/x?truststoreType=ca", ROOT));
        current.add(Exchange.post("path " + NOTATION + "X", NOTATION + "X?truststoreType=nonsense", ROOT));
    }

    private void callers() {
        for (String route : List.of(COSIGN, NOTATION)) {
            String what = " at " + route.substring(route.lastIndexOf('/') + 1);
            Exchange junk = Exchange.post("", route, Bytes.utf8("junk"));
            caller("nobody" + what, junk, NOBODY);
            caller("joe" + what, junk, basic("joe:secret"));
            caller("ann with a wrong password" + what, junk, basic("ann:wrong"));
            caller("somebody unknown" + what, junk, basic("eve:secret"));
            caller("no password" + what, junk, basic("ann"));
            caller("no base64" + what, junk, "Authorization: Basic !!!");
            caller("nothing after Basic" + what, junk, "Authorization: Basic");
            caller("an empty header" + what, junk, "Authorization: ");
            caller("another case of Basic" + what, junk, basic("ann:secret").replace("Basic", "bASIC"));
            caller("a token" + what, junk, "Authorization: Bearer x");
            caller("a page by nobody" + what, junk, "X-ZOT-API-CLIENT: zot-ui");
            caller("a page by joe" + what, junk, "X-ZOT-API-CLIENT: zot-ui", basic("joe:secret"));
            caller("another client by joe" + what, junk, "X-ZOT-API-CLIENT: zli", basic("joe:secret"));
            current.add(Exchange.post("joe, one octet too many" + what, route, padded(KEY, LIMIT + 1))
                    .with(basic("joe:secret")));
        }
    }

    private void caller(String id, Exchange exchange, String... headers) {
        current.add(new Exchange(id, exchange.method(), exchange.target(), List.of(), exchange.body(), false)
                .with(headers));
    }

    private void whatDependsOnTheConfiguration() {
        for (String route : List.of(COSIGN, NOTATION)) {
            String what = route.substring(route.lastIndexOf('/') + 1);
            Bytes good = route.equals(COSIGN) ? KEY : ROOT;
            current.add(Exchange.post("[ann] " + what, route, good));
            current.add(Exchange.post("[joe] " + what, route, good).with(basic("joe:secret")));
            current.add(Exchange.post("[nobody] " + what, route, good).with(NOBODY));
            current.add(Exchange.post("[wrong] " + what, route, good).with(basic("ann:wrong")));
            current.add(Exchange.post("[page] " + what, route, good).with("X-ZOT-API-CLIENT: zot-ui"));
            current.add(Exchange.of("[preflight] " + what, "OPTIONS", route, Bytes.empty())
                    .with("Origin: https://ui.example", "Access-Control-Request-Method: POST"));
            current.add(Exchange.of("[other method] " + what, "GET", route, Bytes.empty())
                    .with(NOBODY));
        }
        for (String method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
            current.add(Exchange.of("[ann] " + method + " discover", method, DISCOVER, Bytes.empty()));
            current.add(Exchange.of("[joe] " + method + " discover", method, DISCOVER, Bytes.empty())
                    .with(basic("joe:secret")));
            current.add(Exchange.of("[nobody] " + method + " discover", method, DISCOVER, Bytes.empty())
                    .with(NOBODY));
        }
        current.add(Exchange.of("[ann] GET discover/", "GET", DISCOVER + "/", Bytes.empty()));
    }

    private static String basic(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(Bytes.utf8(credentials).toByteArray());
    }

    static Bytes pem(String label, Bytes der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toByteArray());
        return Bytes.utf8("-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private static Bytes concat(Bytes... parts) {
        return Octets.concat(parts);
    }

    /** As long as that by line feeds, which mean nothing behind a PEM block. */
    private static Bytes padded(Bytes content, int length) {
        return concat(content, Bytes.utf8("\n".repeat(length - content.length())));
    }

    private static Bytes crlf(Bytes pem) {
        return Bytes.utf8(text(pem).replace("\n", "\r\n"));
    }

    private static String text(Bytes content) {
        return new String(content.toByteArray(), StandardCharsets.US_ASCII);
    }

    private static Bytes encoded(String algorithm) throws GeneralSecurityException {
        return Bytes.copyOf(KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPublic()
                .getEncoded());
    }

    private static Bytes pkcs1(Bytes spki) {
        return Bytes.copyOf(SubjectPublicKeyInfo.getInstance(spki.toByteArray())
                .getPublicKeyData()
                .getOctets());
    }
}
