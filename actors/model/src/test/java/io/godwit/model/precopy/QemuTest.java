package io.godwit.model.precopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.LoneLink.Estimate;
import io.godwit.model.precopy.LoneLink.Outcome;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

class QemuTest {

  private static final LoneLink LINK =
      new LoneLink(new ByteRate(1_200_000_000), SimDuration.ofSeconds(60));
  private static final PageRange SET = new PageRange(4096, 16384);
  private static final GuestMemory MEMORY = new GuestMemory(65536, List.of(SET));
  private static final QemuHost INSTANT =
      new QemuHost(
          Step.UNLIMITED,
          Step.UNLIMITED,
          SimDuration.ZERO,
          SimDuration.ZERO,
          SimDuration.ZERO,
          Processors.HARDWARE,
          SimDuration.ZERO);

  /** Vectors of a page-exact model of the same loop; working set 64 MiB of 256 MiB. */
  @Test
  void should_agree_with_a_page_exact_loop() {
    check(DirtyModels.SEQUENTIAL, 2000, 32, 300, 2309, 4, 20985);
    check(DirtyModels.SEQUENTIAL, 6000, 32, 300, 6509, 14, 55390);
    check(DirtyModels.UNIFORM, 6000, 32, 300, 3909, 9, 33971);
    check(DirtyModels.UNIFORM, 9000, 32, 300, 9409, 33, 79214);
    check(DirtyModels.SEQUENTIAL, 4000, 32, 100, 3803, 8, 31587);
    check(DirtyModels.SEQUENTIAL, 4000, 32, 1000, 2035, 3, 24415);
    check(DirtyModels.SEQUENTIAL, 8000, 64, 300, 1417, 6, 27591);
  }

  private static void check(
      DirtyModels kind, long rate, long mib, long limit, long millis, int syncs, long pages) {
    Estimate result = LINK.drive(begin(kind.of(load(rate)), settings(mib, limit)));
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(result.running().plus(result.stopped()).toMillis())
        .isCloseTo((double) millis, within(0.012 * millis));
    assertThat(result.rounds().size() + 2).isCloseTo(syncs, within(1));
    double sent = (result.sent().bytes() - 9.0 * MEMORY.zeroPages()) / 4104;
    assertThat(sent).isCloseTo((double) pages, within(0.015 * pages));
  }

  @Test
  void should_never_converge_when_new_pages_outrun_the_limit() {
    Estimate result = LINK.drive(begin(sequential(9000), settings(32, 300)));
    assertThat(result.outcome()).isEqualTo(Outcome.STILL_RUNNING);
    assertThat(result.rounds()).hasSizeBetween(30, 45);
  }

  @Test
  void should_lift_the_bandwidth_limit_once_the_guest_has_stopped() {
    Estimate result = LINK.drive(begin(sequential(2000), settings(32, 300)));
    assertThat(result.finalBytes().bytes()).isCloseTo(9_350_000L, within(400_000L));
    assertThat(result.stopped().toMillis()).isCloseTo(7.8, within(0.4));
  }

  @Property(tries = 40)
  void should_account_for_every_byte_and_answer_the_same_twice(Gen gen) {
    DirtyModels kind = gen.oneOf(List.of(DirtyModels.values()));
    Turn first = begin(kind.of(load(gen.between(0, 7000))), settings(gen.between(20, 400), 300));
    Estimate result = LINK.drive(first);
    assertThat(LINK.drive(first)).isEqualTo(result);
    long reported = 0;
    long took = 0;
    for (RoundReport round : result.rounds()) {
      reported += round.sent().bytes();
      took += round.took().nanos();
    }
    assertThat(reported + result.finalBytes().bytes()).isLessThanOrEqualTo(result.sent().bytes());
    assertThat(took).isLessThanOrEqualTo(result.running().nanos());
    assertThat(result.sent()).isGreaterThanOrEqualTo(WireFormat.PLAIN.ofAll(MEMORY));
  }

  @Property(tries = 40)
  void should_never_send_much_more_than_the_window_allows(Gen gen) {
    long mib = gen.between(1, 200);
    Turn turn = begin(sequential(6000), settings(mib, 100));
    long budget = (mib << 20) / 10;
    long sent = 0;
    SimDuration now = SimDuration.ZERO;
    for (int i = 0; i < 200 && !(turn.step() instanceof Step.StopGuest); i++) {
      Sent done = Sent.nothing(SimDuration.ofMillis(100));
      if (turn.step() instanceof Step.Send send) {
        done = new Sent(send.bytes(), SimDuration.ZERO);
      } else if (turn.step() instanceof Step.Wait wait) {
        assertThat(sent).isBetween(budget, budget + 4104);
        done = Sent.nothing(wait.length());
        sent = 0;
      }
      sent += done.bytes().bytes();
      now = now.plus(done.elapsed());
      turn = turn.next(done, SimTime.ZERO.plus(now));
    }
  }

  @Test
  void should_throttle_until_it_converges_with_auto_converge() {
    var aids = ConvergenceAids.NONE.withThrottling(Throttling.steps(50, 20, 99, 50));
    PreCopySettings settings = settings(32, 300);
    Estimate alone = LINK.drive(begin(sequential(12_000), settings));
    Estimate aided = LINK.drive(begin(sequential(12_000), settings.withAids(aids)));
    assertThat(alone.outcome()).isEqualTo(Outcome.STILL_RUNNING);
    assertThat(aided.outcome()).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void should_let_the_memory_follow_the_guest_with_post_copy() {
    var aids = ConvergenceAids.NONE.withPostCopyAfter(SimDuration.ofSeconds(5));
    Estimate result = LINK.drive(begin(sequential(12_000), settings(32, 300).withAids(aids)));
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(result.running().toSeconds()).isCloseTo(5, within(0.1));
    assertThat(result.finalBytes()).isEqualTo(ByteCount.ZERO);
    assertThat(result.followed()).isGreaterThan(SimDuration.ofMillis(20));
  }

  @Test
  void should_send_only_differences_of_pages_sent_before_with_a_delta_cache() {
    var aids = ConvergenceAids.NONE.withDeltaCache(ByteCount.ofMib(256));
    Estimate result = LINK.drive(begin(sequential(9000), settings(32, 300).withAids(aids)));
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(result.sent().bytes()).isLessThan(2L * WireFormat.PLAIN.ofAll(MEMORY).bytes());
  }

  private static Turn begin(DirtyModel writes, PreCopySettings settings) {
    return QemuSession.engine(new QemuRules(List.of()), INSTANT)
        .begin(MEMORY, writes, settings, SimTime.ZERO);
  }

  private static DirtyModel sequential(long rate) {
    return DirtyModels.SEQUENTIAL.of(load(rate));
  }

  private static Workload load(long rate) {
    var plain = new Workload(SET, Workload.pagesPerSecond(rate), 2000, 90);
    SimDuration second = SimDuration.ofSeconds(1);
    return plain
        .withExponent(900)
        .withPeriod(second)
        .withPhases(
            List.of(
                new Workload.Phase(second, DirtyModels.IDLE, plain),
                new Workload.Phase(second, DirtyModels.UNIFORM, plain)))
        .withTrace(List.of(new Workload.TraceInterval(second, rate)));
  }

  private static PreCopySettings settings(long mib, long limitMillis) {
    return PreCopySettings.DEFAULT
        .withMaxBandwidth(new ByteRate(mib << 20))
        .withDowntimeLimit(SimDuration.ofMillis(limitMillis));
  }
}
