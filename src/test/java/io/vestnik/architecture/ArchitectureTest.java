package io.vestnik.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vestnik.VestnikApplication;
import io.vestnik.callback.CallbackClock;
import io.vestnik.channel.email.MailRelays;
import io.vestnik.channel.email.ReplyMailbox;
import io.vestnik.channel.http.ProviderHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom. Plain tests: some versions of Surefire skip ArchUnit's fields in silence and call it green. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_LINES = 400;
    private static final JavaClasses HUB = new ClassFileImporter().importPath(classesFolder());

    @Test
    void roomsDoNotDependOnEachOtherInACircle() {
        slices().matching("io.vestnik.(*)..").should().beFreeOfCycles().check(HUB);
    }

    @Test
    void theWordsOfTheTradeNeedOnlyTheJdk() {
        classes().that().resideInAPackage("io.vestnik.message")
                .should().onlyDependOnClassesThat(
                        resideInAnyPackage("io.vestnik.message", "java..", "com.fasterxml.jackson.annotation"))
                .check(HUB);
    }

    @Test
    void nobodyKnowsThePlatform() {
        noClasses().that(not(belongToAnyOf(VestnikApplication.class)) // it starts the platform
                        .and(resideOutsideOfPackage("io.vestnik.platform..")))
                .should().dependOnClassesThat().resideInAPackage("io.vestnik.platform..")
                .check(HUB);
    }

    @Test
    void theDoorsNeverMeet() {
        slices().matching("io.vestnik.ingress.(*)..").should().notDependOnEachOther().check(HUB);
    }

    @Test
    void nothingDependsOnADoor() {
        noClasses().that().resideOutsideOfPackage("io.vestnik.ingress..")
                .should().dependOnClassesThat().resideInAPackage("io.vestnik.ingress..")
                .check(HUB);
    }

    /** What a route calls takes plain arguments, so that it can be read and tested without Camel. */
    @Test
    void camelStaysWhereRoutesMeetProtocols() {
        noClasses().that(not(belongToAnyOf(
                                MailRelays.class, // what Camel's smtp: sends with
                                ReplyMailbox.class, // what Camel's imaps: logs in with
                                ProviderHttp.class, // what Camel's https: is told of its client
                                CallbackClock.class)) // a lease ends when the exchange that holds it fails
                        .and(not(resideInAnyPackage(
                                "io.vestnik.ingress..", "io.vestnik.queue", "io.vestnik.smpp", "io.vestnik.platform.."))))
                .should().dependOnClassesThat().resideInAPackage("org.apache.camel..")
                .check(HUB);
    }

    /** Those who know a fact tell it in plain words; how it is counted is nobody else's. */
    @Test
    void metersStayWhereTheyAreKept() {
        noClasses().that().resideOutsideOfPackages("io.vestnik.metrics", "io.vestnik.watch")
                .should().dependOnClassesThat().resideInAPackage("io.micrometer..")
                .check(HUB);
        noClasses().that().resideInAPackage("io.vestnik.metrics")
                .should().dependOnClassesThat(resideInAPackage("io.vestnik..")
                        .and(not(resideInAnyPackage("io.vestnik.metrics", "io.vestnik.message"))))
                .check(HUB);
    }

    @Test
    void jmsStaysInTheQueueRoom() {
        noClasses().that().resideOutsideOfPackages("io.vestnik.queue", "io.vestnik.platform..")
                .should().dependOnClassesThat().resideInAPackage("jakarta.jms..")
                .check(HUB);
    }

    @Test
    void wireProtocolsStayInTheirRooms() {
        noClasses().that().resideOutsideOfPackages("io.vestnik.smpp", "io.vestnik.ingress.smpp..")
                .should().dependOnClassesThat().resideInAnyPackage("io.netty..", "org.jsmpp..")
                .check(HUB);
        noClasses().that().resideOutsideOfPackage("io.vestnik.ingress.sftp")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.sshd..", "org.bouncycastle..")
                .check(HUB);
        noClasses().that().resideOutsideOfPackage("io.vestnik.ingress.soap")
                .should().dependOnClassesThat().resideInAPackage("org.apache.cxf..")
                .check(HUB);
        noClasses().that().resideOutsideOfPackages("io.vestnik.ingress..", "io.vestnik.platform..")
                .should().dependOnClassesThat().resideInAPackage("jakarta.servlet..")
                .check(HUB);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)").check(HUB);
    }

    @Test
    void classesStaySmall() {
        assertThat(sources().filter(source -> lines(source) > MOST_LINES))
                .as("over %d lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<Path> packages = sources().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }

    /** Not the packages of the class path: the tests have the same. */
    private static Path classesFolder() {
        return Path.of(VestnikApplication.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(java).isNotEmpty();
            return java.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(Path source) {
        try {
            return Files.readAllLines(source).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
