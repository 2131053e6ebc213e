package io.godwit.model.fleet;

import java.util.List;
import java.util.Optional;

/** What a plan does: which guests leave, and which hosts may take them. */
public interface PlanAction {

  /** The stable word of its kind, such as {@code drain}. */
  String word();

  /** What it is about, such as {@code pod-0/rack-1}. */
  String target();

  /** The guests that shall move, in order; those that already move are left out. */
  List<String> select(Guests guests);

  /** Whether guests of this plan may go to {@code host}. */
  boolean mayArrive(int host);

  /** The guest whose migration it ends. */
  default Optional<String> cancels() {
    return Optional.empty();
  }
}
