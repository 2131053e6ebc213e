package io.godwit.model.event;

import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;

/** What happened to a member device (the virtual function that a guest drives). */
public sealed interface MemberEvent extends Event {

  /** A member was touched for the first time; {@code type} and {@code mode} are stable words. */
  record MemberStarted(String type, int queues, String mode) implements MemberEvent {}

  /**
   * The device left one mode for another; {@code drain} is the time its requests in flight took.
   */
  record ModeChanged(String from, String to, SimDuration drain) implements MemberEvent {}

  /**
   * The context was read.
   *
   * @param fields how many fields the answer held (all, or those changed since the last read)
   * @param content the encoded answer
   */
  record ContextRead(String mode, int fields, Bytes content) implements MemberEvent {}

  /** A part of a context was written; it takes effect when the device becomes active. */
  record ContextWritten(String mode, int fields, Bytes content) implements MemberEvent {}

  /** The context held by the device was dropped. */
  record ContextDiscarded(int fields) implements MemberEvent {}

  /** The whole context at the moment when nothing can change it any more: on entering Freeze. */
  record ContextSealed(Bytes content) implements MemberEvent {}

  /** The whole context with which the device begins to work, on becoming Active after writes. */
  record ContextApplied(Bytes content) implements MemberEvent {}

  /** A command was refused and nothing changed; {@code reason} names the rule. */
  record CommandRefused(String opcode, int status, int qualifier, String reason)
      implements MemberEvent {}

  /** The device was given back and holds its defaults, ready for another guest. */
  record MemberReset(String cause) implements MemberEvent {}
}
