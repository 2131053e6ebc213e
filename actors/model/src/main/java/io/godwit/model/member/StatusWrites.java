package io.godwit.model.member;

import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.event.MemberEvent.StatusOverwritten;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;

/**
 * Writes of a member's status register. Of the values that are written to one register the last
 * counts, however long a device takes to become what an earlier one has asked for.
 */
final class StatusWrites {

  private final MemberTask task;

  StatusWrites(MemberTask task) {
    this.task = task;
  }

  void overwrite(MemberMessage.Overwrite over) {
    if (!task.state().isOverwritten(over.write())) {
      task.record(new StatusOverwritten(over.write()));
    }
  }

  boolean isOverwritten(MemberMessage.Execute write) {
    return task.isInBand(write) && task.state().isOverwritten(write.ticket());
  }

  /** Whoever still looks for a value that counts no longer sees the one that is there. */
  void show(MemberMessage.Execute write) {
    boolean shows = write.data().equals(task.frames().setMode(1, task.state().mode()).data());
    task.answer(
        write,
        SimDuration.ZERO,
        new OwnerMessage.Executed(
            write.ticket(),
            shows ? AdminStatus.OK : AdminStatus.EIO,
            AdminQualifier.OK,
            Bytes.EMPTY,
            ByteCount.ZERO,
            false));
  }
}
