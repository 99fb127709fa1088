/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** Members of other people's classes that our code may not touch, by call, field access or method reference. */
final class Forbidden {

    /** A verdict depends on the time that the caller hands in, and on no other. */
    static final ArchRule CLOCK = access(
            "ask for the time",
            "java\\.time\\.\\w+\\.now\\((java\\.time\\.ZoneId)?\\)",
            "java\\.time\\.Clock\\.(system|tick)\\w+\\(.*\\)",
            "java\\.time\\.InstantSource\\.system\\(\\)",
            "java\\.lang\\.System\\.currentTimeMillis\\(\\)",
            "java\\.util\\.Date\\.<init>\\(\\)",
            "java\\.util\\.Calendar\\.getInstance\\(.*\\)",
            "java\\.util\\.GregorianCalendar\\.<init>\\(.*\\)",
            "java\\.security\\.cert\\.X509Certificate\\.checkValidity\\(\\)");

    /** One class knows how much time has passed; all others ask it. */
    static final ArchRule STOPWATCH = classes()
            .that(DescribedPredicate.not(named("dev.imagetrust.image.Deadline")))
            .should(notAccess("read the monotonic clock", "java\\.lang\\.System\\.nanoTime\\(\\)"));

    /** The same octets mean the same on every machine. */
    static final ArchRule DEFAULT_CHARSET = access(
            "use the default charset",
            "java\\.lang\\.String\\.<init>\\(\\[B(, int)*\\)",
            "java\\.lang\\.String\\.getBytes\\(\\)",
            "java\\.io\\.(InputStreamReader|OutputStreamWriter)\\.<init>\\(java\\.io\\.(In|Out)putStream\\)",
            "java\\.io\\.File(Reader|Writer)\\.<init>\\((?!.*Charset).*\\)",
            "java\\.io\\.Print(Stream|Writer)\\.<init>\\("
                    + "java\\.(io\\.OutputStream|io\\.File|lang\\.String)(, boolean)?\\)",
            "java\\.io\\.ByteArrayOutputStream\\.toString\\(\\)",
            "java\\.util\\.Scanner\\.<init>\\(java\\.(io\\.(InputStream|File)|nio\\.file\\.Path"
                    + "|nio\\.channels\\.ReadableByteChannel)\\)",
            "java\\.nio\\.charset\\.Charset\\.defaultCharset\\(\\)");

    /** A name compares the same in Turkish, and a number prints the same in Arabic. */
    static final ArchRule DEFAULT_LOCALE = access(
            "use the default locale; Locale.ROOT or HexFormat do",
            "java\\.lang\\.String\\.to(Lower|Upper)Case\\(\\)",
            "java\\.lang\\.String\\.(format|formatted)\\((java\\.lang\\.String, )?\\[Ljava\\.lang\\.Object;\\)",
            "java\\.util\\.Locale\\.getDefault\\(.*\\)");

    /** What the caller does not hand in has no say. */
    static final ArchRule ENVIRONMENT = access(
            "look at the environment",
            "java\\.lang\\.System\\.(getenv|getProperty|getProperties)\\(.*\\)",
            "java\\.lang\\.(Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean)\\(.*\\)",
            "java\\.security\\.Security\\.getProperty\\(.*\\)",
            "java\\.net\\.InetAddress\\.getLocalHost\\(\\)");

    /** A library is a guest in its process. */
    static final ArchRule PROCESS = access(
            "change its process",
            "java\\.lang\\.System\\.(setProperty|setProperties|clearProperty|setOut|setErr|setIn|exit)\\(.*\\)",
            "java\\.lang\\.Runtime\\.(exit|halt|addShutdownHook)\\(.*\\)",
            "java\\.security\\.Security\\.(addProvider|insertProviderAt|removeProvider|setProperty)\\(.*\\)",
            "java\\.util\\.(Locale|TimeZone)\\.setDefault\\(.*\\)",
            "java\\.net\\.URL\\.setURLStreamHandlerFactory\\(.*\\)");

