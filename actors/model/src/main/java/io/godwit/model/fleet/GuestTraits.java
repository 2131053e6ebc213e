package io.godwit.model.fleet;

import java.util.List;
import java.util.Optional;

/**
 * What the fleet must know of a guest beside the room that it takes.
 *
 * @param migratable whether it can be moved at all while it runs
 * @param processors that it has to itself on a host; zero when nobody counts them
 * @param needs labels that its host must have
 * @param tolerates taints of a host that do not keep it away
 * @param apart guests that share this word are on a host of their own each; empty when it may be
 *     beside any
 * @param together guests that share this word are on one host; empty when it has no companions
 * @param cpu model of its processors, which a host must be able to give; empty for any
 * @param machine type of machine that it is, which a host must know; empty for any
 */
public record GuestTraits(
    boolean migratable,
    int processors,
    List<String> needs,
    List<String> tolerates,
    Optional<String> apart,
    Optional<String> together,
    String cpu,
    String machine) {

  /** A guest that asks for nothing. */
  public static final GuestTraits PLAIN =
      new GuestTraits(true, 0, List.of(), List.of(), Optional.empty(), Optional.empty(), "", "");

  /** A guest without companions. */
  public GuestTraits(
      boolean migratable,
      int processors,
      List<String> needs,
      List<String> tolerates,
      Optional<String> apart) {
    this(migratable, processors, needs, tolerates, apart, Optional.empty(), "", "");
  }

  public GuestTraits {
    needs = List.copyOf(needs);
    tolerates = List.copyOf(tolerates);
  }

  /** Whether it matters to it which guests are on a host. */
  boolean caresForOthers() {
    return apart.isPresent() || together.isPresent();
  }

  /** Whether they must not share a host. */
  boolean isApartFrom(GuestTraits other) {
    return apart.isPresent() && apart.equals(other.apart);
  }
}
