package orbis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** Holds the arrows that engine/docs/ARCHITECTURE.md draws. */
@SuppressWarnings("checkstyle:HideUtilityClassConstructor")
@AnalyzeClasses(packages = "orbis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS_OF_THE_ENGINE_LOOK_ONE_WAY = Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("orbis..")
        .layer("server").definedBy("orbis.server..")
        .layer("net").definedBy("orbis.engine.net..")
        .layer("session").definedBy("orbis.engine.session..")
        .layer("scsi").definedBy("orbis.engine.scsi..")
        .layer("store").definedBy("orbis.engine.store..")
        .layer("io").definedBy("orbis.engine.io..")
        .layer("status").definedBy("orbis.engine.status..")
        .layer("journal").definedBy("orbis.engine.journal..")
        .layer("boot").definedBy("orbis.boot..")
        .layer("protocol").definedBy("orbis.protocol..")
        .layer("sys").definedBy("orbis.sys..")
        .whereLayer("server").mayNotBeAccessedByAnyLayer()
        .whereLayer("net").mayOnlyBeAccessedByLayers("server")
        .whereLayer("session").mayOnlyBeAccessedByLayers("net", "server")
        .whereLayer("scsi").mayOnlyBeAccessedByLayers("session", "net", "server")
        .whereLayer("store").mayOnlyBeAccessedByLayers("scsi", "session", "net", "server")
        .whereLayer("io").mayOnlyBeAccessedByLayers("store", "scsi", "session", "net", "server")
        .whereLayer("boot").mayOnlyBeAccessedByLayers("server")
        .because("data flows net -> session -> scsi -> store -> io; the way back is an interface of the lower layer");

    @ArchTest
    static final ArchRule COUNTERS_AND_JOURNAL_KNOW_NO_OTHER_PART = noClasses()
        .that().resideInAnyPackage("orbis.engine.status..", "orbis.engine.journal..")
        .should().dependOnClassesThat().resideInAnyPackage("orbis.engine.io..", "orbis.engine.store..",
            "orbis.engine.scsi..", "orbis.engine.session..", "orbis.engine.net..", "orbis.server..", "orbis.boot..");

    @ArchTest
    static final ArchRule PROTOCOL_HAS_NO_SOCKETS_THREADS_CLOCKS_OR_FILES = noClasses()
        .that().resideInAPackage("orbis.protocol..")
        .should().dependOnClassesThat().resideInAnyPackage("java.net..", "java.io..", "java.nio.channels..",
            "java.nio.file..", "java.time..", "java.util.concurrent..", "org.slf4j..", "orbis.sys..", "orbis.engine..",
            "orbis.boot..", "orbis.server..")
        .orShould().dependOnClassesThat().areAssignableTo(Thread.class)
        .orShould().callMethod(System.class, "nanoTime")
        .orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule SYSTEM_CALLS_KNOW_NO_WORD_OF_ISCSI = noClasses()
        .that().resideInAPackage("orbis.sys..")
        .should().dependOnClassesThat()
        .resideInAnyPackage("orbis.protocol..", "orbis.engine..", "orbis.boot..", "orbis.server..");

    @ArchTest
    static final ArchRule BOOT_SERVICES_KNOW_NOTHING_OF_THE_ENGINE = noClasses()
        .that().resideInAPackage("orbis.boot..")
        .should().dependOnClassesThat().resideInAnyPackage("orbis.engine..", "orbis.server..");

    @ArchTest
    static final ArchRule ENGINE_KNOWS_NOTHING_OF_BOOT = noClasses()
        .that().resideInAPackage("orbis.engine..")
        .should().dependOnClassesThat().resideInAnyPackage("orbis.boot..", "orbis.protocol.dhcp..",
            "orbis.protocol.tftp..");

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_JOINS_ENGINE_AND_BOOT = classes()
        .that().resideInAPackage("orbis.server..")
        .should().onlyHaveDependentClassesThat().resideInAPackage("orbis.server..");

    @ArchTest
    static final ArchRule CHRONICLE_STAYS_IN_THE_JOURNAL = noClasses()
        .that().resideOutsideOfPackage("orbis.engine.journal..")
        .should().dependOnClassesThat().resideInAPackage("net.openhft..")
        .because("one kind of buffer on the way of data is enough");

    @ArchTest
    static final ArchRule NATIVE_CALLS_BY_JNR_STAY_IN_SYS = noClasses()
        .that().resideOutsideOfPackage("orbis.sys..")
        .should().dependOnClassesThat().resideInAPackage("jnr..");
}
