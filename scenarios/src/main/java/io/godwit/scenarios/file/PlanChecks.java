package io.godwit.scenarios.file;

import io.godwit.model.fleet.Balances;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether plans do one thing each, to guests, hosts and other plans that there are. */
final class PlanChecks {

  /** What a plan does, each with the keys that are only for it. */
  private static final Map<Key<?>, List<Key<?>>> ACTIONS = actions();

  private static final List<Key<?>> CANCELS_AT_ONCE =
      List.of(PlanBlock.LIMITS, PlanBlock.PLACE, PlanBlock.ORDER, PlanBlock.DEADLINE);

  /** How many guests come is chance's. */
  private static final long ANY = -1;

  private final Binder binder;
  private final Values scenario;
  private final PlanNames names;
  private final Map<String, Long> counts;

  PlanChecks(Binder binder, Values scenario) {
    this.binder = binder;
    this.scenario = scenario;
    this.names = PlanNames.of(scenario);
    this.counts = counts(scenario);
  }

  void check(Optional<Topology> topology) {
    Set<String> own = new LinkedHashSet<>();
    for (Values plan : scenario.list(ScenarioBlock.PLAN)) {
      oneAction(plan);
      keysOfOthers(plan);
      topology.ifPresent(fabric -> places(plan, fabric));
      plan.find(PlanBlock.MIGRATE).ifPresent(this::guest);
      plan.find(PlanBlock.BY).ifPresent(by -> balance(plan, by));
      plan.find(PlanBlock.CANCEL)
          .filter(target -> names.ended((String) target.value()).isEmpty())
          .ifPresent(this::cancelled);
      plan.find(PlanBlock.NAME).ifPresent(name -> name(name, own));
      plan.find(PlanBlock.BECOMES).ifPresent(kind -> becomes(plan, kind));
    }
    order();
  }

