package io.godwit.scenarios.file;

import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What no single key can tell: whether the parts of a scenario fit together. */
final class ScenarioChecks {

  /** Of files' names, systems take 255 bytes, and a run's has its scenario's name and more. */
  private static final int LONGEST_NAME = 100;

  private final Binder binder;
  private final FabricChecks fabrics;
  private final GuestChecks guests;
  private final MigrationChecks migrations;
  private final PlanChecks plans;
  private final RoomChecks rooms;

  ScenarioChecks(Binder binder, Values scenario) {
    this.binder = binder;
    this.fabrics = new FabricChecks(binder);
    this.guests = new GuestChecks(binder);
    this.migrations = new MigrationChecks(binder);
    this.plans = new PlanChecks(binder, fabrics, scenario);
    this.rooms = new RoomChecks(binder);
  }

  /** The checks between keys, as far as the keys they need are there and right. */
  void checkWhatIsThere(Values scenario) {
    Optional<Values> datacenter = block(scenario, "datacenter");
    Optional<Values> host = datacenter.flatMap(values -> block(values, "host"));
    Optional<Topology> topology =
        datacenter.flatMap(values -> block(values, "fabric")).flatMap(fabrics::topology);
    host.ifPresent(this::owners);
    datacenter.ifPresent(
        values -> values.items("hosts").forEach(kind -> owners((Values) kind.value())));
    datacenter
        .map(OwnerChecks::all)
        .ifPresent(owners -> new DmaChecks(binder, scenario).check(owners));
    datacenter.ifPresent(values -> new OwnerChecks(binder, values).check(scenario));
    datacenter.ifPresent(
        values -> new KindChecks(binder).check(scenario, values, OwnerChecks.all(values)));
    guests.vms(scenario);
    guests.arrivals(scenario);
    datacenter.ifPresent(values -> rooms.check(scenario, values, topology));
    topology.ifPresent(
        fabric ->
            GuestChecks.groups(scenario).forEach(group -> fabrics.place(group, "on", fabric)));
    plans.check(scenario, topology);
    topology.ifPresent(fabric -> new FaultChecks(binder, plans, scenario, fabric).check());
    topology.ifPresent(
        fabric ->
            fabrics.background(block(datacenter.orElseThrow(), "fabric").orElseThrow(), fabric));
    new RecoveryChecks(binder).check(scenario);
    migrations.postCopy(scenario);
    migrations.engine(scenario);
    migrations.changes(scenario);
    expectations(scenario, scenario);
    block(scenario, "compare").ifPresent(compare -> comparison(scenario, compare));
  }

  private void comparison(Values scenario, Values compare) {
    List<Found> axes = compare.items("axes");
    if (axes.isEmpty() && !compare.has("axes") && !compare.has("seeds")) {
      binder.problem(compare.place(), compare.path(), "say what differs: 'axes', or 'seeds'");
    }
    compare
        .find("seeds")
        .filter(seeds -> Seeds.parse((String) seeds.value()).isEmpty())
        .ifPresent(seeds -> binder.problem(seeds, Seeds.wrong((String) seeds.value())));
    if (axes.size() > 2) {
      binder.problem(axes.get(2), "a table has two axes at most; make another scenario");
    }
    for (Found item : compare.items("show")) {
      ShownMetric.Parsed parsed = ShownMetric.parse((String) item.value());
      if (parsed.shown().isEmpty()) {
        binder.problem(item, parsed.problem());
      }
      parsed
          .shown()
          .flatMap(ShownMetric::scope)
          .ifPresent(scope -> plans.scope(scenario, item, scope));
    }
    for (Found item : axes) {
      Values axis = (Values) item.value();
      boolean byKey = axis.has("key") && axis.has("values") && !axis.has("choices");
      boolean byName = axis.has("choices") && !axis.has("key") && !axis.has("values");
      if (!byKey && !byName) {
        binder.problem(axis.place(), axis.path(), "say either 'key' and 'values', or 'choices'");
      }
      axis.items("choices").forEach(choice -> expectations(scenario, (Values) choice.value()));
    }
  }

  static Optional<Values> block(Values values, String key) {
    return values.find(key).map(found -> (Values) found.value());
  }

  static boolean has(Values values, String... keys) {
    for (String key : keys) {
      if (!values.has(key)) {
        return false;
      }
    }
    return true;
  }

  private void owners(Values host) {
    Set<String> names = new LinkedHashSet<>();
    for (Found item : host.items("owners")) {
      ((Values) item.value())
          .find("name")
          .ifPresent(
              name -> {
                if (!names.add((String) name.value())) {
                  binder.problem(
                      name, "'%s' is the name of another owner too".formatted(name.value()));
                }
                ScenarioChecks.word(binder, name);
              });
    }
  }

  /** Names become parts of ids and of file names. */
  static void word(Binder binder, Found name) {
    String word = (String) name.value();
    if (word.length() > LONGEST_NAME) {
      binder.problem(
          name,
          "this name has %,d characters; a name has at most %d"
              .formatted(word.length(), LONGEST_NAME));
    } else if (!word.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      binder.problem(
          name,
          "'%s' cannot be a name; use letters, digits, '-', '_' and '.'".formatted(name.value()));
    }
  }

  private void expectations(Values scenario, Values expecting) {
    for (Found item : expecting.items("expect")) {
      String text = (String) item.value();
      if (Claim.isOne(text)) {
        Claim.Parsed claim = Claim.parse(text);
        if (claim.claim().isEmpty()) {
          binder.problem(item, claim.problem());
        } else if (expecting != scenario) {
          binder.problem(item, "write this among the expectations of the whole scenario");
        }
        continue;
      }
      Expectation.Parsed parsed = Expectation.parse(text);
      if (parsed.expectation().isEmpty()) {
        binder.problem(item, parsed.problem());
      }
      parsed
          .expectation()
          .flatMap(Expectation::scope)
          .ifPresent(scope -> plans.scope(scenario, item, scope));
    }
  }

  static String size(long bytes) {
    return new ByteCount(bytes).toString();
  }
}
