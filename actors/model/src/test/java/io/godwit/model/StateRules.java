package io.godwit.model;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.godwit.model.entity.State;
import io.godwit.model.entity.StatePart;
import io.godwit.model.entity.UnitOfWork;
import java.util.List;

/**
 * Only {@code evolve} writes a state: its fields are private, what has no result writes and is for
 * states alone to call, what has a result reads.
 */
final class StateRules {

  private static final DescribedPredicate<JavaClass> OF_A_STATE =
      assignableTo(State.class).or(assignableTo(StatePart.class)).as("states and their pieces");

  private static final DescribedPredicate<JavaClass> MAY_WRITE =
      OF_A_STATE.or(assignableTo(UnitOfWork.class));

  private static final ArchRule PRIVATE_FIELDS =
      fields()
          .that()
          .areDeclaredInClassesThat(OF_A_STATE)
          .and(DescribedPredicate.not(constants()))
          .should()
          .bePrivate()
          .allowEmptyShould(true)
          .because("a decision that could write a state would not be on record");

  private static final ArchRule WRITERS_ARE_CALLED_BY_STATES =
      methods()
          .that()
          .areDeclaredInClassesThat(OF_A_STATE)
          .and()
          .haveRawReturnType(void.class)
          .should(
              new ArchCondition<>("be called by states, their pieces and units of work only") {
                @Override
                public void check(JavaMethod writer, ConditionEvents events) {
                  for (JavaAccess<?> call : writer.getAccessesToSelf()) {
                    if (!MAY_WRITE.test(outermost(call.getOriginOwner()))
                        && !MAY_WRITE.test(call.getOriginOwner())) {
                      events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                    }
                  }
                }
              })
          .allowEmptyShould(true)
          .because("only what is recorded changes a state");

  private static final ArchRule READERS_DO_NOT_WRITE =
      methods()
          .that()
          .areDeclaredInClassesThat(OF_A_STATE)
          .and()
          .doNotHaveRawReturnType(void.class)
          .should(
              new ArchCondition<>("write no field and call nothing that does") {
                @Override
                public void check(JavaMethod reader, ConditionEvents events) {
                  reader.getFieldAccesses().stream()
                      .filter(access -> access.getAccessType() == AccessType.SET)
                      .filter(access -> OF_A_STATE.test(access.getTargetOwner()))
                      .forEach(
                          access ->
                              events.add(
                                  SimpleConditionEvent.violated(access, access.getDescription())));
                  reader.getMethodCallsFromSelf().stream()
                      .filter(call -> OF_A_STATE.test(call.getTargetOwner()))
                      .filter(
                          call -> call.getTarget().getRawReturnType().isEquivalentTo(void.class))
                      .forEach(
                          call ->
                              events.add(
                                  SimpleConditionEvent.violated(call, call.getDescription())));
                }
              })
          .allowEmptyShould(true)
          .because("a question that changes the answer of the next is no question");

  private StateRules() {}

  private static DescribedPredicate<JavaField> constants() {
    return DescribedPredicate.describe(
        "constants",
        field ->
            field.getModifiers().containsAll(List.of(JavaModifier.STATIC, JavaModifier.FINAL)));
  }

  private static JavaClass outermost(JavaClass nested) {
    return nested.getEnclosingClass().map(StateRules::outermost).orElse(nested);
  }

  static void check(JavaClasses classes) {
    PRIVATE_FIELDS.check(classes);
    WRITERS_ARE_CALLED_BY_STATES.check(classes);
    READERS_DO_NOT_WRITE.check(classes);
  }
}
