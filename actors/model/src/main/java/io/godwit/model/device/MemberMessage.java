package io.godwit.model.device;

import io.godwit.model.entity.Message;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;

/** What a member device is told, by its owner, a hypervisor, a scenario and itself. */
public sealed interface MemberMessage extends Message {

  /**
   * An owner has a member carry out a command; {@code ticket} is the owner's number for it. In band
   * a hypervisor writes the register that stands for the command, with its own number.
   */
  record Execute(long ticket, int opcode, Bytes data) implements MemberMessage {}

  /** To itself: a command that met a disturbance is carried out now. */
  record Resume(long ticket, int opcode, Bytes data) implements MemberMessage {}

  /** A scenario strikes a member. */
  record Struck(Access.Strike strike) implements MemberMessage {}

  /** To itself: a disturbance is over. */
  record Settled(Disturbance disturbance) implements MemberMessage {}

  /** Function level reset of a member; {@code cause} says why, for the record. */
  record ResetFunction(String cause) implements MemberMessage {}
}
