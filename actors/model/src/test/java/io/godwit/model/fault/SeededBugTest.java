package io.godwit.model.fault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeededBugTest {

  @AfterEach
  void reap() {
    SeededBug.reap();
  }

  @Test
  void should_have_no_bug_in_the_field_unless_a_test_sows_it() {
    assertThat(SeededBug.inTheField()).isEmpty();

    SeededBug.sow(List.of(SeededBug.GUEST_NOT_STOPPED));

    assertThat(SeededBug.inTheField()).containsExactly(SeededBug.GUEST_NOT_STOPPED);
    SeededBug.reap();
    assertThat(SeededBug.inTheField()).isEmpty();
  }

  @Test
  void should_have_a_bit_for_each() {
    assertThat(SeededBug.values()).hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void should_be_sown_by_no_production_class() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Test")
        .should()
        .callMethod(SeededBug.class, "sow", List.class)
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.godwit"));
  }
}
