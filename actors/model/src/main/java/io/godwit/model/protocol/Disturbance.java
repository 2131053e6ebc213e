package io.godwit.model.protocol;

import java.util.Arrays;
import java.util.Optional;

/** What can happen to a member device while something else is asked of it. */
public enum Disturbance {
  VF_FLR("function-level-reset", "the guest resets the function", true),
  PF_FLR("owner-reset", "the owner device is reset, and with it all that it kept", true),
  VIRTIO_RESET("virtio-reset", "the guest writes 0 to the status register", true),
  QUEUE_RESET("queue-reset", "the guest resets one queue", false),
  POWER("power-transition", "the guest puts the function to sleep and wakes it", false),
  VF_DISABLE("vf-disable", "the owner's driver turns the members off", true),
  LINK_CHANGE("link-change", "the device's own link goes down", false);

  private final String word;
  private final String about;
  private final boolean clears;

  Disturbance(String word, String about, boolean clears) {
    this.word = word;
    this.about = about;
    this.clears = clears;
  }

  /** The stable word of events and scenario files. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** Whether the device holds its defaults afterwards. */
  public boolean clears() {
    return clears;
  }

  /**
   * Whether nothing of the function is left as it was, the mode that its owner gave it included.
   */
  public boolean clearsFunction() {
    return this == VF_FLR || isOfOwner();
  }

  /** Whether it befalls all members of an owner at once, whatever their guests do. */
  public boolean isOfOwner() {
    return this == PF_FLR || this == VF_DISABLE;
  }

  /** The disturbance with this word; throws for any other word. */
  public static Disturbance of(String word) {
    return ofWord(word)
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no disturbance"));
  }

  public static Optional<Disturbance> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
