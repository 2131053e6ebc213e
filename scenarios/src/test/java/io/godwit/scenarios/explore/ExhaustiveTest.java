package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.scenarios.explore.Exploration.Question;
import io.godwit.scenarios.explore.Steps.Step;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.QuickRun;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExhaustiveTest {

  private static final Domain DOMAIN = new Domain(List.of("link-down", "command-error"), false);

  private static Steps steps() throws ScenarioProblems {
    QuickRun run = QuickRun.of(Small.file(), "test", (entity, delivery) -> {}, () -> true);
    return Steps.of(run.history()).orElseThrow();
  }

  @Test
  void should_go_through_the_phases_of_one_attempt_in_order() throws ScenarioProblems {
    List<Step> all = steps().all();
    assertThat(all).extracting(Step::atNanos).isSorted();
    assertThat(all.stream().filter(Step::isFirst).map(Step::phase).distinct())
        .startsWith("reserve", "pre-copy", "vcpu-stop", "device-stop", "freeze")
        .endsWith("release");
  }

  @Test
  void should_have_every_fault_at_every_step_once() throws ScenarioProblems {
    Steps steps = steps();
    var commands = new Domain(List.of("command-error"), false);
    var all = new Exhaustive(Small.draft(), steps, commands, 1, Long.MAX_VALUE);
    // of either device, on either side, with three answers
    assertThat(all.size()).isEqualTo(steps.all().size() * (2L * 2 * 3));
    assertThat(faults(all, all.size())).hasSize((int) all.size());
  }

  @Test
  void should_take_pairs_from_everywhere_and_none_twice() throws ScenarioProblems {
    var pairs = new Exhaustive(Small.draft(), steps(), DOMAIN, 2, 2_000);
    assertThat(pairs.size()).isEqualTo(2_000);
    assertThat(faults(pairs, 2_000)).hasSize(2_000).allMatch(pair -> pair.size() == 2);
    assertThat(faults(pairs, 2_000)).noneMatch(pair -> pair.get(0).equals(pair.get(1)));
  }

  private static Set<JsonNode> faults(Exhaustive exhaustive, long most) {
    var faults = new HashSet<JsonNode>();
    for (long number = 1; number <= most; number++) {
      faults.add(exhaustive.draft(number).list("faults"));
    }
    return faults;
  }

  @Test
  void should_say_what_became_of_each_fault_in_each_phase() {
    var question = new Question(Small.file(), DOMAIN, 1, 96, 1, List.of(), 3);
    try (var exploration =
        new Exploration(question, "test", 2, new AtomicBoolean(), progress -> {})) {
      assertThat(exploration.explore().page(Optional.empty()))
          .contains("device-stop", "command-error source", "c completed");
    }
  }
}
