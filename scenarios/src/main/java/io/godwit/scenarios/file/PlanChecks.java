package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.ScenarioChecks.has;

import io.godwit.model.fleet.Balances;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether plans do one thing each, to guests, hosts and other plans that there are. */
final class PlanChecks {

  /** What a plan does, each with the keys that are only for it. */
  private static final Map<String, List<String>> ACTIONS = actions();

  private static final List<String> CANCELS_AT_ONCE =
      List.of("limits", "place", "order", "deadline");

  /** How many guests come is chance's. */
  private static final long ANY = -1;

  private final Binder binder;
  private final FabricChecks fabrics;

  private final PlanNames names;
  private final Map<String, Long> counts;

  PlanChecks(Binder binder, FabricChecks fabrics, Values scenario) {
    this.binder = binder;
    this.fabrics = fabrics;
    this.names = PlanNames.of(scenario);
    this.counts = counts(scenario);
  }

  void check(Values scenario, Optional<Topology> topology) {
    Set<String> own = new LinkedHashSet<>();
    for (Found item : scenario.items("plan")) {
      Values plan = (Values) item.value();
      oneAction(plan);
      keysOfOthers(plan);
      topology.ifPresent(fabric -> places(plan, fabric));
      plan.find("migrate").ifPresent(this::guest);
      plan.find("by").ifPresent(by -> balance(scenario, plan, by));
      plan.find("cancel")
          .filter(target -> names.ended((String) target.value()).isEmpty())
          .ifPresent(this::cancelled);
      plan.find("name").ifPresent(name -> name(name, own));
      plan.find("becomes").ifPresent(kind -> becomes(scenario, plan, kind));
    }
    order(scenario);
  }

  private static Map<String, List<String>> actions() {
    var actions = new LinkedHashMap<String, List<String>>();
    for (Section.Key key : ScenarioSections.plan().keys()) {
      if (key.type() instanceof ValueType.TextOrBlock text) {
        actions.put(key.name(), text.keys());
      }
    }
    return actions;
  }

  /** Whoever wrote a key that nothing reads expects something of it. */
  private void keysOfOthers(Values plan) {
    if (ACTIONS.keySet().stream().noneMatch(plan::has)) {
      return;
    }
    ACTIONS.forEach(
        (action, keys) -> {
          if (!plan.has(action)) {
            keys.forEach(key -> without(plan, key, "only %s reads it".formatted(action)));
          }
        });
    if (plan.has("rebalance")) {
      without(plan, "place", "a rebalance finds the emptiest host itself");
      without(plan, "order", "a rebalance moves whoever evens out most");
    } else if (plan.has("cancel")) {
      CANCELS_AT_ONCE.forEach(key -> without(plan, key, "cancelling takes no time"));
      plan.find("cancel")
          .filter(target -> names.ended((String) target.value()).isEmpty())
          .ifPresent(guest -> without(plan, "under-way", "one guest's migration is ended at once"));
    } else if (plan.has("migrate")) {
      without(plan, "order", "it is about one guest");
      plan.find("to").ifPresent(to -> without(plan, "place", "'to' says where the guest goes"));
    }
  }

  private void without(Values plan, String key, String why) {
    plan.find(key)
        .filter(Found::given)
        .ifPresent(found -> binder.problem(found, why + "; leave it out"));
  }

  private void oneAction(Values plan) {
    List<String> actions = ACTIONS.keySet().stream().filter(plan::has).toList();
    if (actions.size() != 1) {
      binder.problem(
          plan.place(),
          plan.path(),
          actions.isEmpty()
              ? "say what it does: one of " + String.join(", ", ACTIONS.keySet())
              : "it can do only one of " + String.join(", ", actions));
    }
  }

  private void places(Values plan, Topology fabric) {
    fabrics.place(plan, "drain", fabric);
    fabrics.place(plan, "upgrade", fabric);
    fabrics.place(plan, "evacuate", fabric);
    fabrics.host(plan, "to", fabric);
    plan.find("rebalance")
        .filter(target -> !target.value().equals("all"))
        .ifPresent(target -> fabrics.place(plan, "rebalance", fabric));
  }

