package io.godwit.dashboards.page;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a page says of a scenario that no event tells.
 *
 * @param folder how commands name the run, such as {@code runs/rack-drain-42-1}
 * @param about the scenario's own line
 * @param deadlines by number of the plan, how long it had in ns
 * @param limits by number of the plan, how many it lets run, by the limit's key in the scenario
 * @param budgets bounds that the scenario puts on times
 * @param faults what the scenario's faults are, in their order
 * @param capacity of a link by its name, in bytes a second, which events tell at the end alone; 0
 *     of what is no link
 */
public record PageFacts(
    String folder,
    String about,
    Map<Integer, Long> deadlines,
    Map<Integer, Map<String, Long>> limits,
    List<Budget> budgets,
    List<String> faults,
    ToLongFunction<String> capacity) {

  /**
   * A bound from above.
   *
   * @param metric such as {@code downtime.p99}
   * @param text as the scenario has it
   */
  public record Budget(String metric, String text, long nanos) {}
}
