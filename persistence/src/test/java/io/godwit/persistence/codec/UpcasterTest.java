package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.io.Output;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A made-up past of {@code round-finished}: first without {@code dirtied}, then in mebibytes. */
class UpcasterTest {

  /** Made up: the oldest shape. */
  public record RoundOldest(int round, long sentMib, SimDuration took) {}

  /** Made up: between the oldest and today's. */
  public record RoundOld(int round, long sentMib, long dirtiedMib, SimDuration took) {}

  private record OldestToOld() implements Upcaster<RoundOldest, RoundOld> {
    @Override
    public String manifest() {
      return "test-round.v1";
    }

    @Override
    public int id() {
      return 9_001;
    }

    @Override
    public Class<RoundOldest> from() {
      return RoundOldest.class;
    }

    @Override
    public Class<RoundOld> to() {
      return RoundOld.class;
    }

    @Override
    public RoundOld upcast(RoundOldest old) {
      return new RoundOld(old.round(), old.sentMib(), 0, old.took());
    }
  }

  private record OldToToday(int id) implements Upcaster<RoundOld, RoundFinished> {
    @Override
    public String manifest() {
      return "test-round.v2";
    }

    @Override
    public Class<RoundOld> from() {
      return RoundOld.class;
    }

    @Override
    public Class<RoundFinished> to() {
      return RoundFinished.class;
    }

    @Override
    public RoundFinished upcast(RoundOld old) {
      return new RoundFinished(
          old.round(),
          ByteCount.ofMib(old.sentMib()),
          ByteCount.ofMib(old.dirtiedMib()),
          old.took());
    }
  }

  private final EventCodec codec =
      new EventCodec(List.of(new OldToToday(9_002), new OldestToOld()));

  @Test
  void should_climb_one_step_when_the_version_before_is_read() {
    assertThat(codec.decode("test-round.v2", body(7, 3, 64, 16, 900)))
        .isEqualTo(round(ByteCount.ofMib(16)));
  }

  @Test
  void should_climb_step_by_step_when_the_oldest_version_is_read() {
    assertThat(codec.decode("test-round.v1", body(7, 3, 64, 900))).isEqualTo(round(ByteCount.ZERO));
  }

  @Test
  void should_refuse_a_step_when_its_number_is_taken() {
    assertThatThrownBy(() -> new EventCodec(List.of(new OldToToday(EventType.ROUND_FINISHED.id()))))
        .hasMessageContaining("'test-round.v2' with number 502 is taken");
  }

  @Test
  void should_refuse_a_step_when_nothing_leads_on_from_it() {
    assertThatThrownBy(() -> new EventCodec(List.of(new OldestToOld())))
        .hasMessageContaining("RoundOld")
        .hasMessageContaining("add the next step");
  }

  private static Occurrence round(ByteCount dirtied) {
    return new Occurrence(
        new SimTime(5),
        7,
        new RoundFinished(3, ByteCount.ofMib(64), dirtied, SimDuration.ofNanos(900)));
  }

  /** At 5 ns, then these numbers as the old version wrote them. */
  private static byte[] body(long... numbers) {
    var out = new Output(64);
    out.writeVarLong(5, true);
    for (long number : numbers) {
      out.writeVarLong(number, true);
    }
    return out.toBytes();
  }
}
