package io.aim.keycloak.e2e.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between the modules and between the features, as the architecture draws them. */
class ArchitectureTest {

    private static final String ROOT = "io.aim.keycloak.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT + "core", ROOT + "spi", ROOT + "jpa", ROOT + "services");

    @ParameterizedTest
    @ValueSource(strings = {"core", "spi", "jpa", "services"})
    void theClassesOfAllFourModulesAreLookedAt(String module) {
        assertThat(CLASSES).anyMatch(type -> type.getPackageName().startsWith(ROOT + module + "."));
    }

    @Test
    void coreKnowsNeitherKeycloakNorADatabaseNorHttp() {
        noClasses()
                .that(resideInAPackage(ROOT + "core.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.keycloak..", "jakarta..", "org.hibernate..", "io.quarkus.."))
                .check(CLASSES);
    }

    @Test
    void coreDependsOnNoOtherModule() {
        noClasses()
                .that(resideInAPackage(ROOT + "core.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "spi..", ROOT + "jpa..", ROOT + "services.."))
                .check(CLASSES);
    }

    @Test
    void spiDependsOnCoreOnly() {
        noClasses()
                .that(resideInAPackage(ROOT + "spi.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ROOT + "jpa..", ROOT + "services..", "jakarta..", "org.hibernate.."))
                .check(CLASSES);
    }

    @Test
    void servicesAndTheStoreMeetInTheSpiOnly() {
        noClasses()
                .that(resideInAPackage(ROOT + "services.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "jpa..", "jakarta.persistence..", "org.hibernate.."))
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(ROOT + "jpa.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "services..", "jakarta.ws.rs.."))
                .check(CLASSES);
    }

    @Test
    void featuresOfOneModuleDoNotDependOnEachOtherInCircles() {
        for (String module : new String[] {"core", "jpa", "services"}) {
            slices().matching(ROOT + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void nothingTouchesTheInternalsOfTheCluster() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.infinispan..", "org.jgroups.."))
                .because("snapshots stay fresh without the cluster's internals")
                .check(CLASSES);
    }

    @Test
    void nobodyAsksKeycloakForACustomRoleByTheCheckThatTrustsTheToken() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "hasOneAdminRole is called",
                        call -> call.getTarget().getName().equals("hasOneAdminRole")))
                .because("it believes role names that a mapper put into the token")
                .check(CLASSES);
    }

    @Test
    void entitiesAndNothingElseCarryTheTablePrefix() {
        classes()
                .that(isEntity())
                .should()
                .haveSimpleNameStartingWith("Aim")
                .andShould()
                .haveSimpleNameEndingWith("Entity")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> isEntity() {
        return DescribedPredicate.describe("are entities", type -> type.isAnnotatedWith("jakarta.persistence.Entity"));
    }
}
