package io.kindling.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import org.junit.jupiter.api.Test;

/**
 * Imports flow one way: kernels ← predictor ← partitioning ← driver ← submit, driver ← ml and
 * predictor ← onnx ← submit.
 */
class ModulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kindling");

  @Test
  void importsFlowOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kernels")
        .definedBy("io.kindling.kernels..")
        .layer("predictor")
        .definedBy("io.kindling.predictor..")
        .layer("partitioning")
        .definedBy("io.kindling.partitioning..")
        .layer("driver")
        .definedBy("io.kindling.driver..")
        .layer("submit")
        .definedBy("io.kindling.submit..")
        .layer("ml")
        .definedBy("io.kindling.ml..")
        .layer("onnx")
        .definedBy("io.kindling.onnx..")
        .whereLayer("submit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("ml")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("driver")
        .mayOnlyBeAccessedByLayers("ml", "submit")
        .whereLayer("onnx")
        .mayOnlyBeAccessedByLayers("submit")
        .whereLayer("partitioning")
        .mayOnlyBeAccessedByLayers("driver", "ml", "submit")
        .whereLayer("predictor")
        .mayOnlyBeAccessedByLayers("partitioning", "driver", "ml", "onnx", "submit")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.kindling.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void kernelsAndPredictorKnowNoSparkAndNoScala() {
    noClasses()
        .that()
        .resideInAnyPackage("io.kindling.kernels..", "io.kindling.predictor..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..", "breeze..")
        .check(CLASSES);
  }

  @Test
  void kernelsKnowNoFilesButTheNativeLibrarys() {
    noClasses()
        .that()
        .resideInAPackage("io.kindling.kernels..")
        .and()
        .resideOutsideOfPackage("io.kindling.kernels.blas..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.file..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(File.class)
        .check(CLASSES);
  }

  @Test
  void graphsOfOnnxKnowNoSparkAndNoScala() {
    noClasses()
        .that()
        .resideInAPackage("io.kindling.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(CLASSES);
  }

  @Test
  void nothingImportsBreeze() {
    noClasses().should().dependOnClassesThat().resideInAPackage("breeze..").check(CLASSES);
  }

  /**
   * They pin the class loader, and leave what they hold behind on threads of pools; but for the one
   * that a constructor fills and empties, which has no other way past Spark's own.
   */
  @Test
  void noThreadLocalIsStatic() {
    fields()
        .that()
        .haveRawType(assignableTo(ThreadLocal.class))
        .and()
        .areNotDeclaredIn("io.kindling.ml.Uid")
        .should()
        .notBeStatic()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void optimizersKnowNoSpark() {
    noClasses()
        .that()
        .resideInAPackage("io.kindling.driver.optimizer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }
}
