package io.godwit.model.protocol;

/** What can be asked of a member device, by its owner or by its guest. */
public enum Operation {
  MODE_SET("mode-set", true),
  CONTEXT_READ("context-read", true),
  CONTEXT_WRITE("context-write", true),
  METADATA("metadata", true),
  OBJECT("object", true),
  LEGACY("legacy", true),
  DOORBELL("doorbell", false),
  CONFIG_WRITE("config-write", false),
  CONTROL_COMMAND("control-command", false);

  private final String word;
  private final boolean command;

  Operation(String word, boolean command) {
    this.word = word;
    this.command = command;
  }

  /** The stable word of events. */
  public String word() {
    return word;
  }

  /** Whether the owner asks it with an admin command; else it is the guest's own doing. */
  public boolean isCommand() {
    return command;
  }
}
