package io.kindling.driver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What may import what. */
final class ArchitectureTest {
  private static final JavaClasses DRIVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.kindling.driver");

  @Test
  void optimizersKnowNothingOfSpark() {
    noClasses()
        .that()
        .resideInAPackage("io.kindling.driver.optimizer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "org.apache.hadoop..")
        .check(DRIVER);
  }

  @Test
  void nothingImportsBreeze() {
    noClasses().should().dependOnClassesThat().resideInAPackage("breeze..").check(DRIVER);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.kindling.driver.(*)..").should().beFreeOfCycles().check(DRIVER);
  }

  @Test
  void nothingImportsTheCommandLine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.kindling.submit..")
        .check(DRIVER);
  }
}
