package dev.quoll.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The levels of core's packages: imports go down, and sideways only where it is said here.
class CoreLayersTest {
    private static final String CORE = "dev.quoll.core";

    /// From the values at the bottom to the endpoint at the top.
    private static final List<Set<String>> LEVELS =
            List.of(
                    Set.of("error", "range", "address", "observe", "stats", "codec", "id", "event"),
                    Set.of(
                            "frame",
                            "packet",
                            "params",
                            "version",
                            "protection",
                            "spi",
                            "buffer",
                            "delivery"),
                    Set.of(
                            "stream",
                            "flow",
                            "datagram",
                            "cid",
                            "token",
                            "nat",
                            "ack",
                            "recovery",
                            "congestion",
                            "timer"),
                    Set.of("path", "space", "multipath"),
                    Set.of("connection"),
                    Set.of("endpoint", "direct"));

    /// Imports among packages of one level. `version` is a value that keys and packets depend on.
    private static final Map<String, Set<String>> SIDEWAYS =
            Map.ofEntries(
                    Map.entry("codec", Set.of("error")),
                    Map.entry("id", Set.of("error")),
                    Map.entry("delivery", Set.of("frame")),
                    Map.entry("spi", Set.of("version")),
                    Map.entry("protection", Set.of("spi", "version")),
                    Map.entry("packet", Set.of("version")),
                    Map.entry("stream", Set.of("flow")),
                    Map.entry("path", Set.of("space")),
                    Map.entry("event", Set.of("id", "stats")),
                    Map.entry("observe", Set.of("address", "error", "event", "id", "stats")),
                    Map.entry("multipath", Set.of("path", "space")));

    /// The mechanisms a packet number space joins; the others of that level it does not know.
    private static final Set<String> MECHANISMS_OF_A_SPACE = Set.of("ack", "recovery");

    @TestFactory
    Stream<DynamicTest> importsGoDown() {
        return LEVELS.stream()
                .flatMap(Set::stream)
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> checkImportsOf(name)));
    }

    @Test
    void everyPackageOfCoreHasALevel() {
        Set<String> known = new TreeSet<>();
        LEVELS.forEach(level -> level.forEach(name -> known.add(CORE + "." + name)));

        assertThat(Classes.ALL.stream().map(JavaClass::getPackageName))
                .filteredOn(name -> (name + ".").startsWith(CORE + "."))
                .allMatch(known::contains);
    }

    private static void checkImportsOf(String name) {
        String[] allowed =
                allowedImports(name).stream().map(i -> CORE + "." + i).toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(CORE + "." + name)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(resideOutsideOfPackage(CORE + "..")))
                .allowEmptyShould(true)
                .check(Classes.ALL);
    }

    private static Set<String> allowedImports(String name) {
        Set<String> allowed = new TreeSet<>(SIDEWAYS.getOrDefault(name, Set.of()));
        allowed.add(name);
        LEVELS.subList(0, levelOf(name)).forEach(allowed::addAll);
        if (name.equals("space")) {
            LEVELS.get(2).stream()
                    .filter(mechanism -> !MECHANISMS_OF_A_SPACE.contains(mechanism))
                    .forEach(allowed::remove);
        }
        return allowed;
    }

    private static int levelOf(String name) {
        for (int level = 0; level < LEVELS.size(); level++) {
            if (LEVELS.get(level).contains(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
