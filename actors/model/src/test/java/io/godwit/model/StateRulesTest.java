package io.godwit.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.godwit.model.entity.State;
import io.godwit.model.entity.StatePart;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.unit.SimTime;
import org.junit.jupiter.api.Test;

/** The gate against writing in a decision bites: a class for each way to get around it. */
class StateRulesTest {

  @Test
  void should_find_a_field_that_a_decision_could_write() {
    assertBroken("Open.held", Open.class);
  }

  @Test
  void should_find_a_decision_that_writes() {
    assertBroken("Rules.decide", Closed.class, Piece.class, Rules.class);
  }

  @Test
  void should_find_a_decision_that_evolves_a_state_without_a_record() {
    assertBroken("RulesThatEvolve.decide", Closed.class, RulesThatEvolve.class);
  }

  @Test
  void should_find_a_question_that_writes() {
    assertBroken("Sly.next", Sly.class);
  }

  private static void assertBroken(String where, Class<?>... classes) {
    var imported = new ClassFileImporter().importClasses(classes);
    assertThatThrownBy(() -> StateRules.check(imported))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(where);
  }

  static final class Open implements State {
    int held;

    @Override
    public void evolve(SimTime at, Event event) {
      held++;
    }
  }

  static final class Piece implements StatePart {
    private int count;

    void add() {
      count++;
    }

    int count() {
      return count;
    }
  }

  static final class Closed implements State {
    private final Piece piece = new Piece();

    Piece piece() {
      return piece;
    }

    @Override
    public void evolve(SimTime at, Event event) {
      piece.add();
    }
  }

  static final class Rules {
    void decide(UnitOfWork<Closed> unit) {
      unit.state().piece().add();
    }
  }

  static final class RulesThatEvolve {
    void decide(UnitOfWork<Closed> unit, Event event) {
      unit.state().evolve(unit.now(), event);
    }
  }

  static final class Sly implements State {
    private int last;

    int next() {
      return ++last;
    }

    @Override
    public void evolve(SimTime at, Event event) {
      last = 0;
    }
  }
}
