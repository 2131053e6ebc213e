package io.godwit.model.fleet;

import io.godwit.model.fault.Length;
import io.godwit.model.fault.Schedule;
import io.godwit.model.network.Losses;
import io.godwit.model.topology.HostRange;
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
 * @param during a condition; it strikes only while that holds, and without a time it is over then
 */
public record Mishap(
    int fault,
    String kind,
    Trouble trouble,
    Optional<Schedule> when,
    Optional<Length> lasts,
    Optional<Condition> during) {

  /** Whether its condition alone begins and ends it. */
  boolean isByCondition() {
    return during.isPresent() && when.isEmpty();
  }

  /** What is done to what. */
  public sealed interface Trouble {}

  /**
   * Something befalls hosts.
   *
   * @param among which; where a migration brings it about, the one that it names and no others
   * @param of guests whose hosts are meant, as they are when the clock brings it; empty for those
   *     above
   * @param percent how many of them each time, drawn anew; 100 for all
   * @param serial whether one is struck after the other, each at a time of the schedule
   * @param factor how many times slower, where it is about that
   */
  public record Hosts(
      List<HostRange> among,
      Optional<HostsOf> of,
      int percent,
      boolean serial,
      HostTrouble what,
      int factor)
      implements Trouble {
    public Hosts {
      among = List.copyOf(among);
    }
  }

  /** The hosts that guests are on, or those that they move to, whichever these are by then. */
  public record HostsOf(List<String> vms, boolean atDestination) {
    public HostsOf {
      vms = List.copyOf(vms);
    }
  }

  /**
   * Something befalls the control plane or its requests.
   *
   * @param delay that goes with it
   */
  public record Control(ControlTrouble what, SimDuration delay) implements Trouble {}

  /** Many migrations are asked for at once: a plan does that, and this says so. */
  public record Storm(int guests) implements Trouble {}

  /**
   * Links carry less, or nothing.
   *
   * @param names which; where a migration brings it about, those of the host that it names
   * @param of guests whose hosts' links are meant, as they are when the clock brings it
   * @param loss of what they carry, in millionths
   */
  public record Links(List<String> names, Optional<HostsOf> of, ByteRate capacity, long loss)
      implements Trouble {
    public Links {
      names = List.copyOf(names);
    }

    /** What they leave of a link that can carry so much. */
    ByteRate left(ByteRate whole) {
      return loss == 0 ? capacity : Losses.leave(whole, loss);
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
