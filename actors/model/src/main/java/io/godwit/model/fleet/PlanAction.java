package io.godwit.model.fleet;

import io.godwit.model.topology.HostRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** What a plan does: which guests leave, and which hosts may take them. */
public interface PlanAction {

  /** The stable word of its kind, such as {@code drain}. */
  String word();

  /** What it is about, such as {@code pod-0/rack-1}. */
  String target();

  /**
   * The guests that shall move, in order; those that already move are left out.
   *
   * @param open whether a host is one that guests may arrive at
   */
  List<String> select(Guests guests, IntPredicate open);

  /** Whether guests of this plan may go to {@code host}. */
  boolean mayArrive(int host);

  /** Whether that is so of every host. */
  default boolean arrivesAnywhere() {
    return false;
  }

  /** The hosts that it empties, and keeps empty while it runs. */
  default Optional<HostRange> empties() {
    return Optional.empty();
  }

  /** The hosts that it will empty, all at once or one after the other. */
  default Optional<HostRange> foresees() {
    return empties();
  }

  /** What it upgrades, batch by batch. */
  default Optional<Upgrade> upgrades() {
    return Optional.empty();
  }

  /** What it evens out, step by step. */
  default Optional<Rebalance> balances() {
    return Optional.empty();
  }

  /** The one host that guests must go to. */
  default OptionalInt goesTo() {
    return OptionalInt.empty();
  }

  /** Whether guests may arrive again at the hosts that it has emptied. */
  default boolean givesBack() {
    return false;
  }

  /** Why it cannot be, said before anything of it begins; empty when nothing speaks against it. */
  default Optional<String> refusal(Guests guests) {
    return Optional.empty();
  }

  /** Whether it ends plans, and how. */
  default Optional<CancelPlan> ends() {
    return Optional.empty();
  }

  /** The guest whose migration it ends. */
  default Optional<String> cancels() {
    return Optional.empty();
  }

  /** The hosts whose lost guests it starts anew; empty for plans that move guests. */
  default Optional<HostRange> restartsFrom() {
    return Optional.empty();
  }

  /** Whether it starts guests anew, which leave no host. */
  default boolean startsAnew() {
    return restartsFrom().isPresent();
  }

  /** What must fit a destination: whoever is started anew has nothing of {@code source} left. */
  default int origin(int source) {
    return startsAnew() ? Tracked.NOWHERE : source;
  }
}
