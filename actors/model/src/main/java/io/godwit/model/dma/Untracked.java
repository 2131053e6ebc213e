package io.godwit.model.dma;

/** What a hypervisor does with a device of whose writes nobody keeps account. */
public enum Untracked {
  COUNT_ALL(
      "count-all",
      "all of the guest's memory counts as written at the stop (QEMU, without tracking before it)"),
  SUSPEND_DEVICES(
      "suspend-devices",
      "its devices stop as the migration begins, and the guest goes without (vDPA)"),
  IGNORE("ignore", "nothing: what they wrote since a page was sent is missing at the destination");

  private final String word;
  private final String about;

  Untracked(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** The stable word of scenario files. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }
}
