package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.RecordedEvent;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.file.Vocabulary;
import io.godwit.scenarios.run.QuickRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTest {

  private static final Domain DOMAIN = new Domain(Vocabulary.words("faults.kind"), false);

  @Test
  void should_run_as_its_text_does() throws ScenarioProblems {
    Draft base = Variations.base(Small.draft(), List.of(), DOMAIN);
    var variations = new Variations(base, 1, 30, DOMAIN, new Coverage());
    for (long number = 1; number <= 30; number++) {
      Draft draft = variations.draft(number);
      ScenarioFile written = ScenarioFile.parse("written", draft.text(), List.of());
      assertThat(history(draft.read())).isEqualTo(history(written));
    }
  }

  private static List<RecordedEvent> history(ScenarioFile file) {
    try {
      int[] left = {5_000};
      return QuickRun.of(file, "test", (entity, delivery) -> {}, () -> left[0]-- > 0).history();
    } catch (IllegalArgumentException noRoom) {
      return List.of();
    }
  }

  @Test
  void should_name_nobody_who_is_not_there() throws ScenarioProblems {
    Draft draft = Small.draft();
    draft.list("faults").addObject().put("kind", "doorbell").put("vm", "web-3");
    draft.list("plan").addObject().put("cancel", "web-3");
    draft.blocks("vms").get(0).put("count", 2);
    References.prune(draft);
    assertThat(draft.faults()).isEmpty();
    assertThat(draft.blocks("plan")).hasSize(1);
    assertThat(draft.read().scenario().plans()).hasSize(1);
  }

  @Test
  void should_be_varied_into_what_can_be_run() {
    Draft base = Variations.base(Small.draft(), List.of(), DOMAIN);
    var variations = new Variations(base, 7, 500, DOMAIN, new Coverage());
    for (long number = 1; number <= 500; number++) {
      Draft draft = variations.draft(number);
      if (number % 5 == 0) {
        variations.learn(draft);
      }
      assertThat(refusal(draft)).as(draft.text()).isEmpty();
    }
  }

  private static String refusal(Draft draft) {
    try {
      draft.read();
      return "";
    } catch (ScenarioProblems problems) {
      return problems.getMessage();
    }
  }
}
