package io.godwit.model.fleet;

import io.godwit.model.fault.Schedule;
import io.godwit.model.network.HostRange;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/**
 * A fault of a scenario that the fleet lets strike: by the clock, or when a migration says so.
 *
 * @param fault its number among all faults of the scenario, from 0
 * @param kind as scenarios have it
 * @param when empty where migrations bring it about
 * @param lasts empty for ever
 */
public record Mishap(
    int fault, String kind, Trouble trouble, Optional<Schedule> when, Optional<SimDuration> lasts) {

  /** What is done to what. */
  public sealed interface Trouble {}

  /**
   * Hosts lose their power.
   *
   * @param among which; where a migration brings it about, the one that it names and no others
   * @param percent how many of them each time, drawn anew; 100 for all
   * @param serial whether one is struck after the other, each at a time of the schedule
   */
  public record Hosts(List<HostRange> among, int percent, boolean serial) implements Trouble {
    public Hosts {
      among = List.copyOf(among);
    }
  }

  /**
   * Links carry less, or nothing.
   *
   * @param names which; where a migration brings it about, those of the host that it names
   */
  public record Links(List<String> names, ByteRate capacity) implements Trouble {
    public Links {
      names = List.copyOf(names);
    }
  }

  /**
   * Guests that move are struck, in whatever phase.
   *
   * @param strike the number of what strikes them, among those that migrations know
   * @param percent how many of them each time, drawn anew
   */
  public record Movers(int strike, List<String> vms, int percent) implements Trouble {
    public Movers {
      vms = List.copyOf(vms);
    }
  }
}
