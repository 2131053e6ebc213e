package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.LoneLink;
import io.godwit.model.precopy.LoneLink.Estimate;
import io.godwit.model.precopy.LoneLink.Outcome;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.Turn;
import io.godwit.model.strategy.CopyTask;
import io.godwit.model.strategy.Orchestration;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.strategy.Tuning;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each name does to guests that no pre-copy, or hardly one, brings over. */
class OrchestratorsTest {

  private static final GuestMemory MEMORY = GuestMemory.of(ByteCount.ofGib(2), 0);
  private static final ByteRate LINK = new ByteRate(1_000_000_000L);

  private static Estimate drive(Values parameters, DirtyModel writes, boolean devices) {
    Turn first =
        Strategies.PRE_COPY
            .create()
            .begin(
                new CopyTask(
                    Engines.QEMU_8_2.engine(),
                    MEMORY,
                    writes,
                    PreCopySettings.DEFAULT,
                    Tuning.DEFAULT,
                    SimTime.ZERO));
    Orchestration rules = OrchestrationBlock.build(parameters, devices);
    Turn watched = rules.watch(first, MEMORY.size(), Tuning.DEFAULT);
    return new LoneLink(LINK, SimDuration.ofSeconds(2000)).drive(watched);
  }

  /** Dirties {@code pages} faster than they can be sent. */
  private static DirtyModel hot(long pages) {
    return DirtyModels.UNIFORM.of(
        Workload.even(new PageRange(0, pages), new ByteRate(3_000_000_000L)));
  }

  @Test
  void should_do_what_the_orchestrator_says_when_the_time_is_up() {
    var outcomes = new ArrayList<String>();
    for (Orchestrators each : Orchestrators.values()) {
      Estimate result = drive(each.parameters(), hot(400_000), false);
      outcomes.add(
          each.word()
              + ' '
              + result.outcome()
              + (result.followed().isZero() ? "" : " following")
              + ' '
              + Math.round(result.running().toSeconds() / 10) * 10);
    }
    assertThat(outcomes)
        .containsExactly(
            "none STILL_RUNNING 2000",
            "libvirt STILL_RUNNING 2000",
            "nova GAVE_UP 1600",
            "nova-force-complete STOPPED 1600",
            "nova-post-copy STOPPED following 1600",
            "nova-auto-converge STOPPED 20",
            "kubevirt GAVE_UP 450",
            "kubevirt-post-copy STOPPED following 450",
            "kubevirt-disruption STOPPED 450",
            "ovirt-minimal-downtime STOPPED 20",
            "ovirt-suspend STOPPED 20",
            "ovirt-post-copy STOPPED 20");
  }

  /** Without its throttling: a measure every 10 s, and the last one decides. */
  @Test
  void should_end_as_ovirts_policies_say() throws ScenarioProblems {
    Values steady = given("auto-converge: false");
    Estimate minimal =
        drive(
            Orchestrators.OVIRT_MINIMAL_DOWNTIME.parameters().overlaid(steady),
            hot(400_000),
            false);
    assertThat(minimal.outcome()).isEqualTo(Outcome.GAVE_UP);
    assertThat(minimal.running()).isGreaterThanOrEqualTo(SimDuration.ofSeconds(60));
    Estimate suspend =
        drive(Orchestrators.OVIRT_SUSPEND.parameters().overlaid(steady), hot(400_000), false);
    assertThat(suspend.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(suspend.stopped()).isGreaterThan(SimDuration.ofSeconds(1));
    Estimate follows =
        drive(Orchestrators.OVIRT_POST_COPY.parameters().overlaid(steady), hot(400_000), false);
    assertThat(follows.followed().isZero()).isFalse();
  }

  /** QEMU moves no guest with passed-through devices by post-copy. */
  @ParameterizedTest
  @EnumSource
  void should_never_choose_post_copy_for_a_guest_with_devices(Orchestrators each) {
    Estimate result = drive(each.parameters(), hot(400_000), true);
    assertThat(result.followed().isZero()).isTrue();
    if (each == Orchestrators.KUBEVIRT_POST_COPY || each == Orchestrators.KUBEVIRT_DISRUPTION) {
      assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    }
  }

  /** 490 ms of dirty memory: a limit of 300 ms is too short, one of 500 ms will do. */
  @Test
  void should_raise_the_limit_round_by_round_until_the_rest_fits() throws ScenarioProblems {
    DirtyModel writes = hot(120_000);
    Values steps =
        parameters(
            "schedule:",
            "  - {after: 0 s, downtime-limit: 100 ms}",
            "  - {stalled: 1, downtime-limit: 300 ms}",
            "  - {stalled: 2, downtime-limit: 500 ms}",
            "  - {stalled: 20, action: abort}");
    Estimate result = drive(steps, writes, false);
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(result.stopped()).isGreaterThan(SimDuration.ofMillis(300));
    assertThat(drive(parameters("timeout: 60 s"), writes, false).outcome())
        .isEqualTo(Outcome.GAVE_UP);
  }

  @Test
  void should_take_one_measure_at_each_look() throws ScenarioProblems {
    Values impatient =
        parameters(
            "poll: 10 s",
            "schedule:",
            "  - {rounds: 1, downtime-limit: 1 ms}",
            "  - {rounds: 1, downtime-limit: 2 ms}",
            "  - {rounds: 1, action: abort}");
    Estimate result = drive(impatient, hot(400_000), false);
    assertThat(result.outcome()).isEqualTo(Outcome.GAVE_UP);
    assertThat(result.running()).isBetween(SimDuration.ofSeconds(30), SimDuration.ofSeconds(37));
  }

  /** Whatever the engine's steps are: the textbook's last a whole round. */
  @Test
  void should_keep_to_the_second() throws ScenarioProblems {
    for (String action : List.of("abort", "pause", "post-copy")) {
      Values parameters =
          parameters("timeout: 37 s", "timeout-per-gib: 30 s", "on-timeout: " + action);
      assertThat(drive(parameters, hot(400_000), false).running())
          .isBetween(SimDuration.ofSeconds(37), SimDuration.ofMillis(37_100));
    }
    Values bySize = parameters("timeout-per-gib: 5 s", "gib: 1 GB", "on-timeout: pause");
    assertThat(drive(bySize, hot(400_000), false).running())
        .as("2 GiB are 3 GB")
        .isBetween(SimDuration.ofSeconds(15), SimDuration.ofMillis(15_100));
  }

  private static Values parameters(String... lines) throws ScenarioProblems {
    return Orchestrators.NONE.parameters().overlaid(given(lines));
  }

  private static Values given(String... lines) throws ScenarioProblems {
    var binder = new Binder("test");
    Values own =
        binder.bind(
            OrchestrationBlock.SECTION,
            YamlReader.read("test", String.join("\n", lines) + "\n"),
            "orchestration");
    assertThat(binder.problems()).isEmpty();
    return own;
  }
}
