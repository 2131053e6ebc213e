package io.godwit.scenarios.explore;

import io.godwit.dashboards.report.Judgement;
import io.godwit.model.entity.State;
import io.godwit.model.entity.StateTree;
import io.godwit.model.id.EntityId;
import io.godwit.scenarios.explore.Trouble.Kind;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.QuickRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Runs a draft and says what is wrong with it, if anything is. */
final class Judge {

  /** Far more than any variation takes that comes to its end. */
  private static final long MOST_DELIVERIES = 400_000;

  private static final String OURS = "io.godwit.";

  private final String version;

  Judge(String version) {
    this.version = version;
  }

  Verdict judge(Draft draft) {
    try {
      return judge(draft.read());
    } catch (ScenarioProblems problems) {
      return Verdict.refused(problems.problems().get(0).toString());
    }
  }

  private Verdict judge(ScenarioFile file) {
    var reached = new Reached();
    var left = new AtomicLong(MOST_DELIVERIES);
    QuickRun run;
    try {
      run = QuickRun.of(file, version, reached::deliver, () -> left.decrementAndGet() > 0);
    } catch (IllegalArgumentException noRoom) {
      return Verdict.refused(String.valueOf(noRoom.getMessage()));
    }
    Coverage coverage = reached.in(run.history(), file.scenario().plannedFaults());
    return new Verdict(Optional.empty(), troubles(run), coverage, run.deliveries());
  }

  private static List<Trouble> troubles(QuickRun run) {
    if (run.bug().isPresent()) {
      return List.of(bug(run.bug().get()));
    } else if (!run.hasEnded()) {
      return List.of(
          new Trouble(Kind.ENDLESS, "messages", "more than %,d".formatted(MOST_DELIVERIES)));
    }
    var troubles = new ArrayList<Trouble>();
    failed(Kind.INVARIANT, run.invariants(), troubles);
    failed(Kind.EXPECTATION, run.expectations(), troubles);
    Map<EntityId, State> states = run.states();
    states.forEach((id, state) -> troubles.addAll(LeftOver.in(id, state)));
    states.forEach((id, state) -> noFold(run, id, state).ifPresent(troubles::add));
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

  private static Optional<Trouble> noFold(QuickRun run, EntityId id, State state) {
    return StateTree.of(run.folded(id)).equals(StateTree.of(state))
        ? Optional.empty()
        : Optional.of(new Trouble(Kind.NO_FOLD, id.kind().prefix(), id.toString()));
  }
}
