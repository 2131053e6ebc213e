package io.godwit.model.member;

import io.godwit.model.context.Queues;
import io.godwit.model.context.RingPositions;
import io.godwit.model.device.Access;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.Option;
import io.godwit.model.option.ResumeRecheck;
import io.godwit.model.option.StopDoorbell;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;

/**
 * When a device finds what its guest put into its rings while it stood: by looking when it resumes,
 * by its notes of doorbells, or because somebody rings once more.
 */
final class RingLooks {

  private static final long SECOND = 1_000_000_000L;

  private final MemberTask task;

  RingLooks(MemberTask task) {
    this.task = task;
  }

  /** The device works again, with this context. */
  void onResume(List<ContextField> context) {
    if (nothingWaits()) {
      return;
    }
    if (task.protocol().is(ResumeRecheck.YES)) {
      all(Option.RESUME_RECHECK);
      return;
    }
    boolean index = task.protocol().is(StopDoorbell.CACHE);
    see(DoorbellNotes.followed(queues().positions(), context, index));
    if (DoorbellNotes.areIn(context)) {
      carryOutUnobserved(Option.STOP_DOORBELL);
    }
    ringLater();
  }

  /** Somebody rings every queue. */
  void onRing() {
    if (task.state().works() && !nothingWaits()) {
      all(Option.KICK_ALL_QUEUES);
    }
  }

  private boolean nothingWaits() {
    return !queues().anyWaits() && task.state().held().unobserved().isEmpty();
  }

  private Queues queues() {
    return task.state().held().queues();
  }

  private void all(Option by) {
    see(queues().positions().stream().map(RingPositions::looked).toList());
    carryOutUnobserved(by);
  }

  private void see(List<RingPositions> rings) {
    task.record(new RingsSeen(task.state().mode().word(), RingPositions.encode(rings)));
  }

  private void carryOutUnobserved(Option by) {
    List<ContextField> tables = task.state().held().unobserved();
    if (!tables.isEmpty()) {
      task.record(
          new AccessServed(
              "guest",
              Access.CONTROL_COMMAND.word(),
              task.state().mode().word(),
              Effect.APPLIED.word(),
              by.key(),
              task.protocol().word(by),
              ContextCodec.encode(tables),
              ContextCodec.encode(tables),
              ContextCodec.encode(List.of())));
    }
  }

  /**
   * The guest's next request brings a doorbell, unless both sides name the request that they want
   * to hear of: then the driver waits for the device to come to the last one, and the device for
   * the driver.
   */
  private void ringLater() {
    long rate = task.settings().requestsPerSecond();
    if (queues().anyWaits() && !task.settings().eventIndex() && rate > 0) {
      task.toSelf(SimDuration.ofNanos(SECOND / rate), new MemberMessage.RingAll());
    }
  }

  /** What lies in the guest's memory goes to the device that takes over. */
  void handOver(String to) {
    task.unit()
        .send(
            EntityId.member(to),
            SimDuration.ofNanos(1),
            new MemberMessage.MemoryCame(
                RingPositions.encode(queues().positions()),
                ContextCodec.encode(task.state().held().unobserved())));
  }
}
