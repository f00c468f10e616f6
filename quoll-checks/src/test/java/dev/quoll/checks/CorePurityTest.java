package dev.quoll.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;

/// Core takes time, randomness and datagrams as arguments: it has no clock, thread, lock, socket,
/// log, system property or source of randomness of its own.
class CorePurityTest {
    @Test
    void coreReadsNoClock() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.quoll.core..")
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.time\\.(Clock|InstantSource)|java\\.util\\.Timer"));
        checkNoCallTo("java\\.lang\\.System", "nanoTime|currentTimeMillis");
        checkNoCallTo("java\\.time\\..*", "now");
    }

    @Test
    void coreHasNoThreadAndNoLock() {
        checkNoUseOf(
                "java\\.util\\.concurrent\\.(?!TimeUnit$).*"
                        + "|java\\.lang\\.(Thread|ThreadLocal|ScopedValue)(\\$.*)?");
        checkNoCallTo("java\\.lang\\.Object", "wait|notify|notifyAll");
        check(
                noFields()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage("dev.quoll.core..")
                        .should()
                        .haveModifier(JavaModifier.VOLATILE));
        check(
                noMethods()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage("dev.quoll.core..")
                        .should()
                        .haveModifier(JavaModifier.SYNCHRONIZED));
    }

    @Test
    void coreOpensNoSocketAndNoFile() {
        String addresses = "Inet4Address|Inet6Address|InetAddress|InetSocketAddress";
        checkNoUseOf(
                "java\\.net\\.(?!("
                        + addresses
                        + "|UnknownHostException)$).*"
                        + "|java\\.nio\\.(channels|file)\\..*|java\\.io\\.File.*");
        checkNoCallTo("java\\.net\\.InetAddress", "getByName|getAllByName|getLocalHost");
    }

    @Test
    void coreWritesNoLogAndReadsNoSystemProperty() {
        checkNoUseOf("java\\.lang\\.System\\$Logger.*|java\\.util\\.logging\\..*|org\\.slf4j\\..*");
        checkNoCallTo("java\\.lang\\.System", "getProperty|getProperties|getenv|getLogger");
        checkNoCallTo("java\\.lang\\.(Boolean|Integer|Long)", "getBoolean|getInteger|getLong");
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.quoll.core..")
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err"));
    }

    @Test
    void coreMakesNoRandomNumbers() {
        checkNoCallTo("java\\.util\\.(Random|SplittableRandom)", "<init>");
        checkNoCallTo("java\\.security\\.SecureRandom", "<init>|getInstance.*");
        checkNoCallTo("java\\.util\\.random\\.RandomGenerator(\\$.*)?", "getDefault|of");
        checkNoCallTo("java\\.util\\.UUID", "randomUUID");
        checkNoCallTo("java\\.lang\\.Math", "random");
    }

    private static void checkNoUseOf(String types) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.quoll.core..")
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(types));
    }

    private static void checkNoCallTo(String types, String methods) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.quoll.core..")
                        .should()
                        .callCodeUnitWhere(
                                DescribedPredicate.describe(
                                        types + " " + methods,
                                        (JavaCall<?> call) ->
                                                call.getTargetOwner().getName().matches(types)
                                                        && call.getName().matches(methods))));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(Classes.ALL);
    }
}
