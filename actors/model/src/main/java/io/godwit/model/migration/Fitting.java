package io.godwit.model.migration;

import io.godwit.model.hypervisor.GuestNeeds;
import io.godwit.model.hypervisor.VmSpec;
import java.util.Optional;

/**
 * What guests need of their destination where hosts differ, and when somebody looks.
 *
 * @param before whether the destination looks before it keeps room; else a device looks when it
 *     gets its context, and the host when it starts the guest
 * @param needs of guests
 */
public record Fitting(boolean before, Needs needs) {

  /** Hosts that are all alike. */
  public static final Fitting ALIKE = new Fitting(true, (vm, kind) -> Optional.empty());

  /** What a guest finds where it is, and must find elsewhere. */
  @FunctionalInterface
  public interface Needs {

    /** Of the guest {@code vm} on a host of this kind; empty where hosts are alike. */
    Optional<GuestNeeds> of(VmSpec vm, int kind);
  }

  /** What the destination is asked to look at before it keeps room. */
  Optional<GuestNeeds> first(VmSpec vm, int kind) {
    return before ? needs.of(vm, kind) : Optional.empty();
  }

  /** What shows when the guest is to start there, for nobody has looked. */
  Optional<GuestNeeds> late(VmSpec vm, int kind) {
    return before ? Optional.empty() : needs.of(vm, kind);
  }
}
