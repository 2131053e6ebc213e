package io.godwit.model.fleet;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.unit.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * What hosts of one kind have for guests.
 *
 * @param name such as {@code large}
 * @param memory for guests
 * @param processors for guests that count them; {@link #ANY} when there are always enough
 * @param labels that guests can ask for
 * @param taints that keep everyone away who does not tolerate them
 * @param speed of its processors in percent: what guests get done, and how fast they write
 * @param milliwatts that such a host draws, busy or not; zero where nobody counts them
 * @param engine the word of what migrates its guests; empty for the scenario's
 * @param generation of that engine: guests go to an older one only where that is allowed
 */
public record HostKind(
    String name,
    ByteCount memory,
    int processors,
    List<String> labels,
    List<String> taints,
    int speed,
    long milliwatts,
    Optional<String> engine,
    int generation) {

  public static final int ANY = Integer.MAX_VALUE;

  public HostKind {
    labels = List.copyOf(labels);
    taints = List.copyOf(taints);
  }

  /** Hosts that are there for everyone. */
  public static HostKind plain(ByteCount memory) {
    return new HostKind(
        "host", memory, ANY, List.of(), List.of(), DirtyModel.FULL_SPEED, 0, Optional.empty(), 0);
  }

  /** Whether a guest may be there at all, if there is room. */
  boolean accepts(GuestTraits guest) {
    return labels.containsAll(guest.needs()) && guest.tolerates().containsAll(taints);
  }
}
