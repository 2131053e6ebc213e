package io.godwit.persistence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.godwit.persistence",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleTest {

  @ArchTest
  static final ArchRule should_know_nothing_of_those_who_run_judge_or_show =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.godwit.runtime..", "io.godwit.scenarios..", "io.godwit.dashboards..");

  @ArchTest
  static final ArchRule should_have_packages_without_cycles =
      slices().matching("io.godwit.persistence.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule should_keep_akka_out_of_what_reads_a_run =
      noClasses()
          .that()
          .resideInAPackage("io.godwit.persistence.run..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka..", "scala..");
}
