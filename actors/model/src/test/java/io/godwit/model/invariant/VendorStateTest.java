package io.godwit.model.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.invariant.Finding.Verdict;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device is reset where its vendor state arrives, first as a whole and then in part. */
class VendorStateTest {

  private static final Bytes NOTHING = state("0000000000000000" + "0000000000000000");
  private static final Bytes WHOLE = state("0000100000000000" + "0100000000000000");
  private static final Bytes PART = state("0010000000000000" + "0200000000000000");
  private static final Bytes BOTH = state("0000100000000000" + "0200000000000000");

  private final Invariant resets = Invariants.RESETS_CLEAR_AND_KEEP.create();
  private int order;

  /** Its size, and its generation. */
  private static Bytes state(String hex) {
    return ContextCodec.encode(List.of(new ContextField(ContextField.OPAQUE, 0, Bytes.ofHex(hex))));
  }

  private void say(Event event) {
    order++;
    resets.accept(
        new RecordedEvent(
            order, EntityId.member("b/n/1"), 1, new Occurrence(SimTime.ZERO, order, event)));
  }

  private void reset() {
    say(new DisturbanceEnded("function-level-reset", "freeze", NOTHING));
  }

  private void write(Bytes content) {
    say(new ContextWritten("freeze", 1, content));
  }

  private void is(Verdict verdict) {
    assertThat(resets.finding().verdict()).as(resets.finding().detail()).isEqualTo(verdict);
  }

  @Test
  void should_put_a_part_to_the_whole_that_came_after_the_reset() {
    reset();
    write(WHOLE);
    write(PART);
    say(new ContextApplied(BOTH));
    is(Verdict.HELD);
  }

  @Test
  void should_leave_a_part_alone_that_came_alone_after_the_reset() {
    write(WHOLE);
    reset();
    write(PART);
    say(new ContextApplied(PART));
    is(Verdict.HELD);
  }

  @Test
  void should_notice_a_part_that_is_put_to_the_whole_from_before_the_reset() {
    write(WHOLE);
    reset();
    write(PART);
    say(new ContextApplied(BOTH));
    is(Verdict.BROKEN);
  }
}
