package io.godwit.model.option;

/** What a hypervisor brings of the function's MSI-X: masks and pending bits, or nothing. */
public enum PciRestore implements Choice {
  MSIX,
  NONE;

  @Override
  public Option option() {
    return Option.PCI_RESTORE;
  }
}