  private static Map<Key<?>, List<Key<?>>> actions() {
    var actions = new LinkedHashMap<Key<?>, List<Key<?>>>();
    for (Key<?> key : PlanBlock.SECTION.keys()) {
      if (key.type() instanceof ValueType.TextOrBlock text) {
        actions.put(
            key,
            text.keys().stream()
                .<Key<?>>map(own -> PlanBlock.SECTION.key(own).orElseThrow())
                .toList());
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
            keys.forEach(key -> without(plan, key, "only %s reads it".formatted(action.name())));
          }
        });
    if (plan.has(PlanBlock.REBALANCE)) {
      without(plan, PlanBlock.PLACE, "a rebalance finds the emptiest host itself");
      without(plan, PlanBlock.ORDER, "a rebalance moves whoever evens out most");
    } else if (plan.has(PlanBlock.CANCEL)) {
      CANCELS_AT_ONCE.forEach(key -> without(plan, key, "cancelling takes no time"));
      plan.find(PlanBlock.CANCEL)
          .filter(target -> names.ended((String) target.value()).isEmpty())
          .ifPresent(
              guest ->
                  without(plan, PlanBlock.UNDER_WAY, "one guest's migration is ended at once"));
    } else if (plan.has(PlanBlock.MIGRATE)) {
      without(plan, PlanBlock.ORDER, "it is about one guest");
      plan.find(PlanBlock.TO)
          .ifPresent(to -> without(plan, PlanBlock.PLACE, "'to' says where the guest goes"));
    }
  }

  private void without(Values plan, Key<?> key, String why) {
    plan.given(key).ifPresent(found -> binder.problem(found, why + "; leave it out"));
  }

  private void oneAction(Values plan) {
    List<String> actions = words(plan::has);
    boolean isRefused = ACTIONS.keySet().stream().anyMatch(plan::isRefused);
    if (actions.size() > 1 || (actions.isEmpty() && !isRefused)) {
      binder.problem(
          plan.place(),
          plan.path(),
          actions.isEmpty()
              ? "say what it does: one of " + String.join(", ", words(any -> true))
              : "it can do only one of " + String.join(", ", actions));
    }
  }

  private static List<String> words(Predicate<Key<?>> which) {
    return ACTIONS.keySet().stream().filter(which).map(Key::name).toList();
  }

  private void places(Values plan, Topology fabric) {
    for (Key<String> key : List.of(PlanBlock.DRAIN, PlanBlock.UPGRADE, PlanBlock.EVACUATE)) {
      Places.place(binder, plan.find(key), fabric);
    }
    Places.host(binder, plan.find(PlanBlock.TO), fabric);
    Places.place(
        binder,
        plan.find(PlanBlock.REBALANCE).filter(target -> !target.value().equals("all")),
        fabric);
  }

  /** Guests fit on it before and after, so that it must have as much memory. */
  private void becomes(Values plan, Found kind) {
    List<Values> kinds = DatacenterBlock.kindsOf(scenario);
    List<String> names =
        kinds.stream().flatMap(each -> each.maybe(HostKindBlock.NAME).stream()).toList();
    boolean mayBeRefused = kinds.stream().anyMatch(each -> each.isRefused(HostKindBlock.NAME));
    if (!plan.has(PlanBlock.UPGRADE) || mayBeRefused) {
      return;
    }
    if (!names.contains((String) kind.value())) {
      binder.problem(
          kind,
          "there is no kind of hosts '%s'; datacenter.hosts has %s"
              .formatted(kind.value(), names.isEmpty() ? "none" : String.join(", ", names)));
    } else if (kinds.stream().map(each -> each.maybe(HostKindBlock.MEMORY)).distinct().count()
        > 1) {
      binder.problem(kind, "hosts keep their memory; give all kinds of datacenter.hosts the same");
    } else if (kinds.stream().anyMatch(each -> each.has(HostKindBlock.OWNERS))) {
      binder.problem(kind, "hosts keep their owners; give those to datacenter.host, for all kinds");
    }
  }

  private void balance(Values plan, Found by) {
    boolean counted =
        DatacenterBlock.kindsOf(scenario).stream()
            .anyMatch(
                kind ->
                    kind.has(HostKindBlock.PROCESSORS) || kind.isRefused(HostKindBlock.PROCESSORS));
    if (plan.has(PlanBlock.REBALANCE) && plan.get(PlanBlock.BY) == Balances.CPU && !counted) {
      binder.problem(by, "no host has a number of processors; give kinds of datacenter.hosts some");
    }
  }

  private void name(Found name, Set<String> own) {
    Names.check(binder, name);
    if (((String) name.value()).matches("(plan-)?[0-9]+")) {
      binder.problem(name, "0 or plan-0 and so on are plans by their number; take another name");
    } else if (!own.add((String) name.value())) {
      binder.problem(name, "'%s' is the name of another plan too".formatted(name.value()));
    }
  }

  private void order() {
    int number = 0;
    for (Found item : scenario.items(ScenarioBlock.PLAN)) {
      int plan = number++;
      ((Values) item.value())
          .find(PlanBlock.AFTER)
          .ifPresent(
              after -> {
                if (names.number((String) after.value()).isEmpty()) {
                  binder.problem(
                      after,
                      "there is no plan '%s'; plans are called by their name, or plan-0 to plan-%d"
                          .formatted(after.value(), scenario.items(ScenarioBlock.PLAN).size() - 1));
                } else if (names.waitsForItself(plan)) {
                  binder.problem(after, "this plan would wait for itself and never begin");
                }
              });
    }
  }

  /** An expectation about a plan or a group that there is not would never be met. */
  void scope(Found expectation, Expectation.Scope scope) {
    if (scope.isSelection()) {
      return;
    }
    boolean isPlan = scope.kind().equals("plan");
    boolean there =
        isPlan
            ? names.number(scope.name()).isPresent()
            : GuestBlock.groups(scenario).stream()
                .anyMatch(
                    vms ->
                        !vms.has(GuestBlock.NAME) || vms.get(GuestBlock.NAME).equals(scope.name()));
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
    for (Values group : scenario.list(ScenarioBlock.VMS)) {
      if (!group.has(GuestBlock.NAME, GuestBlock.COUNT)) {
        return Map.of();
      }
      counts.put(group.get(GuestBlock.NAME), group.number(GuestBlock.COUNT));
    }
    scenario.list(ScenarioBlock.ARRIVALS).stream()
        .filter(group -> group.has(GuestBlock.NAME))
        .forEach(group -> counts.put(group.get(GuestBlock.NAME), ANY));
    return counts;
  }
}
