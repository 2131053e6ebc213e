package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.MigrationEvent.PostCopyPaused;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that breaks is closed, however long it has been open; one may also fall silent. */
class WhyPostCopyPausedTest {

  private static final String SCENARIO =
      """
      name: paused
      datacenter: {fabric: {hosts-per-rack: 2, host-link: 1 Gbit/s}, host: {memory: 4 GiB}}
      migration:
        memory: {strategy: post-copy}
        orchestration: {keepalive: 2 s, postcopy-recover: retry}
      vms: [{name: web, memory: 2 GiB, on: pod-0/rack-0/host-0}]
      plan: [{at: 1 s, migrate: web-0}]
      faults: [{kind: %s, vm: web-0, phase: post-copy, after: %s}]
      """;

  private static List<String> reasons(String kind, String after) throws Exception {
    ScenarioFile file = ScenarioFile.parse("paused", SCENARIO.formatted(kind, after), List.of());
    return QuickRun.of(file, "test", (entity, delivery) -> {}, () -> true).history().stream()
        .map(each -> each.event())
        .filter(PostCopyPaused.class::isInstance)
        .map(event -> ((PostCopyPaused) event).reason())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10 ms", "1999 ms", "5 s"})
  void should_say_that_a_connection_was_closed(String after) throws Exception {
    assertThat(reasons("stream-broken", after))
        .containsExactly("the connection was closed in post-copy");
  }

  @Test
  void should_say_for_how_long_nothing_came() throws Exception {
    assertThat(reasons("link-down, side: source, for: 3 s", "5 s"))
        .containsExactly("nothing came for 2.000 s in post-copy");
  }
}
