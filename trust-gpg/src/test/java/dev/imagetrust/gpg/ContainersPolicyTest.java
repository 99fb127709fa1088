/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.gpg;

import dev.imagetrust.image.Asked;
import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.DockerReference;
import dev.imagetrust.image.ImageName;
import dev.imagetrust.image.ImageSubject;
import dev.imagetrust.image.PolicyLocation;
import dev.imagetrust.policy.AllOf;
import dev.imagetrust.policy.AnchorSelector;
import dev.imagetrust.policy.AnyOf;
import dev.imagetrust.policy.CosignAuthority;
import dev.imagetrust.policy.CosignRequirement;
import dev.imagetrust.policy.IdentityPattern;
import dev.imagetrust.policy.PolicyRule;
import dev.imagetrust.policy.Reject;
import dev.imagetrust.policy.Requirement;
import dev.imagetrust.policy.SignedIdentity;
import dev.imagetrust.policy.SimpleSigningRequirement;
import dev.imagetrust.policy.TrustPolicy;
import dev.imagetrust.policy.Waive;
import dev.imagetrust.primitives.KeyType;
import dev.imagetrust.primitives.SigningKey;
import dev.imagetrust.spi.SetUpException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.imagetrust.gpg.internal.Recorded.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ContainersPolicyTest {

    private static final KeyFiles NO_FILES = path -> {
        throw new NoSuchFileException(path);
    };
    private static final KeyFiles ANY_FILE = path -> switch (path) {
        case "/log" -> publicKey(KeyType.EC_P256);
        case "/rsa" -> publicKey(KeyType.RSA);
        case "/ca" -> pem("CERTIFICATE", Bytes.utf8("read by whoever verifies under it"));
        default -> Bytes.utf8("content of " + path);
    };

    private static final String SIGNED = "{'type':'signedBy','keyType':'GPGKeys','keyPath':'/a.gpg'}";

    // ---- what breaks the format

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'default':[]}",
                "{'default':null}",
                "{'default':{'type':'reject'}}",
                "{'default':[null]}",
                "{'default':[{}]}",
                "{'default':[{'type':'nonsense'}]}",
                "{'default':[{'type':'reject'}],'default':[{'type':'insecureAcceptAnything'}]}",
                "{'default':[{'type':'reject','type':'insecureAcceptAnything'}]}",
                "{'default':[{'type':'reject'}],'transport':{}}",
                "{'default':[{'type':'reject'}],'transports':null}",
                "{'default':[{'type':'reject'}],'transports':{'docker':null}}",
                "{'default':[{'type':'reject'}],'transports':{'docker':{'x':[]}}}",
                "{'default':[{'type':'reject'}]} {}",
                "// comment\n{'default':[{'type':'reject'}]}",
            })
    void refusesADocumentOfAnotherShape(String json) {
        assertInvalid(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'reject','x':1}",
                "{'type':'insecureAcceptAnything','keyPath':'/a'}",
                "{'type':'signedBy','keyPath':'/a'}",
                "{'type':'signedBy','keyType':'PGPKeys','keyPath':'/a'}",
                "{'type':'signedBy','keyType':'GPGKeys'}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPath':'/a','keyData':'QQ=='}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPath':'/a','keyPaths':['/a']}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPath':''}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPath':null}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPaths':[]}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPaths':['']}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPaths':'/a'}",
                "{'type':'signedBy','keyType':'GPGKeys','keyData':'*'}",
                "{'type':'signedBy','keyType':'GPGKeys','keyData':'QQ'}",
                "{'type':'signedBy','keyType':'GPGKeys','keyDatas':['QQ==']}",
                "{'type':'signedBy','keyType':'GPGKeys','keyPath':'/a','signedIdentity':null}",
                "{'type':'signedBaseLayer'}",
                "{'type':'signedBaseLayer','baseLayerIdentity':{'type':'nonsense'}}",
                "{'type':'sigstoreSigned'}",
                "{'type':'sigstoreSigned','keyType':'GPGKeys','keyPath':'/a'}",
                "{'type':'sigstoreSigned','keyPath':'/a','keyDatas':['QQ==']}",
                "{'type':'sigstoreSigned','keyDatas':[]}",
                "{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyPath':''}",
                "{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyData':null}",
                "{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyPath':'/b','rekorPublicKeyData':'QQ=='}",
                "{'type':'sigstoreSigned','fulcio':{'caPath':'/a','oidcIssuer':'i','subjectEmail':'e'}}",
                "{'type':'sigstoreSigned','fulcio':{'caPath':'/a','oidcIssuer':'i'},'rekorPublicKeyPath':'/b'}",
                "{'type':'sigstoreSigned','fulcio':{'caPath':'/a','oidcIssuer':'','subjectEmail':'e'},"
                        + "'rekorPublicKeyPath':'/b'}",
                "{'type':'sigstoreSigned','pki':{'caRootsPath':'/a'}}",
                "{'type':'sigstoreSigned','pki':{'caRootsPath':'/a','subjectEmail':'e'},'rekorPublicKeyPath':'/b'}",
                "{'type':'sigstoreSigned','pki':{'caRootsPath':'/a','caRootsData':'QQ==','subjectEmail':'e'}}",
                "{'type':'sigstoreSigned','keyPath':'/a','pki':{'caRootsPath':'/a','subjectEmail':'e'}}",
                "{'type':'sigstoreSigned','pki':{'caRootsPath':'/a','subjectEmail':'e',"
                        + "'caIntermediatesPath':'/i','caIntermediatesData':'QQ=='}}",
                "{'type':'sigstoreSigned','pki':{'caRootsPath':'/a','subjectEmail':'e','caIntermediatesPath':''}}",
                "{'type':'sigstoreSigned','pki':{'caRootsPath':'/a','subjectEmail':'e','caIntermediatesData':'*'}}",
            })
    void refusesARequirementOfAnotherShape(String requirement) {
        assertInvalid("{'default':[" + requirement + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'matchexact'}",
                "{'type':'matchExact','dockerReference':'a'}",
                "{'type':'exactReference'}",
                "{'type':'exactReference','dockerReference':'a/b'}",
                "{'type':'exactReference','dockerReference':'UPPER/b:1'}",
                "{'type':'exactRepository','dockerRepository':''}",
                "{'type':'remapIdentity','prefix':'a.example'}",
                "{'type':'remapIdentity','prefix':'a.example/','signedPrefix':'b.example'}",
                "{'type':'remapIdentity','prefix':'a.example/x:1','signedPrefix':'b.example'}",
            })
    void refusesAnIdentityOfAnotherShape(String identity) {
        assertInvalid("{'default':[" + SIGNED.replace("}", ",'signedIdentity':" + identity + "}") + "]}");
    }

    @ParameterizedTest
    @CsvSource({
        "atomic, a/b/c:d:e",
        "atomic, a/b/c/d",
        "docker-daemon, sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "containers-storage, /var/lib",
        "containers-storage, [overlay@relative]",
        "dir, relative",
        "dir, /",
        "dir, /a/../b",
        "dir, /a//b",
        "dir, /a/",
        "oci, ./a",
        "oci-archive, a",
        "sif, a",
        "docker-archive, /a",
        "tarball, /a",
    })
    void refusesAScopeThatCanNeverMatch(String transport, String scope) {
        assertInvalid(transports("'" + transport + "':{'" + scope + "':[" + SIGNED + "]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "atomic, registry.example/ns/stream:tag",
        "atomic, registry.example/ns",
        "docker, anything goes",
        "docker-daemon, registry.example/a:1",
        "containers-storage, [overlay@/var/lib/containers]registry.example/a",
        "containers-storage, [/var/lib/containers]",
        "dir, /a/b",
        "oci, /a",
        "unheard-of, anything",
        "tarball, ''",
    })
    void takesAScopeThatMayMatch(String transport, String scope) {
        TrustPolicy policy = parse(transports("'" + transport + "':{'" + scope + "':[" + SIGNED + "]}"));
        assertThat(policy.rules()).hasSize(2);
    }

    // ---- files

    @Test
    void strictReadingNamesEveryFileThatIsMissing() {
        String json = "{'default':[" + SIGNED
                + ",{'type':'signedBy','keyType':'GPGKeys','keyPaths':['/b.gpg','/c.gpg']}],"
                + "'transports':{'docker':{'x.example':[{'type':'sigstoreSigned','keyPath':'/d.pub'}]}}}";
        SetUpException missing =
                catchThrowableOfType(SetUpException.class, () -> ContainersPolicy.parse(json(json), NO_FILES));
        assertThat(missing.reason().code()).isEqualTo(GpgReason.POLICY_FILE_UNREADABLE);
        assertThat(missing.reason().detail()).contains("/a.gpg", "/b.gpg", "/c.gpg", "/d.pub");
        assertThat(missing.getSuppressed()).hasSize(4).hasOnlyElementsOfType(NoSuchFileException.class);
    }

    @Test
    void tolerantReadingMakesOnlyTheRuleUnusable() {
        TrustPolicy policy = ContainersPolicy.parseTolerantly(
                json(transports("'docker':{'registry.example':[" + SIGNED + "],'other.example':[{'type':'reject'}]}")),
                NO_FILES);
        PolicyRule unusable = ruleFor(policy, "registry.example/app");
        assertThat(unusable.requirement()).isEmpty();
        assertThat(unusable.problem()).contains("/a.gpg");
        assertThat(ruleFor(policy, "other.example/app").requirement()).containsInstanceOf(Reject.class);
    }

    @Test
    void oneMissingFileOfSeveralMakesTheRuleUnusable() {
        KeyFiles onlyA = path -> {
            if (path.equals("/a.gpg")) {
                return Bytes.utf8("a");
            }
            throw new NoSuchFileException(path);
        };
        TrustPolicy policy = ContainersPolicy.parseTolerantly(
                json("{'default':[{'type':'signedBy','keyType':'GPGKeys','keyPaths':['/a.gpg','/b.gpg']}]}"), onlyA);
        assertThat(ruleFor(policy, "x.example/y").requirement()).isEmpty();
    }

    @Test
    void readsFilesOfTheFileSystemBelowAFolder(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("key.asc"), "key");
        KeyFiles files = KeyFiles.relativeTo(folder);
        assertThat(files.read("key.asc")).isEqualTo(Bytes.utf8("key"));
        assertThat(files.read(folder.resolve("key.asc").toString())).isEqualTo(Bytes.utf8("key"));
        assertThatThrownBy(() -> files.read("absent")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.read("\0")).isInstanceOf(java.io.IOException.class);
        Files.write(folder.resolve("long"), new byte[KeyFiles.MAX_LENGTH + 1]);
        assertThatThrownBy(() -> files.read("long")).isInstanceOf(java.io.IOException.class);
    }

    // ---- what requirements become

    @Test
    void insecureAcceptAnythingWaives() {
        assertThat(onlyRequirement("{'type':'insecureAcceptAnything'}")).isInstanceOf(Waive.class);
    }

    @Test
    void rejectRejects() {
        assertThat(onlyRequirement("{'type':'reject'}")).isInstanceOf(Reject.class);
    }

    @Test
    void signedBaseLayerRejects() {
        assertThat(onlyRequirement("{'type':'signedBaseLayer','baseLayerIdentity':{'type':'matchExact'}}"))
                .isInstanceOf(Reject.class);
    }

    @Test
    void severalRequirementsMustAllBeMet() {
        Requirement all = onlyRequirement(SIGNED + "," + SIGNED.replace("/a", "/b"));
        assertThat(all)
                .isInstanceOfSatisfying(
                        AllOf.class,
                        both -> assertThat(both.requirements())
                                .hasSize(2)
                                .hasOnlyElementsOfType(SimpleSigningRequirement.class));
    }

    @Test
    void ofSeveralKeysInOneRequirementAnySuffices() {
        Requirement any = onlyRequirement("{'type':'signedBy','keyType':'GPGKeys','keyPaths':['/a.gpg','/b.gpg']}");
        assertThat(any)
                .isEqualTo(SimpleSigningRequirement.builder()
                        .pinnedKeys(Bytes.utf8("content of /a.gpg"), "/a.gpg")
                        .pinnedKeys(Bytes.utf8("content of /b.gpg"), "/b.gpg")
                        .build());
    }

    @Test
    void keyDataMayHaveLineBreaks() {
        Requirement requirement = onlyRequirement("{'type':'signedBy','keyType':'GPGKeys','keyData':'a2\\r\\nV5'}");
        assertThat(requirement)
                .isEqualTo(SimpleSigningRequirement.builder()
                        .pinnedKeys(Bytes.utf8("key"), "default[0].keyData")
                        .build());
    }

    @Test
    void theIdentityRuleDefaultsToRepoDigestOrExact() {
        assertThat(((SimpleSigningRequirement) onlyRequirement(SIGNED)).signedIdentity())
                .isEqualTo(new SignedIdentity.MatchRepoDigestOrExact());
    }

    @Test
    void readsEveryIdentityRule() {
        assertThat(identity("{'type':'matchExact'}")).isEqualTo(new SignedIdentity.MatchExact());
        assertThat(identity("{'type':'matchRepoDigestOrExact'}"))
                .isEqualTo(new SignedIdentity.MatchRepoDigestOrExact());
        assertThat(identity("{'type':'matchRepository'}")).isEqualTo(new SignedIdentity.MatchRepository());
        assertThat(identity("{'type':'exactReference','dockerReference':'a.example/b:1'}"))
                .isEqualTo(new SignedIdentity.ExactReference("a.example/b:1"));
        assertThat(identity("{'type':'exactRepository','dockerRepository':'a.example/b'}"))
                .isEqualTo(new SignedIdentity.ExactRepository("a.example/b"));
        assertThat(identity("{'type':'remapIdentity','prefix':'a.example','signedPrefix':'b.example/c'}"))
                .isEqualTo(new SignedIdentity.RemapIdentity("a.example", "b.example/c"));
    }

    @Test
    void sigstoreSignedWithKeysBecomesACosignRequirement() {
        Requirement requirement = onlyRequirement("{'type':'sigstoreSigned','keyPaths':['/a.pub','/b.pub'],"
                + "'signedIdentity':{'type':'matchRepository'}}");
        assertThat(requirement).isInstanceOfSatisfying(CosignRequirement.class, cosign -> {
            assertThat(cosign.anchors()).hasSize(2);
            assertThat(cosign.signedIdentity()).contains(new SignedIdentity.MatchRepository());
            // Bundles as well: they are refused in sight, for they have no name.
            assertThat(cosign.formats()).hasSize(3);
            assertThat(cosign.transparencyLog()).isEmpty();
        });
    }

    @Test
    void keysOfALogBecomeASigstoreRoot() {
        Requirement requirement =
                onlyRequirement("{'type':'sigstoreSigned','keyPath':'/a.pub','rekorPublicKeyPaths':['/log','/log']}");
        assertThat(requirement)
                .isInstanceOfSatisfying(
                        CosignRequirement.class,
                        cosign -> assertThat(cosign.transparencyLog()).containsInstanceOf(AnchorSelector.Pinned.class));
    }

    @Test
    void fulcioBecomesAKeylessRequirementWithExactlyThisIdentity() {
        Requirement requirement = onlyRequirement("{'type':'sigstoreSigned','fulcio':{'caPath':'/ca','oidcIssuer':'i',"
                + "'subjectEmail':'e'},'rekorPublicKeyPath':'/log'}");
        assertThat(requirement).isInstanceOfSatisfying(CosignRequirement.class, cosign -> {
            CosignAuthority.Keyless keyless = (CosignAuthority.Keyless) cosign.authority();
            assertThat(keyless.identities())
                    .containsExactly(new CosignAuthority.KeylessIdentity(
                            new IdentityPattern.Exact("i"), new IdentityPattern.Exact("e")));
            assertThat(cosign.requiresCertificateTimestamps()).isFalse();
        });
    }

    @Test
    void pkiBecomesAnOwnAuthorityWithExactlyTheseSubjects() {
        Requirement requirement = onlyRequirement("{'type':'sigstoreSigned','pki':{'caRootsData':'QQ==',"
                + "'caIntermediatesPath':'/ca','subjectEmail':'e','subjectHostname':'h'}}");
        assertThat(requirement).isInstanceOfSatisfying(CosignRequirement.class, cosign -> {
            CosignAuthority.OwnCa own = (CosignAuthority.OwnCa) cosign.authority();
            assertThat(own.roots()).hasSize(1);
            assertThat(own.intermediates()).hasSize(1);
            assertThat(own.emails()).containsExactly(new IdentityPattern.Exact("e"));
            assertThat(own.hosts()).containsExactly(new IdentityPattern.Exact("h"));
            assertThat(cosign.judgesCertificatesNow()).isTrue();
            assertThat(cosign.signedIdentity()).isPresent();
        });
    }

    @Test
    void bundlesWithoutNamesCountOnlyIfThatIsAskedForByName() {
        Bytes document = json("{'default':[{'type':'sigstoreSigned','keyPath':'/a.pub'}]}");
        ContainersPolicyReader reader = ContainersPolicyReader.with(ANY_FILE);
        assertThat(ruleFor(reader.parse(document), "x.example/y").requirement().orElseThrow())
                .isInstanceOf(CosignRequirement.class);
        assertThat(ruleFor(reader.insecurelyAcceptBundlesWithoutNames().parse(document), "x.example/y")
                        .requirement()
                        .orElseThrow())
                .isInstanceOfSatisfying(AnyOf.class, any -> {
                    CosignRequirement named =
                            (CosignRequirement) any.requirements().get(0);
                    CosignRequirement nameless =
                            (CosignRequirement) any.requirements().get(1);
                    assertThat(named.signedIdentity()).isPresent();
                    assertThat(nameless.signedIdentity()).isEmpty();
                    assertThat(nameless.formats()).containsExactly(CosignRequirement.Format.BUNDLE);
                    assertThat(nameless.authority()).isEqualTo(named.authority());
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'signedBy','keyType':'X509Certificates','keyPath':'/a'}",
                "{'type':'signedBy','keyType':'signedByX509CAs','keyPath':'/a'}",
                "{'type':'signedBy','keyType':'signedByGPGKeys','keyPath':'/a'}",
                "{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyPath':'/not-a-key'}",
                "{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyPath':'/rsa'}",
                "{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyPath':'/ca'}",
                "{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyPaths':['/log','/not-a-key']}",
                "{'type':'sigstoreSigned','fulcio':{'caPath':'/not-a-key','oidcIssuer':'i','subjectEmail':'e'},"
                        + "'rekorPublicKeyPath':'/log'}",
                "{'type':'sigstoreSigned','fulcio':{'caPath':'/log','oidcIssuer':'i','subjectEmail':'e'},"
                        + "'rekorPublicKeyPath':'/log'}",
                "{'type':'sigstoreSigned','fulcio':{'caPath':'/ca','oidcIssuer':'i','subjectEmail':'e'},"
                        + "'rekorPublicKeyDatas':['QQ==']}",
                "{'type':'insecureAcceptAnything'},{'type':'sigstoreSigned','keyPath':'/a','rekorPublicKeyPath':'/rsa'}",
            })
    void whatCannotBeJudgedMakesTheRuleUnusable(String requirements) {
        PolicyRule rule = ruleFor(parse("{'default':[" + requirements + "]}"), "x.example/y");
        assertThat(rule.requirement()).isEmpty();
        assertThat(rule.problem()).isNotEmpty();
    }

    // ---- which rule

    @ParameterizedTest
    @CsvSource({
        "yet.another.example.com:8443/ns/repo, 1, docker:yet.another.example.com:8443/ns/repo:1",
        "yet.another.example.com:8443/ns/repo, 2, docker:yet.another.example.com:8443/ns/repo",
        "yet.another.example.com:8443/ns/other, 1, docker:yet.another.example.com:8443/ns",
        "yet.another.example.com:8443/other/a, 1, docker:yet.another.example.com:8443",
        "yet.another.example.com/other/a, 1, docker:*.another.example.com",
        "third.example.com/a, 1, docker:*.example.com",
        "example.com/a, 1, 'docker:'",
        "busybox, 1, docker:docker.io/library/busybox",
    })
    void theMostSpecificScopeDecides(String name, String tag, String rule) {
        TrustPolicy policy = parse(transports("'docker':{"
                + String.join(
                        ",",
                        List.of(
                                scope(""),
                                scope("*.example.com"),
                                scope("*.another.example.com"),
                                scope("yet.another.example.com:8443"),
                                scope("yet.another.example.com:8443/ns"),
                                scope("yet.another.example.com:8443/ns/repo"),
                                scope("yet.another.example.com:8443/ns/repo:1"),
                                scope("docker.io/library/busybox")))
                + "}"));
        assertThat(policy.ruleFor(Judging.tagged(name, tag)).map(PolicyRule::name))
                .contains(rule);
    }

    @Test
    void aTransportWithoutAHitFallsBackToTheDefault() {
        TrustPolicy policy = parse(transports("'docker':{" + scope("a.example") + "}"));
        assertThat(ruleFor(policy, "b.example/c").name()).isEqualTo("default");
    }

    @Test
    void rulesOfAnotherTransportDoNotApply() {
        TrustPolicy policy = parse(transports("'atomic':{" + scope("") + "},'dir':{" + scope("/a") + "}"));
        assertThat(ruleFor(policy, "a.example/c").name()).isEqualTo("default");
        ImageSubject inFolder =
                ImageSubject.unnamed(Judging.descriptor(), new PolicyLocation("dir", "/a/b", List.of("/a")));
        assertThat(policy.ruleFor(inFolder).map(PolicyRule::name)).contains("dir:/a");
    }

    static Stream<Arguments> imagesOfEveryTransport() {
        ImageName name = ImageName.parse("a.example/ns/stream");
        Asked tag = new Asked.ByTag("1");
        DockerReference reference = DockerReference.parse("a.example/ns/stream:1");
        return Stream.of(
                arguments(PolicyLocation.docker(name, tag), "docker:a.example/ns"),
                arguments(PolicyLocation.named("atomic", name, tag), "atomic:a.example/ns"),
                arguments(PolicyLocation.named("docker-daemon", name, tag), "docker-daemon:"),
                arguments(PolicyLocation.whole("docker-daemon"), "docker-daemon:"),
                arguments(PolicyLocation.path("dir", "/srv/images/app"), "dir:/srv/images"),
                arguments(PolicyLocation.path("dir", "/srv/other"), "default"),
                arguments(PolicyLocation.path("oci", "/srv/layout"), "oci:/srv/layout"),
                arguments(PolicyLocation.path("oci-archive", "/srv/layout"), "default"),
                arguments(PolicyLocation.path("sif", "/srv/a.sif"), "sif:/srv"),
                arguments(PolicyLocation.whole("docker-archive"), "docker-archive:"),
                arguments(PolicyLocation.whole("tarball"), "default"),
                arguments(
                        PolicyLocation.containersStorage("overlay", "/var", reference, null),
                        "containers-storage:[overlay@/var]a.example"),
                arguments(
                        PolicyLocation.containersStorage("vfs", "/var", reference, "b".repeat(64)),
                        "containers-storage:[/var]"));
    }

    @ParameterizedTest
    @MethodSource("imagesOfEveryTransport")
    void everyTransportFindsItsScopes(PolicyLocation location, String rule) {
        TrustPolicy policy = parse(transports(String.join(
                ",",
                "'docker':{" + scope("a.example/ns") + "}",
                "'atomic':{" + scope("a.example/ns") + "}",
                "'docker-daemon':{" + scope("") + "}",
                "'dir':{" + scope("/srv/images") + "}",
                "'oci':{" + scope("/srv/layout") + "," + scope("/srv") + "}",
                "'sif':{" + scope("/srv") + "}",
                "'docker-archive':{" + scope("") + "}",
                "'containers-storage':{" + scope("[overlay@/var]a.example") + "," + scope("[/var]") + "}")));
        ImageSubject image = ImageSubject.unnamed(Judging.descriptor(), location);
        assertThat(policy.ruleFor(image).map(PolicyRule::name)).contains(rule);
    }

    @Test
    void equalPoliciesHaveEqualIds() {
        String json = transports("'docker':{" + scope("a.example") + "}");
        assertThat(parse(json).id()).isEqualTo(parse(json + " ").id());
        assertThat(parse(json).id())
                .isNotEqualTo(parse(json.replace("a.example", "b.example")).id());
        assertThat(parse(json).id())
                .isNotEqualTo(parse(json.replace("/a.gpg", "/b.gpg")).id());
    }

    @Test
    void readsThePolicyOfContainersImage() {
        TrustPolicy policy = ContainersPolicy.parse(upstream("policy.json"), ANY_FILE);
        assertThat(policy.rules()).hasSizeGreaterThan(5);
        assertThat(ruleFor(policy, "no.such.host/x").requirement()).containsInstanceOf(Reject.class);
    }

    private static String scope(String name) {
        return "'" + name + "':[" + SIGNED + "]";
    }

    private static String transports(String transports) {
        return "{'default':[{'type':'reject'}],'transports':{" + transports + "}}";
    }

    private static SignedIdentity identity(String identity) {
        return ((SimpleSigningRequirement) onlyRequirement(SIGNED.replace("}", ",'signedIdentity':" + identity + "}")))
                .signedIdentity();
    }

    private static Requirement onlyRequirement(String requirements) {
        return ruleFor(parse("{'default':[" + requirements + "]}"), "x.example/y")
                .requirement()
                .orElseThrow();
    }

    private static PolicyRule ruleFor(TrustPolicy policy, String name) {
        return policy.ruleFor(Judging.tagged(name, "1")).orElseThrow();
    }

    private static TrustPolicy parse(String json) {
        return ContainersPolicy.parse(json(json), ANY_FILE);
    }

    private static void assertInvalid(String json) {
        SetUpException refusal = catchThrowableOfType(SetUpException.class, () -> parse(json));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason().code()).isEqualTo(GpgReason.POLICY_INVALID);
    }

    private static Bytes publicKey(KeyType type) {
        return pem("PUBLIC KEY", SigningKey.generate(type, new SecureRandom()).publicKey());
    }

    private static Bytes pem(String label, Bytes content) {
        return Bytes.utf8("-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content.toByteArray()) + "\n-----END "
                + label + "-----\n");
    }

    private static Bytes json(String text) {
        return Bytes.utf8(text.replace('\'', '"'));
    }
}
