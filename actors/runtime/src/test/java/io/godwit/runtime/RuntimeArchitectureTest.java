package io.godwit.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorRef;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.godwit.model.entity.Message;
import io.godwit.runtime.simulation.Simulation;
import org.junit.jupiter.api.Test;

class RuntimeArchitectureTest {

  private static final JavaClasses RUNTIME =
      new ClassFileImporter()
          .importUrl(Simulation.class.getProtectionDomain().getCodeSource().getLocation());

  private static final ArchRule LAYERS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.godwit.persistence..", "io.godwit.scenarios..", "io.godwit.dashboards..")
          .because("the runtime runs; it does not remember, compose or show");

  private static final ArchRule NO_ADDRESS_IN_A_MESSAGE =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .implement(Message.class)
          .should()
          .notHaveRawType(ActorRef.class)
          .allowEmptyShould(true)
          .because("entities are addressed by id");

  @Test
  void should_depend_on_the_model_alone() {
    LAYERS.check(RUNTIME);
  }

  @Test
  void should_have_no_cycles_between_packages() {
    slices()
        .matching("io.godwit.runtime.(simulation|entity)..")
        .should()
        .beFreeOfCycles()
        .check(RUNTIME);
  }

  @Test
  void should_address_entities_by_id() {
    NO_ADDRESS_IN_A_MESSAGE.check(RUNTIME);
  }

  /** The rules bite: a message with an address in it is found. */
  @Test
  void should_find_a_message_that_carries_an_address() {
    JavaClasses broken = new ClassFileImporter().importClasses(AddressedMessage.class);
    assertThatThrownBy(() -> NO_ADDRESS_IN_A_MESSAGE.check(broken))
        .isInstanceOf(AssertionError.class);
  }

  record AddressedMessage(ActorRef<Object> replyTo) implements Message {}
}