    /** Docker's credential helpers and notation's plugins are programs. One adapter each, which the caller hands in. */
    static final ArchRule OTHER_PROCESSES = classes()
            .that(DescribedPredicate.not(named(
                    "dev.imagetrust.registry.CredentialHelperProcesses",
                    "dev.imagetrust.notation.plugin.PluginProcess")))
            .should(notAccess(
                    "start processes", "java\\.lang\\.Runtime\\.exec\\(.*\\)", "java\\.lang\\.ProcessBuilder\\..*"));

    /** Threads, and what is tied to one, belong to the caller. */
    static final ArchRule THREADS = access(
            "start threads or keep something per thread",
            "java\\.lang\\.Thread\\.(<init>|start|startVirtualThread|ofVirtual|ofPlatform|sleep)\\(.*\\)",
            "java\\.lang\\.(Inheritable)?ThreadLocal\\..*",
            "java\\.util\\.Timer\\.<init>\\(.*\\)",
            "java\\.util\\.concurrent\\.Executors\\..*",
            "java\\.util\\.concurrent\\.(Scheduled)?ThreadPoolExecutor\\.<init>\\(.*\\)",
            "java\\.util\\.concurrent\\.ForkJoinPool\\..*",
            "java\\.util\\.concurrent\\.CompletableFuture\\.\\w+Async\\(.*\\)",
            "java\\.util\\..*\\.(parallelStream|parallel)\\(\\)");

    /** What an operator needs is in the verdict. */
    static final ArchRule OUTPUT = access(
            "print",
            "java\\.lang\\.System\\.(out|err|console)(\\(\\))?",
            ".*\\.printStackTrace\\(\\)",
            "java\\.lang\\.Thread\\.dumpStack\\(\\)");

    /** Hostile bytes name neither a class nor a member of one. */
    static final ArchRule REFLECTION = access(
            "deserialise or reflect",
            "java\\.io\\.ObjectInputStream\\..*",
            "java\\.lang\\.Class\\.(forName|newInstance|getDeclared\\w+|getMethods?|getFields?|getConstructors?)\\(.*\\)",
            "java\\.lang\\.reflect\\..*\\.(setAccessible|trySetAccessible|invoke|newInstance)\\(.*\\)",
            "java\\.lang\\.ClassLoader\\.(getSystemClassLoader|loadClass)\\(.*\\)",
            "java\\.lang\\.Thread\\.getContextClassLoader\\(\\)");

    /** Evidence and signatures come through what the caller hands in; a mere URL in a certificate calls nobody. */
    static final ArchRule NETWORK = classes()
            .that()
            .resideOutsideOfPackages("dev.imagetrust.registry..", "dev.imagetrust.sigstore..")
            .should(notAccess(
                    "use the network",
                    "java\\.net\\.(URL|URLConnection|HttpURLConnection|InetAddress|InetSocketAddress)\\..*",
                    "java\\.net\\.(Socket|ServerSocket|DatagramSocket)\\..*",
                    "java\\.net\\.URI\\.toURL\\(\\)",
                    "java\\.net\\.http\\..*",
                    "java\\.nio\\.channels\\.(Socket|ServerSocket|Datagram)Channel\\..*",
                    "javax\\.(net|naming)\\..*"));

    private Forbidden() {}

    static DescribedPredicate<JavaClass> named(String... names) {
        List<String> list = List.of(names);
        return DescribedPredicate.describe(
                "classes in " + list,
                javaClass -> list.contains(javaClass.getName().replaceFirst("\\$.*", "")));
    }

    private static ArchRule access(String what, String... signatures) {
        return classes().should(notAccess(what, signatures));
    }

    static ArchCondition<JavaClass> notAccess(String what, String... signatures) {
        List<Pattern> patterns = Arrays.stream(signatures).map(Pattern::compile).toList();
        return new ArchCondition<>("not " + what) {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                for (JavaAccess<?> access : javaClass.getAccessesFromSelf()) {
                    String target = access.getTarget().getFullName();
                    if (patterns.stream().anyMatch(p -> p.matcher(target).matches())) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }
}
