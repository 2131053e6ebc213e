package io.godwit.model.precopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
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

class TextbookTest {

  private static final ByteRate GIGABYTE = new ByteRate(1_000_000_000);
  private static final GuestMemory MEMORY = GuestMemory.of(ByteCount.ofGib(4), 1 << 19);

  @Property
  void should_shrink_geometrically_when_every_write_is_a_new_page(Gen gen) {
    double ratio = 0.05 + 0.85 * gen.real();
    var writes = new ByteRate((long) (ratio * 1e9));
    var limit = SimDuration.ofMillis(gen.between(30, 300));
    Estimate result = estimate(writing(writes), PreCopySettings.DEFAULT.withDowntimeLimit(limit));
    double first = (4104.0 * (1 << 19) + 9.0 * (1 << 19)) / 1e9;
    double shrink = ratio * 4104 / 4096;
    double rounds = Math.max(1, Math.ceil(Math.log(limit.toSeconds() / first) / Math.log(shrink)));
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat((double) result.rounds().size()).isCloseTo(rounds, within(1.0));
    double total = first * (1 - Math.pow(shrink, result.rounds().size())) / (1 - shrink);
    assertThat(result.running().toSeconds()).isCloseTo(total, within(0.001 * total));
    assertThat(result.stopped()).isLessThanOrEqualTo(limit);
  }

  @Property
  void should_account_for_every_byte_and_nanosecond(Gen gen) {
    var writes = new ByteRate(gen.magnitude(1_200_000_000));
    Estimate result = estimate(writing(writes), PreCopySettings.DEFAULT);
    long sent = result.finalBytes().bytes();
    long took = 0;
    for (RoundReport round : result.rounds()) {
      sent += round.sent().bytes();
      took += round.took().nanos();
    }
    assertThat(sent).isEqualTo(result.sent().bytes());
    assertThat(took).isEqualTo(result.running().nanos());
  }

  @Property
  void should_not_care_in_how_many_pieces_a_round_is_sent(Gen gen) {
    Turn whole = begin(writing(new ByteRate(400_000_000)), PreCopySettings.DEFAULT);
    long bytes = ((Step.Send) whole.step()).bytes().bytes();
    SimDuration took = GIGABYTE.timeToSend(ByteCount.of(bytes));
    long cut = gen.between(0, bytes - 1);
    var early = new SimDuration(gen.between(0, took.nanos()));
    Turn pieces =
        whole
            .next(new Sent(ByteCount.of(cut), early), SimTime.ZERO)
            .next(new Sent(ByteCount.of(bytes - cut), took.minus(early)), SimTime.ZERO);
    assertThat(pieces.step())
        .isEqualTo(whole.next(new Sent(ByteCount.of(bytes), took), SimTime.ZERO).step());
  }

  @Test
  void should_give_up_or_stop_anyway_when_the_guest_writes_faster_than_the_link() {
    DirtyModel writes = writing(new ByteRate(1_100_000_000));
    Estimate patient = estimate(writes, PreCopySettings.DEFAULT);
    assertThat(patient.outcome()).isEqualTo(Outcome.GAVE_UP);
    assertThat(patient.rounds()).hasSizeLessThan(10);
    Estimate forced =
        estimate(
            writes,
            PreCopySettings.DEFAULT
                .withOnNoConvergence(NoConvergence.STOP_ANYWAY)
                .withMaxRounds(2));
    assertThat(forced.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(forced.rounds()).hasSize(2);
    assertThat(forced.stopped()).isGreaterThan(SimDuration.ofSeconds(1));
  }

  @Test
  void should_name_the_limit_and_the_remedy_when_giving_up() {
    Turn turn = begin(writing(GIGABYTE), PreCopySettings.DEFAULT.withMaxRounds(1));
    long bytes = ((Step.Send) turn.step()).bytes().bytes();
    Step step =
        turn.next(new Sent(ByteCount.of(bytes), SimDuration.ofSeconds(2)), SimTime.ZERO).step();
    assertThat(((Step.GiveUp) step).reason())
        .contains("max-rounds of 1", "300.000 ms", "on-no-convergence");
  }

  @Test
  void should_send_nothing_more_when_the_guest_is_idle() {
    DirtyModel idle = DirtyModels.IDLE.of(Workload.even(new PageRange(0, 1), ByteRate.ZERO));
    Estimate result = estimate(idle, PreCopySettings.DEFAULT);
    assertThat(result.finalBytes()).isEqualTo(ByteCount.ZERO);
    assertThat(result.rounds()).hasSize(1);
    assertThat(Engines.values()).extracting(Engines::word).containsAll(List.of("textbook"));
  }

  private static DirtyModel writing(ByteRate rate) {
    return DirtyModels.SEQUENTIAL.of(Workload.even(new PageRange(0, 1 << 19), rate));
  }

  private static Turn begin(DirtyModel writes, PreCopySettings settings) {
    return Engines.TEXTBOOK.engine().begin(MEMORY, writes, settings, SimTime.ZERO);
  }

  private static Estimate estimate(DirtyModel writes, PreCopySettings settings) {
    return new LoneLink(GIGABYTE, SimDuration.ofSeconds(1000)).drive(begin(writes, settings));
  }
}
