package io.godwit.dashboards.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One plan as the log tells it, with a line for everything that did not come of it. */
public final class PlanRow {

  private final int plan;
  private final String kind;
  private final String target;
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private long missed;
  private boolean finished;

  PlanRow(int plan, String kind, String target) {
    this.plan = plan;
    this.kind = kind;
    this.target = target;
  }

  void note(String vm, String reason) {
    reasons.put(vm, reason);
  }

  void hasMoved(String vm) {
    if (!finished && kind.equals("drain")) {
      reasons.remove(vm);
    }
  }

  void close() {
    finished = true;
  }

  void missed(long guests) {
    missed = guests;
  }

  /** Its number in the scenario, from 0. */
  public int plan() {
    return plan;
  }

  public String kind() {
    return kind;
  }

  public String target() {
    return target;
  }

  /** Guests that it was to move and has not, without those that an operator took from it. */
  public long missed() {
    return missed;
  }

  /** The guests that did not move, or of whom something was asked in vain, each with the reason. */
  public List<String> reasons() {
    Collection<Map.Entry<String, String>> all = reasons.entrySet();
    var lines = new ArrayList<String>(all.size());
    all.forEach(each -> lines.add(each.getKey() + ": " + each.getValue()));
    return lines;
  }
}
