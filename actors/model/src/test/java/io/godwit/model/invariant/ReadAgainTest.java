package io.godwit.model.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.ModeChanged;
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

/** A device that stands changes by itself after it was read, and is read again, or is not. */
class ReadAgainTest {

  private static final EntityId HOST = EntityId.hypervisor("b");
  private static final EntityId LEFT = EntityId.member("a/n/1");
  private static final EntityId NEXT = EntityId.member("b/n/1");
  private static final EntityId MIGRATION = EntityId.migration("m");
  private static final Bytes UP = context("01");
  private static final Bytes DOWN = context("00");

  private final Invariant arrives = Invariants.CONTEXT_ARRIVES_UNCHANGED.create();
  private final Invariant told = Invariants.CONFIG_CHANGES_SEEN.create();
  private int order;

  private static Bytes context(String link) {
    return ContextCodec.encode(
        List.of(new ContextField(ContextField.DEVICE_CONFIG, 0, Bytes.ofHex(link))));
  }

  private void say(EntityId by, Event event) {
    order++;
    var recorded = new RecordedEvent(order, by, 1, new Occurrence(SimTime.ZERO, order, event));
    arrives.accept(recorded);
    told.accept(recorded);
  }

  private void readAndThenChanged() {
    say(
        MIGRATION,
        new MigrationStarted(
            "vm", "a", "b", 1, ByteCount.ofKib(1), "textbook", "pre-copy", List.of("a/n/1")));
    say(HOST, new ReservationMade("m", "vm", ByteCount.ofKib(1), List.of("b/n/1")));
    say(LEFT, new ModeChanged("running", "suspended", SimDuration.ZERO));
    say(LEFT, new ContextSealed(UP));
    read(UP);
    say(
        LEFT,
        new AccessServed(
            "device", "link-flap", "suspended", "recorded", "test", "", DOWN, DOWN, Bytes.EMPTY));
    say(LEFT, new ContextSealed(DOWN));
  }

  private void read(Bytes content) {
    say(LEFT, new ContextRead("suspended", 1, content));
  }

  private void arrives(Bytes content, int notices) {
    say(NEXT, new ContextApplied(content));
    say(NEXT, new DeviceResumed("rechecked", notices, "test", "", content));
    say(
        MIGRATION,
        new MigrationCompleted(
            SimDuration.ZERO, SimDuration.ZERO, 1, ByteCount.ZERO, ByteCount.ZERO));
  }

  private void are(Verdict contexts, Verdict changes) {
    assertThat(arrives.finding().verdict()).as(arrives.finding().detail()).isEqualTo(contexts);
    assertThat(told.finding().verdict()).as(told.finding().detail()).isEqualTo(changes);
  }

  @Test
  void should_expect_the_change_where_it_was_read_again() {
    readAndThenChanged();
    read(DOWN);
    arrives(DOWN, 1);
    are(Verdict.HELD, Verdict.HELD);
  }

  @Test
  void should_miss_the_change_where_it_was_read_again() {
    readAndThenChanged();
    read(DOWN);
    arrives(UP, 0);
    are(Verdict.BROKEN, Verdict.BROKEN);
  }

  @Test
  void should_expect_no_change_where_it_was_not_read_again() {
    readAndThenChanged();
    arrives(UP, 0);
    are(Verdict.HELD, Verdict.UNPROVED);
  }

  @Test
  void should_notice_a_change_that_nobody_can_have_read() {
    readAndThenChanged();
    arrives(DOWN, 1);
    are(Verdict.BROKEN, Verdict.BROKEN);
  }

  @Test
  void should_expect_what_was_read_before_a_reset() {
    readAndThenChanged();
    read(DOWN);
    say(LEFT, new DisturbanceEnded("vf-disable", "suspended", UP));
    arrives(DOWN, 1);
    are(Verdict.HELD, Verdict.HELD);
  }

  @Test
  void should_miss_what_was_read_before_a_reset() {
    readAndThenChanged();
    read(DOWN);
    say(LEFT, new DisturbanceEnded("vf-disable", "suspended", UP));
    arrives(DOWN, 0);
    are(Verdict.HELD, Verdict.BROKEN);
  }
}
