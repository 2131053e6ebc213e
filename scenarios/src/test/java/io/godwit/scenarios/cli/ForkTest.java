package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Exact;
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
import org.junit.jupiter.params.provider.CsvSource;
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

  /** At 2 s nothing ends; each of these times is next to a checkpoint, or between two. */
  @ParameterizedTest
  @ValueSource(strings = {"1.9 s", "1.95 s", "2 s"})
  void should_let_more_begin_at_once_where_limits_allow_it(String at) {
    Path out = runs.resolve("wider-" + at.hashCode());
    Terminal fork =
        Terminal.godwit(
            "fork",
            parent.toString(),
            "--at",
            at,
            "--set",
            "plan[0].limits.total=6",
            "--set",
            "plan[0].limits.per-source=6",
            "--out",
            out.toString());
    assertThat(fork.exitCode()).as(fork.err()).isNotEqualTo(ExitCode.BAD_INPUT);
    SimTime forked = new TimeConverter().convert(at);
    assertThat(events(out).stream().filter(each -> each.event() instanceof MigrationAdmitted))
        .filteredOn(each -> each.at().isAfter(forked))
        .extracting(each -> each.at().since(forked).nanos())
        .first()
        .isEqualTo(1L);
    assertThat(Terminal.godwit("verify", out.toString(), "--quiet").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed=7",
        "datacenter.host.memory=32 GiB",
        "vms[0].count=4",
        "protocol.admin-timeout=5 s",
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

  @ParameterizedTest
  @CsvSource({
    "plan[0].limts.total=3, did you mean 'limits'?",
    "plan[0].limits.totl=3, did you mean 'total'?",
    "plna[0].place=pack, did you mean 'plan'?",
    "protocol.x=y, unknown key; use one of",
    "rubbish, write it as path=value"
  })
  void should_say_of_a_key_that_there_is_not_what_was_meant(String setting, String said) {
    Path out = runs.resolve("misspelt");
    Terminal fork = fork(out, setting);
    assertThat(fork.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(fork.err()).contains(said).doesNotContain("cannot change");
    assertThat(out).doesNotExist();
  }

  @Test
  void should_say_of_a_host_that_fails_why_it_fails_as_announced() throws IOException {
    Path scenario =
        Files.writeString(
            runs.resolve("crash.yaml"),
            """
            name: crash
            datacenter: {fabric: {hosts-per-rack: 3}, host: {memory: 16 GiB}}
            vms: [{name: a, memory: 1 GiB, on: pod-0/rack-0/host-0}]
            faults: [{kind: host-crash, target: pod-0/rack-0/host-2, at: 9 s, for: 5 s}]
            plan: [{at: 1 s, migrate: a-0, to: pod-0/rack-0/host-1}]
            """);
    Path run = runs.resolve("crash");
    Terminal.godwit("run", scenario.toString(), "--quiet", "--out", run.toString());
    Terminal fork =
        Terminal.godwit("fork", run.toString(), "--at", "2 s", "--set", "faults[0].for=7 s");
    assertThat(fork.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(fork.err())
        .contains("of what fails only links can fail otherwise")
        .doesNotContain("strikes devices");
  }

  /** The fleet looks at once who may begin, which counts as a delivery and changes no event. */
  @Test
  void should_show_in_what_events_differ_that_read_the_same() throws IOException {
    Path run = CutRun.finished(runs.resolve("one"));
    Path out = runs.resolve("one-forked");
    Terminal.godwit(
        "fork",
        run.toString(),
        "--at",
        "1 ns",
        "--set",
        "plan[0].limits.total=1",
        "--quiet",
        "--out",
        out.toString());
    assertThat(Terminal.godwit("diff", run.toString(), out.toString()).out())
        .contains(", in delivery 2\n", ", in delivery 3\n");
  }

  @Test
  void should_tell_times_apart_that_look_the_same_when_rounded() {
    List<RecordedEvent> all = events(parent);
    SimTime end = all.get(all.size() - 1).at();
    SimTime soon = new SimTime(end.nanos() + 1);
    Terminal late =
        Terminal.godwit(
            "fork", parent.toString(), "--at", soon.nanos() + " ns", "--set", "run.keep-idle=0");
    assertThat(late.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(late.err())
        .contains(
            "forked at " + Exact.text(soon) + ": its record ends at " + Exact.text(end) + ";");
  }

  @Test
  void should_be_resumed_wherever_it_was_cut_off() throws IOException {
    Path whole = runs.resolve("to-be-cut");
    Terminal fork = fork(whole, "plan[0].limits.total=1");
    long shared = events(parent).stream().filter(event -> !event.at().isAfter(AT)).count();

    for (long events : new long[] {shared, shared + 30}) {
      Path cut = CutRun.killed(whole, events, runs.resolve("cut-" + events));
      Terminal resumed = Terminal.godwit("resume", cut.toString(), "--quiet");
      assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(fork.exitCode());
      assertThat(events(cut)).isEqualTo(events(whole));
    }
    Path early = CutRun.killed(whole, shared - 1, runs.resolve("cut-early"));
    Terminal refused = Terminal.godwit("resume", early.toString(), "--quiet");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err()).contains("forked from parent at 2 s", "fork parent again");
  }

  @Test
  void should_be_forked_again_verified_shown_as_a_tree_and_spare_its_ancestors()
      throws IOException {
    Path child = runs.resolve("generations/child");
    Path grandchild = runs.resolve("generations/grandchild");
    fork(child, "plan[0].limits.total=1");
    Terminal made =
        Terminal.godwit(
            "fork",
            child.toString(),
            "--at",
            "4 s",
            "--out",
            grandchild.toString(),
            "--set",
            "migration.memory.downtime-limit=5 ms");
    assertThat(made.exitCode()).as(made.err()).isNotEqualTo(ExitCode.BAD_INPUT);
    String shelf = child.getParent().toString();

    List<RecordedEvent> past =
        events(child).stream()
            .filter(event -> !event.at().isAfter(new SimTime(4_000_000_000L)))
            .toList();
    assertThat(events(grandchild)).startsWith(past.toArray(RecordedEvent[]::new));
    assertThat(Terminal.godwit("verify", grandchild.toString(), "--quiet").exitCode()).isZero();
    assertThat(Terminal.godwit("runs", shelf, "--tree").out())
        .contains("└─ grandchild ", "forked from child at 4 s");

    assertThat(Terminal.godwit("prune", shelf, "--keep", "0").out())
        .contains("removed grandchild", "kept child: grandchild was forked from it");
    assertThat(child).exists();
    assertThat(grandchild).doesNotExist();
  }

  /** What stands in the folder of a comparison is one of its runs, and goes with it. */
  @Test
  void should_stand_beside_the_comparison_whose_run_was_forked() throws IOException {
    Path shelf = Files.createDirectory(runs.resolve("shelf"));
    String compared =
        SCENARIO
            + "compare:\n"
            + "  axes: [{name: total, key: 'plan[0].limits.total', values: [1, 2]}]\n"
            + "  show: [duration]\n";
    Path file = Files.writeString(runs.resolve("compared.yaml"), compared);
    Path whole = shelf.resolve("whole");
    Terminal.godwit("run", file.toString(), "--out", whole.toString(), "--quiet");

    Terminal made =
        Terminal.godwit(
            "fork",
            whole.resolve("1").toString(),
            "--at",
            "2 s",
            "--set",
            "migration.memory.downtime-limit=5 ms");

    assertThat(made.exitCode()).as(made.err()).isNotEqualTo(ExitCode.BAD_INPUT);
    assertThat(shelf.resolve("small-1-1/events.db")).exists();
    assertThat(whole.resolve("small-1-1")).doesNotExist();
    assertThat(Terminal.godwit("prune", shelf.toString(), "--keep", "0").out())
        .contains("kept whole: small-1-1 was forked from it");
  }
}
