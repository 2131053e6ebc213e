package io.godwit.model.option;

/** Whether a register that is half written is part of the context. */
public enum PartialRegisters implements Choice {
  CAPTURED,
  LOST;

  @Override
  public Option option() {
    return Option.PARTIAL_REGISTERS;
  }
}
