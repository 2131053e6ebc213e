package io.godwit.model.hypervisor;

/** What a hypervisor can be asked to do with a member device, each one or two admin commands. */
public enum DeviceOperation {
  READ_CONTEXT("read-context"),
  WRITE_CONTEXT("write-context"),
  DISCARD_CONTEXT("discard-context"),
  STOP("stop"),
  FREEZE("freeze"),
  ACTIVATE("activate");

  private final String word;

  DeviceOperation(String word) {
    this.word = word;
  }

  /** The stable word that events carry. */
  public String word() {
    return word;
  }

  static DeviceOperation of(String word) {
    for (DeviceOperation operation : values()) {
      if (operation.word.equals(word)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no device operation");
  }
}
