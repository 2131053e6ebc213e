package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  private static final Trouble TROUBLE =
      new Trouble(Trouble.Kind.INVARIANT, "context-arrives-unchanged", "");

  private final Judge judge = new Judge("test", new Domain(List.of(), false), 1_000_000);

  /** A choice may show in what contexts hold, and in no line of a timeline. */
  @Test
  void should_keep_a_choice_without_which_nothing_is_wrong() {
    Draft found =
        Draft.of(
            Small.file(
                List.of("protocol.config-generation=restarted", "protocol.kick-all-queues=no")));
    try (var pool = new Pool(judge, 1, new AtomicBoolean())) {
      Finding finding = new Shrinker(pool, TROUBLE, found, Optional.of("protocol")).shrink(1);
      assertThat(finding.minimal().root().path("protocol").properties())
          .extracting(choice -> choice.getKey() + '=' + choice.getValue().asText())
          .containsExactly("config-generation=restarted");
      assertThat(judge.judge(finding.minimal()).troubles()).anyMatch(TROUBLE::isLike);
    }
  }
}
