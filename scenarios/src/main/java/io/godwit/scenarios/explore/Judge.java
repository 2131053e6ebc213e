package io.godwit.scenarios.explore;

import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Timeline;
import io.godwit.model.entity.State;
import io.godwit.model.entity.StateTree;
import io.godwit.model.fleet.NoHostFound;
import io.godwit.model.id.EntityId;
import io.godwit.scenarios.explore.Trouble.Kind;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.QuickRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a draft and says what is wrong with it, if anything is. */
final class Judge {

  private static final String OURS = "io.godwit.";

  private final String version;
  private final Domain domain;
  private final long mostDeliveries;

  /**
   * Judges variations of one scenario.
   *
   * @param mostDeliveries after which a run is cut off, and not judged
   */
  Judge(String version, Domain domain, long mostDeliveries) {
    this.version = version;
    this.domain = domain;
    this.mostDeliveries = mostDeliveries;
  }

  Verdict judge(Draft draft) {
    Optional<String> gap = domain.gap(draft);
    if (gap.isPresent()) {
      return Verdict.refused(gap.get());
    }
    try {
      return judge(draft.read());
    } catch (ScenarioProblems problems) {
      return Verdict.refused(problems.problems().get(0).toString());
    }
  }

  private Verdict judge(ScenarioFile file) {
    var reached = new Reached();
    var patience = new Patience(mostDeliveries);
    QuickRun run;
    try {
      run =
          QuickRun.of(
              file,
              version,
              (entity, delivery) -> {
                patience.deliver(entity, delivery);
                reached.deliver(entity, delivery);
              },
              patience::lasts);
    } catch (NoHostFound none) {
      return Verdict.refused(none.getMessage());
    }
    Coverage coverage = reached.in(run.history(), file.scenario());
    if (reached.impossible().isPresent() && !domain.wild()) {
      return Verdict.refused(reached.impossible().get());
    }
    if (run.bug().isEmpty() && !run.hasEnded() && !patience.isStuck()) {
      return Verdict.cutOff(coverage, run.deliveries());
    }
    return new Verdict(Optional.empty(), troubles(run), coverage, run.deliveries());
  }

  /** The steps of the first migration of a draft that is right; empty when nobody migrates. */
  Optional<Steps> steps(Draft draft) {
    return Steps.of(run(draft).history());
  }

  /** Every event of its run, as far as it goes: number, time, who, what. */
  List<String> timeline(Draft draft) {
    return Timeline.numbered(run(draft).history().stream());
  }

  private QuickRun run(Draft draft) {
    var patience = new Patience(mostDeliveries);
    return QuickRun.of(check(draft), version, patience::deliver, patience::lasts);
  }

  /** The file that it is; throws when it cannot be run. */
  ScenarioFile check(Draft draft) {
    try {
      return draft.read();
    } catch (ScenarioProblems problems) {
      throw new IllegalArgumentException(problems.getMessage(), problems);
    }
  }

  private static List<Trouble> troubles(QuickRun run) {
    if (run.bug().isPresent()) {
      return List.of(bug(run.bug().get()));
    } else if (!run.hasEnded()) {
      return List.of(
          new Trouble(Kind.ENDLESS, "no time passes", "message %,d".formatted(run.deliveries())));
    }
    var troubles = new ArrayList<Trouble>();
    failed(Kind.INVARIANT, run.invariants(), troubles);
    failed(Kind.EXPECTATION, run.expectations(), troubles);
    Map<EntityId, StateTree> states = trees(run.states());
    troubles.addAll(LeftOver.in(states));
    troubles.addAll(noFolds(states, trees(run.folds())));
    return troubles;
  }

  private static void failed(Kind kind, List<Judgement> judgements, List<Trouble> troubles) {
    judgements.stream()
        .filter(Judgement::failed)
        .map(judgement -> new Trouble(kind, judgement.name(), judgement.detail()))
        .forEach(troubles::add);
  }

  /** Named after the exception and where it came from, but without a line: those move. */
  private static Trouble bug(RuntimeException bug) {
    Throwable cause = bug.getCause() == null ? bug : bug.getCause();
    String where =
        Arrays.stream(cause.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith(OURS))
            .findFirst()
            .map(frame -> simple(frame.getClassName()) + '.' + frame.getMethodName())
            .orElse("somewhere");
    return new Trouble(
        Kind.BUG,
        "%s in %s".formatted(cause.getClass().getSimpleName(), where),
        String.valueOf(bug.getMessage()));
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** Of each kind of entity, the first that would be another one if it recovered now. */
  private static List<Trouble> noFolds(
      Map<EntityId, StateTree> states, Map<EntityId, StateTree> folds) {
    var troubles = new ArrayList<Trouble>();
    states.forEach(
        (id, state) -> {
          var trouble = new Trouble(Kind.NO_FOLD, id.kind().prefix(), id.toString());
          if (!folds.get(id).equals(state) && troubles.stream().noneMatch(trouble::isLike)) {
            troubles.add(trouble);
          }
        });
    return troubles;
  }

  private static Map<EntityId, StateTree> trees(Map<EntityId, State> states) {
    var trees = new LinkedHashMap<EntityId, StateTree>();
    states.forEach((id, state) -> trees.put(id, StateTree.of(state)));
    return trees;
  }
}
