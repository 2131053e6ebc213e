package io.godwit.model.fault;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/** What makes something slow, each for a while; of several at once the worst counts. */
public final class Slowdowns implements StatePart {

  private static final int NONE = 1;

  private record Slowdown(int factor, SimTime until) {}

  private final List<Slowdown> all = new ArrayList<>();

  public void begin(SimTime at, int factor, SimDuration lasts) {
    all.removeIf(each -> !each.until().isAfter(at));
    all.add(new Slowdown(factor, at.plus(lasts)));
  }

  public void forget() {
    all.clear();
  }

  /** How many times as long everything takes: 1 while nothing is slow. */
  public int factor(SimTime now) {
    int worst = NONE;
    for (Slowdown each : all) {
      worst = each.until().isAfter(now) ? Math.max(worst, each.factor()) : worst;
    }
    return worst;
  }
}
