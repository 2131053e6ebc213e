package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.replay.Held;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.Lineage;
import io.godwit.scenarios.run.PastRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkTest {

  private static final String SCENARIO =
      """
      name: small
      datacenter:
        fabric: {hosts-per-rack: 4}
        host: {memory: 64 GiB}
      vms:
        - {name: web, count: 8, on: pod-0/rack-0/host-0, memory: 2 GiB,
           dirtying: {model: uniform, rate: 40 MiB/s, working-set: 1 GiB}}
      plan:
        - {drain: pod-0/rack-0/host-0, limits: {per-source: 2, per-destination: 2, total: 2}}
      """;

  private static final SimTime AT = new SimTime(2_000_000_000L);

  @TempDir private static Path runs;

  private static Path parent;

  @BeforeAll
  static void runParent() throws IOException {
    Path file = Files.writeString(runs.resolve("small.yaml"), SCENARIO);
    parent = runs.resolve("parent");
    Terminal run =
        Terminal.godwit(
            "run",
            file.toString(),
            "--out",
            parent.toString(),
            "--checkpoint-every",
            "10",
            "--quiet");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static Terminal fork(Path out, String setting) {
    return Terminal.godwit(
        "fork", parent.toString(), "--at", "2 s", "--set", setting, "--out", out.toString());
  }

  private static List<RecordedEvent> events(Path run) {
    try (EventLog log = EventLog.open(run.resolve("events.db"));
        Stream<RecordedEvent> events = log.events()) {
      return events.toList();
    }
  }

  private static List<Held> held(Path run, Set<EntityId> entities) throws Exception {
    try (PastRun past = PastRun.open(run)) {
      return past.replay(past.rules(Home.version())).at(AT, entities);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "migration.memory.downtime-limit=5 ms",
        "migration.memory.max-bandwidth=1 Gbit/s",
        "migration.memory.strategy=stop-and-copy",
        "migration.device-skew=7 ms",
        "migration.engine=qemu-10",
        "migration.retry.attempts=1",
        "plan[0].limits.total=1",
        "plan[0].place=pack"
      })
  void should_share_the_past_byte_for_byte_and_fold_it_alike(String setting) throws Exception {
    Path out = runs.resolve("fork-" + setting.hashCode());

    Terminal fork = fork(out, setting);

    assertThat(fork.exitCode()).as(fork.err()).isNotEqualTo(ExitCode.BAD_INPUT);
    List<RecordedEvent> past =
        events(parent).stream().filter(event -> !event.at().isAfter(AT)).toList();
    assertThat(past).isNotEmpty();
    assertThat(events(out)).startsWith(past.toArray(RecordedEvent[]::new));
    Set<EntityId> entities = past.stream().map(RecordedEvent::entity).collect(Collectors.toSet());
    assertThat(held(out, entities)).containsExactlyInAnyOrderElementsOf(held(parent, entities));
    assertThat(Terminal.godwit("verify", out.toString(), "--quiet").exitCode()).isZero();
  }

  @Test
  void should_go_on_from_a_checkpoint_differ_after_it_and_know_where_it_comes_from() {
    Path out = runs.resolve("fork");

    Terminal fork = fork(out, "plan[0].limits.total=1");

    assertThat(fork.exitCode()).as(fork.err()).isNotEqualTo(ExitCode.BAD_INPUT);
    assertThat(fork.err()).contains("found again from the checkpoint at");
    assertThat(events(out)).isNotEqualTo(events(parent));
    try (EventLog log = EventLog.open(out.resolve("events.db"))) {
      assertThat(Lineage.of(log.info())).contains(new Lineage("parent", AT));
    }
    assertThat(Terminal.godwit("report", out.toString()).exitCode()).isEqualTo(fork.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed=7",
        "datacenter.host.memory=32 GiB",
        "vms[0].count=4",
        "protocol.x=y",
        "plan[0].at=1 s",
        "plan[0].order=largest-first",
        "plan[1].drain=pod-0",
        "migration.calls.local=1 ms"
      })
  void should_refuse_what_rewrites_the_past(String setting) {
    Path out = runs.resolve("refused");

    Terminal fork = fork(out, setting);

    assertThat(fork.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(fork.err()).contains(setting, "cannot change at", "run the scenario");
    assertThat(out).doesNotExist();
  }
}
