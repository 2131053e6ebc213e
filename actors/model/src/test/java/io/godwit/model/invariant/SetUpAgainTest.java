package io.godwit.model.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.invariant.Finding.Verdict;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A guest has taken DRIVER_OK away, and its driver sets the device that it finds up again: before
 * the migration is over, or after it. What it finds is judged alike.
 */
class SetUpAgainTest {

  private static final EntityId LEFT = EntityId.member("a/n/1");
  private static final EntityId NEXT = EntityId.member("b/n/1");
  private static final EntityId MIGRATION = EntityId.migration("m");
  private static final Bytes WRITTEN = context("0b", "01");
  private static final Bytes ANEW = context("0f", "01");

  private final Invariant writes = Invariants.GUEST_WRITES_TAKE_EFFECT.create();
  private int order;

  private static Bytes context(String status, String configuration) {
    return ContextCodec.encode(
        List.of(
            new ContextField(ContextField.PART_DEVICE_STATUS, 0, Bytes.ofHex(status)),
            new ContextField(ContextField.DEVICE_CONFIG, 0, Bytes.ofHex(configuration))));
  }

  private void say(EntityId by, Event event) {
    order++;
    writes.accept(new RecordedEvent(order, by, 1, new Occurrence(SimTime.ZERO, order, event)));
  }

  private void writesAndMoves() {
    ByteCount memory = ByteCount.ofKib(1);
    say(
        MIGRATION,
        new MigrationStarted("vm", "a", "b", 1, memory, "textbook", "pre-copy", List.of("a/n/1")));
    say(EntityId.hypervisor("b"), new ReservationMade("m", "vm", memory, List.of("b/n/1")));
    say(
        LEFT,
        new AccessServed(
            "guest", "status-write", "running", "any", "test", "", WRITTEN, WRITTEN, Bytes.EMPTY));
  }

  private void completes() {
    say(
        MIGRATION,
        new MigrationCompleted(
            SimDuration.ZERO, SimDuration.ZERO, 1, ByteCount.ZERO, ByteCount.ZERO));
  }

  private void is(Verdict verdict) {
    assertThat(writes.finding().verdict()).as(writes.finding().detail()).isEqualTo(verdict);
  }

  private void sooner() {
    say(NEXT, new DeviceInitialised(ANEW));
    completes();
  }

  private void later() {
    completes();
    say(NEXT, new DeviceInitialised(ANEW));
  }

  @Test
  void should_find_what_was_written_however_soon_it_is_set_up() {
    writesAndMoves();
    say(NEXT, new ContextApplied(WRITTEN));
    sooner();
    is(Verdict.HELD);
  }

  @Test
  void should_find_what_was_written_however_late_it_is_set_up() {
    writesAndMoves();
    say(NEXT, new ContextApplied(WRITTEN));
    later();
    is(Verdict.HELD);
  }

  @Test
  void should_miss_a_write_though_the_driver_sets_up_what_it_finds_soon() {
    writesAndMoves();
    say(NEXT, new ContextApplied(context("0b", "00")));
    sooner();
    is(Verdict.BROKEN);
    assertThat(writes.finding().detail()).contains("(field 0x1, 0) is not what b/n/1 has");
  }

  @Test
  void should_miss_a_write_though_the_driver_sets_up_what_it_finds_late() {
    writesAndMoves();
    say(NEXT, new ContextApplied(context("0b", "00")));
    later();
    is(Verdict.BROKEN);
  }

  @Test
  void should_miss_all_of_it_where_nothing_has_come_and_the_driver_sets_it_up_as_it_was() {
    writesAndMoves();
    say(NEXT, new DeviceInitialised(WRITTEN));
    completes();
    is(Verdict.BROKEN);
  }
}
