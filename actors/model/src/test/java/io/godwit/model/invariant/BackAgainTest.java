package io.godwit.model.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.RoomGranted;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.invariant.Finding.Verdict;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A guest of two devices moves away, and comes back to those that it had before. */
class BackAgainTest {

  private static final List<String> HERE = List.of("a/n/1", "a/n/2");
  private static final List<String> THERE = List.of("b/n/1", "b/n/2");

  private final Invariant phases = Invariants.PHASES_IN_ORDER.create();
  private int order;

  private void say(EntityId by, Event event) {
    order++;
    phases.accept(new RecordedEvent(order, by, 1, new Occurrence(SimTime.ZERO, order, event)));
  }

  private void moves(String migration, String from, String to, List<String> at, List<String> next) {
    EntityId self = EntityId.migration(migration);
    ByteCount memory = ByteCount.ofKib(1);
    say(self, new MigrationStarted("vm", from, to, 1, memory, "textbook", "pre-copy", at));
    say(EntityId.hypervisor(to), new ReservationMade(migration, "vm", memory, next));
    say(self, new RoomGranted(next));
  }

  private void changes(String member, String... states) {
    for (int i = 1; i < states.length; i++) {
      say(EntityId.hypervisor("any"), new VfioStateChanged(member, states[i - 1], states[i]));
    }
  }

  private void comesBack() {
    moves("away", "a", "b", HERE, THERE);
    HERE.forEach(member -> changes(member, "RUNNING", "RUNNING_P2P"));
    HERE.forEach(member -> changes(member, "RUNNING_P2P", "STOP", "STOP_COPY"));
    moves("back", "b", "a", THERE, HERE);
    HERE.forEach(member -> changes(member, "RUNNING", "RUNNING_P2P", "STOP", "RESUMING"));
  }

  private void is(Verdict verdict) {
    assertThat(phases.finding().verdict()).as(phases.finding().detail()).isEqualTo(verdict);
  }

  @Test
  void should_let_devices_arrive_one_by_one_where_they_were_the_source() {
    comesBack();
    is(Verdict.HELD);
  }

  @Test
  void should_notice_a_device_that_runs_there_before_another_has_arrived() {
    comesBack();
    changes("a/n/1", "RESUMING", "STOP", "RUNNING_P2P", "RUNNING");
    is(Verdict.BROKEN);
    assertThat(phases.finding().detail()).contains("a/n/1 goes on while a/n/2 is in RESUMING");
  }

  @Test
  void should_not_wait_for_a_device_that_broke_and_was_reset() {
    moves("away", "a", "b", HERE, THERE);
    HERE.forEach(member -> changes(member, "RUNNING", "RUNNING_P2P"));
    changes("a/n/1", "RUNNING_P2P", "ERROR", "RUNNING");
    changes("a/n/2", "RUNNING_P2P", "STOP");
    is(Verdict.HELD);
  }

  @Test
  void should_notice_that_a_device_which_was_reset_has_been_set_up_again() {
    moves("away", "a", "b", HERE, THERE);
    HERE.forEach(member -> changes(member, "RUNNING", "RUNNING_P2P"));
    changes("a/n/1", "RUNNING_P2P", "ERROR", "RUNNING");
    say(EntityId.member("a/n/1"), new DeviceInitialised(Bytes.EMPTY));
    changes("a/n/2", "RUNNING_P2P", "STOP");
    is(Verdict.BROKEN);
    assertThat(phases.finding().detail()).contains("a/n/2 goes on while a/n/1 is in RUNNING");
  }
}
