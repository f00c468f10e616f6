package dev.quoll.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

/// Which module may know which, and what holds in all of them.
class ModulesTest {
    /// A module and those it may use. `quoll` is the module whose package is `dev.quoll` itself.
    private static final Map<String, Set<String>> MAY_USE =
            Map.of(
                    "core", Set.of(),
                    "udp", Set.of(),
                    "tls", Set.of("core"),
                    "sim", Set.of("core", "tls"),
                    "qlog", Set.of("core"),
                    "quoll", Set.of("core", "tls", "udp"),
                    "relay", Set.of("core", "tls", "udp", "quoll"),
                    "cli", Set.of("core", "tls", "udp", "qlog", "quoll", "relay"));

    @Test
    void aModuleUsesOnlyModulesBelowIt() {
        MAY_USE.forEach(
                (module, below) -> {
                    ArchRule rule =
                            classes()
                                    .that(belongTo(Set.of(module)))
                                    .should()
                                    .onlyDependOnClassesThat(
                                            belongTo(below)
                                                    .or(belongTo(Set.of(module)))
                                                    .or(notOurs()));
                    rule.allowEmptyShould(true).check(Classes.ALL);
                });
    }

    @Test
    void noTwoPackagesAreInACycle() {
        slices().assignedFrom(byPackage())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Classes.ALL);
    }

    @Test
    void nativeMemoryStaysInOnePackageOfTheSockets() {
        Set<String> packages =
                Classes.ALL.stream()
                        .filter(ModulesTest::usesNativeMemory)
                        .map(JavaClass::getPackageName)
                        .collect(toSet());

        assertThat(packages).hasSizeLessThanOrEqualTo(1);
        assertThat(packages).allMatch(name -> name.startsWith("dev.quoll.udp"));
    }

    private static boolean usesNativeMemory(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(use -> use.getTargetClass().getPackageName().equals("java.lang.foreign"));
    }

    private static DescribedPredicate<JavaClass> belongTo(Set<String> modules) {
        return DescribedPredicate.describe(
                "belong to " + modules,
                type -> isOurs(type) && modules.contains(moduleOf(type.getPackageName())));
    }

    private static DescribedPredicate<JavaClass> notOurs() {
        return DescribedPredicate.describe("are not ours", type -> !isOurs(type));
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith("dev.quoll.");
    }

    private static String moduleOf(String packageName) {
        String[] parts = packageName.split("\\.", 4);
        return parts.length > 2 && MAY_USE.containsKey(parts[2]) ? parts[2] : "quoll";
    }

    private static SliceAssignment byPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