  /** Guests fit on it before and after, so that it must have as much memory. */
  private void becomes(Values scenario, Values plan, Found kind) {
    List<Values> kinds =
        ScenarioChecks.block(scenario, "datacenter").stream()
            .flatMap(datacenter -> datacenter.items("hosts").stream())
            .map(item -> (Values) item.value())
            .toList();
    List<String> names =
        kinds.stream().filter(each -> each.has("name")).map(each -> each.text("name")).toList();
    if (!plan.has("upgrade")) {
      return;
    }
    if (!names.contains((String) kind.value())) {
      binder.problem(
          kind,
          "there is no kind of hosts '%s'; datacenter.hosts has %s"
              .formatted(kind.value(), names.isEmpty() ? "none" : String.join(", ", names)));
    } else if (kinds.stream().map(each -> each.find("memory").map(Found::value)).distinct().count()
        > 1) {
      binder.problem(kind, "hosts keep their memory; give all kinds of datacenter.hosts the same");
    } else if (kinds.stream().anyMatch(each -> each.has("owners"))) {
      binder.problem(kind, "hosts keep their owners; give those to datacenter.host, for all kinds");
    }
  }

  private void balance(Values scenario, Values plan, Found by) {
    boolean counted =
        ScenarioChecks.block(scenario, "datacenter").stream()
            .flatMap(datacenter -> datacenter.items("hosts").stream())
            .anyMatch(kind -> ((Values) kind.value()).has("processors"));
    if (plan.has("rebalance") && by.value().equals(Balances.CPU.word()) && !counted) {
      binder.problem(by, "no host has a number of processors; give kinds of datacenter.hosts some");
    }
  }

  private void name(Found name, Set<String> own) {
    ScenarioChecks.word(binder, name);
    if (((String) name.value()).matches("plan-[0-9]+")) {
      binder.problem(name, "plan-0 and so on are the names of plans by number; take another");
    } else if (!own.add((String) name.value())) {
      binder.problem(name, "'%s' is the name of another plan too".formatted(name.value()));
    }
  }

  private void order(Values scenario) {
    int number = 0;
    for (Found item : scenario.items("plan")) {
      int plan = number++;
      ((Values) item.value())
          .find("after")
          .ifPresent(
              after -> {
                if (names.number((String) after.value()).isEmpty()) {
                  binder.problem(
                      after,
                      "there is no plan '%s'; plans are called by their name, or plan-0 to plan-%d"
                          .formatted(after.value(), scenario.items("plan").size() - 1));
                } else if (names.waitsForItself(plan)) {
                  binder.problem(after, "this plan would wait for itself and never begin");
                }
              });
    }
  }

  /** An expectation about a plan or a group that there is not would never be met. */
  void scope(Values scenario, Found expectation, Expectation.Scope scope) {
    if (scope.isSelection()) {
      return;
    }
    boolean isPlan = scope.kind().equals("plan");
    String name = scope.name().matches("[0-9]+") ? "plan-" + scope.name() : scope.name();
    boolean there =
        isPlan
            ? names.number(name).isPresent()
            : GuestChecks.groups(scenario).stream()
                .anyMatch(vms -> !vms.has("name") || vms.text("name").equals(scope.name()));
    if (!there) {
      binder.problem(
          expectation,
          "there is no %s '%s'".formatted(isPlan ? "plan" : "group of guests", scope.name()));
    }
  }

  private void cancelled(Found target) {
    if (isGuest(target).equals(Optional.of(false))) {
      binder.problem(
          target,
          "'%s' is no guest, no plan, and no place that a plan drains".formatted(target.value()));
    }
  }

  void guest(Found vm) {
    if (isGuest(vm).equals(Optional.of(false))) {
      binder.problem(
          vm,
          "there is no guest '%s'; guests are called after their group, such as web-0"
              .formatted(vm.value()));
    }
  }

  /** Empty where a group has mistakes of its own. */
  private Optional<Boolean> isGuest(Found vm) {
    String name = (String) vm.value();
    int dash = name.lastIndexOf('-');
    String number = name.substring(dash + 1);
    Long count = counts.get(name.substring(0, Math.max(0, dash)));
    if (count != null && count == ANY) {
      return Optional.empty();
    }
    boolean there =
        count != null && number.matches("0|[1-9][0-9]{0,8}") && Long.parseLong(number) < count;
    return counts.isEmpty() ? Optional.empty() : Optional.of(there);
  }

  /** How many guests each group has; none at all when that is not known of every group. */
  private static Map<String, Long> counts(Values scenario) {
    var counts = new LinkedHashMap<String, Long>();
    for (Found item : scenario.items("vms")) {
      Values group = (Values) item.value();
      if (!has(group, "name", "count")) {
        return Map.of();
      }
      counts.put(group.text("name"), group.number("count"));
    }
    ScenarioBuilder.blocks(scenario, "arrivals").stream()
        .filter(group -> group.has("name"))
        .forEach(group -> counts.put(group.text("name"), ANY));
    return counts;
  }
}
