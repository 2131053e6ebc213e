package io.godwit.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.godwit.model.unit.SimTime;
import org.junit.jupiter.api.Test;

class ModelArchitectureTest {

  private static final JavaClasses MODEL =
      new ClassFileImporter()
          .importUrl(SimTime.class.getProtectionDomain().getCodeSource().getLocation());

  private static final ArchRule PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage("io.godwit.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.godwit.model..", "java..")
          .because("the model decides without actors, journals or files");

  private static final ArchRule NO_THREADS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .because("the model has no threads and touches no files");

  private static final ArchRule NO_CYCLES =
      slices().matching("io.godwit.model.(*)..").should().beFreeOfCycles();

  @Test
  void should_be_plain_java_without_threads_or_files() {
    PLAIN_JAVA.check(MODEL);
    NO_THREADS.check(MODEL);
  }

  @Test
  void should_have_no_cycles_between_packages() {
    NO_CYCLES.check(MODEL);
  }

  @Test
  void should_let_states_be_written_by_what_is_recorded_alone() {
    StateRules.check(MODEL);
  }

  /** The rules bite: a class that breaks one is found. */
  @Test
  void should_find_a_class_that_breaks_the_rules() {
    JavaClasses broken = new ClassFileImporter().importClasses(ReadsFiles.class);
    assertThatThrownBy(() -> NO_THREADS.check(broken)).isInstanceOf(AssertionError.class);
  }

  static final class ReadsFiles {
    boolean there(java.io.File file) {
      return file.exists();
    }
  }
}
