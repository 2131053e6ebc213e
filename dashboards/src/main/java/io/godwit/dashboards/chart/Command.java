package io.godwit.dashboards.chart;

import io.godwit.dashboards.report.StatusText;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminStatus;

/**
 * A command that a driver has given and that is not answered yet.
 *
 * @param opcode of the admin command, or what is written into the status register
 * @param operation what it is part of, such as {@code stop}
 */
record Command(long number, String opcode, String operation) {

  /** How it was answered, in a few words. */
  static String answer(int status, SimDuration latency) {
    return StatusText.name(status) + ", " + Brief.of(latency);
  }

  static Tone tone(int status) {
    return switch (status) {
      case AdminStatus.OK -> Tone.PLAIN;
      case AdminStatus.EAGAIN, AdminStatus.EBUSY -> Tone.WAIT;
      default -> Tone.FAULT;
    };
  }

  /** Nobody answered: the driver gave it up by itself. */
  static boolean isSilence(int status) {
    return status == AdminStatus.ETIME;
  }
}
