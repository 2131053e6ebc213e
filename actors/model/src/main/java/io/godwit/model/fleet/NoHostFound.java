package io.godwit.model.fleet;

/** A guest that is to be there when the run begins finds no host; the message says why. */
public final class NoHostFound extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String vm;

  NoHostFound(String vm, String message) {
    super(message);
    this.vm = vm;
  }

  /** The name of the guest. */
  public String vm() {
    return vm;
  }
}
