package io.godwit.scenarios.run;

import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.RecordException;
import io.godwit.scenarios.file.ScenarioKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which keys of a scenario a fork may change: those that no entity with a past has folded into what
 * it holds, or that it keeps as they were. Whatever is not named here is refused.
 */
final class ForkedKeys {

  /** Of migrations that begin after the fork; of the fleet's decisions; or of no event at all. */
  private static final Pattern FREE =
      Pattern.compile(
          "(migration\\.(engine|orchestrator|device-skew|(memory|device-context|retry)(\\..+)?)"
              + "|run\\..+|expect\\b.*|about)");

  private static final Pattern PLAN = Pattern.compile("plan\\[([0-9]{1,6})\\]\\.(.+)");

  /** What the fleet reads anew each time that it lets a migration begin. */
  private static final Pattern OF_ANY_PLAN = Pattern.compile("(limits(\\..+)?|place)");

  /** What a plan asks for, read when it begins. */
  private static final Pattern OF_PLANS_TO_COME =
      Pattern.compile("(order|drain|migrate|cancel|to|rebalance|within)");

  /** Of a link that fails later on; whether it does so is for the scenario to say. */
  private static final Pattern FAULT =
      Pattern.compile("faults\\[[0-9]{1,6}\\]\\.(target|for|capacity)");

  private static final Map<String, String> REASONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("name", "it is on record as the name of what was run"),
              Map.entry("seed", "all that was drawn until then follows from it"),
              Map.entry(
                  "datacenter", "hosts, links and devices hold what they did with it until then"),
              Map.entry("vms", "where guests are and what they wrote follows from it"),
              Map.entry("arrivals", "which guests come, and when, was drawn from it"),
              Map.entry("protocol", "devices have behaved by it until then"),
              Map.entry("compare", "a fork is one run"),
              Map.entry("migration.calls", "calls that are under way were sent by it"),
              Map.entry(
                  "migration.driver",
                  "it sets options of the protocol, by which devices have behaved"),
              Map.entry("faults", "what fails was announced when the run began"),
              Map.entry("plan", "plans were announced, with their times, when the run began")));

  private final SimTime at;
  private final int plans;
  private final Set<Integer> begun;

  /**
   * @param at when the fork leaves the shared past
   * @param plans how many the scenario has
   * @param past the fleet's events up to then
   */
  ForkedKeys(SimTime at, int plans, List<RecordedEvent> past) {
    this.at = at;
    this.plans = plans;
    begun =
        past.stream()
            .map(RecordedEvent::event)
            .flatMap(
                event ->
                    event instanceof PlanStarted plan
                        ? Optional.of(plan.plan()).stream()
                        : Optional.<Integer>empty().stream())
            .collect(Collectors.toSet());
  }

  /** Throws {@link RecordException} for a setting, {@code path=value}, that a fork cannot have. */
  void require(String setting) {
    String path = ScenarioKeys.path(setting);
    if (FREE.matcher(path).matches() || FAULT.matcher(path).matches()) {
      return;
    }
    Matcher plan = PLAN.matcher(path);
    if (!plan.matches()) {
      throw refused(setting, path, reason(path));
    }
    requireOfPlan(setting, path, Integer.parseInt(plan.group(1)), plan.group(2));
  }

  private void requireOfPlan(String setting, String path, int plan, String key) {
    boolean toCome = OF_PLANS_TO_COME.matcher(key).matches();
    if (plan >= plans || !(toCome || OF_ANY_PLAN.matcher(key).matches())) {
      throw refused(setting, path, reason(path));
    } else if (toCome && begun.contains(plan)) {
      throw refused(setting, path, "the plan had begun by then, and asked for what it asked");
    }
  }

  private static String reason(String path) {
    return REASONS.entrySet().stream()
        .filter(entry -> isIn(path, entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("it is none of the keys that can change without rewriting the past");
  }

  private static boolean isIn(String path, String key) {
    return path.startsWith(key)
        && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
  }

  private RecordException refused(String setting, String path, String reason) {
    return new RecordException(
        "--set " + setting,
        "'%s' cannot change at %s: %s".formatted(path, Exact.text(at), reason),
        "leave it out, or run the scenario from its beginning with it");
  }
}
