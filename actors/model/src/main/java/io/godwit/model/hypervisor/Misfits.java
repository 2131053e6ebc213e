package io.godwit.model.hypervisor;

import java.util.List;
import java.util.Optional;

/** Why a host that has room for a guest cannot take it all the same. */
public final class Misfits {

  /** It has no device with the features that the guest's driver has negotiated. */
  public static final String FEATURE = "feature-mismatch";

  /** Its devices do not understand a context as the source's have written it. */
  public static final String LAYOUT = "layout-mismatch";

  /** It does not know the version of the machine, or of the stream. */
  public static final String VERSION = "version-mismatch";

  private Misfits() {}

  /** What it says before it keeps room; with another layout that is found out later. */
  static Optional<String> refusal(String host, VmSpec vm, Plight plight) {
    if (plight.isDoomed(vm.name())) {
      return Optional.of(
          "%s ran out of memory: the process that was to receive %s was killed"
              .formatted(host, vm.name()));
    } else if (plight.isUnfit(FEATURE)) {
      return Optional.of(
          "%s lacks a feature that %s has negotiated (feature-mismatch)"
              .formatted(host, vm.name()));
    } else if (plight.isUnfit(VERSION)) {
      return Optional.of(
          "%s does not know the machine version of %s (version-mismatch)"
              .formatted(host, vm.name()));
    }
    boolean unreadable = plight.isUnfit(LAYOUT) && vm.devices().isEmpty();
    return unreadable
        ? Optional.of(
            "%s cannot read the device state of %s (layout-mismatch)".formatted(host, vm.name()))
        : Optional.empty();
  }

  /** What it says to a guest for which it lacks these. */
  static String lacking(String host, String vm, List<String> lacking) {
    return "%s does not fit %s: %s".formatted(host, vm, String.join("; ", lacking));
  }
}
