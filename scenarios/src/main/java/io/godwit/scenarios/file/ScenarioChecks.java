package io.godwit.scenarios.file;

import io.godwit.model.network.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What no single key can tell: whether the parts of a scenario fit together. */
final class ScenarioChecks {

  private final Binder binder;

  ScenarioChecks(Binder binder) {
    this.binder = binder;
  }

  /** The checks between keys, as far as the keys they need are there and right. */
  void checkWhatIsThere(Values scenario) {
    Optional<Values> datacenter = block(scenario, "datacenter");
    Optional<Values> host = datacenter.flatMap(values -> block(values, "host"));
    Optional<Topology> topology =
        datacenter.flatMap(values -> block(values, "fabric")).flatMap(this::topology);
    host.ifPresent(this::owners);
    vms(scenario, host);
    topology.ifPresent(fabric -> room(scenario, host, fabric));
    topology.ifPresent(
        fabric -> scenario.items("vms").forEach(vms -> place((Values) vms.value(), "on", fabric)));
    plans(scenario, topology);
    topology.ifPresent(fabric -> faults(scenario, fabric));
    postCopy(scenario, host);
    simGrid(scenario);
    expectations(scenario);
    block(scenario, "compare").ifPresent(this::comparison);
  }

  private void faults(Values scenario, Topology topology) {
    for (Found item : scenario.items("faults")) {
      Values fault = (Values) item.value();
      if (!fault.has("kind")) {
        continue;
      }
      boolean ofLink = DeviceFaults.isOfLink(fault);
      for (String key : ofLink ? List.of("target", "at", "for") : List.of("vm")) {
        if (!fault.has(key)) {
          binder.problem(
              fault.place(),
              fault.path(),
              "a fault of kind %s needs '%s'".formatted(fault.text("kind"), key));
        }
      }
      fault.find("vm").filter(vm -> !ofLink).ifPresent(vm -> guest(scenario, vm));
      fault
          .find("target")
          .filter(target -> topology.linksNamed((String) target.value()).length == 0)
          .ifPresent(
              target ->
                  problem(
                      target,
                      "there is no link '%s'; name one such as %s, or pod-0/rack-0/uplink-0"
                          .formatted(target.value(), topology.linkName(0))));
      if (ofLink && fault.text("kind").equals("link-degraded") != fault.has("capacity")) {
        binder.problem(
            fault.place(),
            fault.path(),
            "link-degraded needs a capacity, and link-down can have none");
      }
    }
  }

  /** A device that writes to a page that is not there yet would corrupt memory. */
  private void postCopy(Values scenario, Optional<Values> host) {
    Optional<Found> strategy =
        block(scenario, "migration")
            .flatMap(migration -> block(migration, "memory"))
            .flatMap(memory -> memory.find("strategy"))
            .filter(word -> List.of("post-copy", "hybrid").contains((String) word.value()));
    boolean devices =
        scenario.items("vms").stream()
            .anyMatch(vm -> !((Values) vm.value()).items("devices").isEmpty());
    if (strategy.isPresent() && devices && host.isPresent()) {
      problem(
          strategy.get(),
          "'%s' does not go with devices: they have no page faults (QEMU refuses it too); use guests"
                  .formatted(strategy.get().value())
              + " without devices, or another strategy");
    }
  }

  private void simGrid(Values scenario) {
    Optional<Values> migration = block(scenario, "migration");
    boolean simGrid =
        migration.filter(values -> values.has("engine")).isPresent()
            && migration.orElseThrow().text("engine").equals("simgrid");
    migration
        .flatMap(values -> block(values, "memory"))
        .flatMap(memory -> memory.find("strategy"))
        .filter(strategy -> simGrid && !strategy.value().equals("pre-copy"))
        .ifPresent(
            strategy ->
                problem(
                    strategy,
                    "engine simgrid knows nothing of '%s'; use pre-copy, or another engine"
                        .formatted(strategy.value())));
  }

  private void comparison(Values compare) {
    List<Found> axes = compare.items("axes");
    if (axes.size() > 2) {
      problem(axes.get(2), "a table has two axes at most; make another scenario");
    }
    for (Found item : axes) {
      Values axis = (Values) item.value();
      boolean byKey = axis.has("key") && axis.has("values") && !axis.has("choices");
      boolean byName = axis.has("choices") && !axis.has("key") && !axis.has("values");
      if (!byKey && !byName) {
        binder.problem(axis.place(), axis.path(), "say either 'key' and 'values', or 'choices'");
      }
      axis.items("choices").forEach(choice -> expectations((Values) choice.value()));
    }
  }

  static Optional<Values> block(Values values, String key) {
    return values.find(key).map(found -> (Values) found.value());
  }

  private static boolean has(Values values, String... keys) {
    for (String key : keys) {
      if (!values.has(key)) {
        return false;
      }
    }
    return true;
  }

  private void problem(Found at, String message) {
    binder.problem(at.place(), at.path(), message);
  }

  private Optional<Topology> topology(Values fabric) {
    if (!has(
        fabric,
        "pods",
        "racks-per-pod",
        "hosts-per-rack",
        "host-link",
        "rack-uplink",
        "rack-uplinks",
        "latency")) {
      return Optional.empty();
    }
    long hosts =
        fabric.number("pods") * fabric.number("racks-per-pod") * fabric.number("hosts-per-rack");
    if (hosts > 1_000_000 || hosts <= 0) {
      binder.problem(
          fabric.place(), fabric.path(), "that is %,d hosts; at most 1,000,000".formatted(hosts));
      return Optional.empty();
    }
    return wiring(fabric, new Topology(ScenarioBuilder.fabric(fabric)))
        ? Optional.of(ScenarioBuilder.topology(fabric))
        : Optional.empty();
  }

  /** Whether every route leads from a host to another over links that are there. */
  private boolean wiring(Values fabric, Topology plain) {
    int before = binder.problems().size();
    Set<String> names = new LinkedHashSet<>();
    for (Found item : fabric.items("links")) {
      ((Values) item.value())
          .find("name")
          .ifPresent(
              name -> {
                word(name);
                if (!names.add((String) name.value())) {
                  problem(name, "'%s' is the name of another link too".formatted(name.value()));
                }
              });
    }
    for (Found item : fabric.items("routes")) {
      Values route = (Values) item.value();
      host(route, "from", plain);
      host(route, "to", plain);
      route.items("via").stream()
          .filter(via -> !names.contains((String) via.value()))
          .forEach(
              via ->
                  problem(
                      via,
                      "there is no link '%s'; there are %s"
                          .formatted(via.value(), String.join(", ", names))));
    }
    return has(fabric, "model") && before == binder.problems().size();
  }

  private void host(Values values, String key, Topology topology) {
    place(values, key, topology);
    oneHost(values, key, topology);
  }

  private void owners(Values host) {
    Set<String> names = new LinkedHashSet<>();
    for (Found item : host.items("owners")) {
      ((Values) item.value())
          .find("name")
          .ifPresent(
              name -> {
                if (!names.add((String) name.value())) {
                  problem(name, "'%s' is the name of another owner too".formatted(name.value()));
                }
                word(name);
              });
    }
  }

  /** Names become parts of ids and of file names. */
  private void word(Found name) {
    if (!((String) name.value()).matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      problem(
          name,
          "'%s' cannot be a name; use letters, digits, '-', '_' and '.'".formatted(name.value()));
    }
  }

  private void vms(Values scenario, Optional<Values> host) {
    scenario.find("name").ifPresent(this::word);
    Set<String> names = new LinkedHashSet<>();
    for (Found item : scenario.items("vms")) {
      Values vm = (Values) item.value();
      vm.find("name")
          .ifPresent(
              name -> {
                if (!names.add((String) name.value())) {
                  problem(name, "'%s' is the name of another group too".formatted(name.value()));
                }
                word(name);
              });
      host.ifPresent(values -> fits(vm, values));
      block(vm, "dirtying").ifPresent(dirtying -> dirtying(vm, dirtying));
    }
  }

  private void fits(Values vm, Values host) {
    if (has(vm, "memory") && has(host, "memory") && vm.number("memory") > host.number("memory")) {
      problem(
          vm.find("memory").orElseThrow(),
          "a guest of %s fits on no host: hosts have %s; make the guest smaller or the hosts larger"
              .formatted(size(vm.number("memory")), size(host.number("memory"))));
    }
    List<String> owners =
        host.items("owners").stream()
            .flatMap(owner -> ((Values) owner.value()).find("name").stream())
            .map(name -> (String) name.value())
            .toList();
    for (Found device : vm.items("devices")) {
      if (!owners.contains((String) device.value())) {
        problem(
            device,
            owners.isEmpty()
                ? "hosts have no owner '%s'; add it to datacenter.host.owners"
                    .formatted(device.value())
                : "hosts have no owner '%s'; they have %s"
                    .formatted(device.value(), String.join(", ", owners)));
      }
    }
  }

  private void dirtying(Values vm, Values dirtying) {
    if (!has(vm, "memory", "zero")) {
      return;
    }
    long filled = vm.number("memory") / 100 * (100 - vm.number("zero"));
    long workingSet = writing(dirtying, vm.number("memory"), filled, "the guest's memory");
    for (Found phase : dirtying.items("phases")) {
      writing((Values) phase.value(), workingSet, workingSet, "the guest's working set");
    }
    for (Found item : dirtying.items("trace")) {
      ((Values) item.value())
          .find("dirties")
          .filter(dirties -> (Long) dirties.value() > workingSet)
          .ifPresent(
              dirties ->
                  problem(
                      dirties,
                      "an interval cannot dirty more than the working set of " + size(workingSet)));
    }
    needs(dirtying, "phased", "phases", "- {for: 10 s, model: uniform, rate: 40 MB/s}");
    needs(dirtying, "trace", "trace", "- {for: 1 s, dirties: 40 MiB}");
  }

  /** Gives the working set in bytes, or what stands for it when it is wrong. */
  private long writing(Values values, long most, long otherwise, String of) {
    long workingSet = values.has("working-set") ? values.number("working-set") : otherwise;
    if (workingSet > most) {
      problem(
          values.find("working-set").orElseThrow(),
          "a working set of %s is more than %s of %s".formatted(size(workingSet), of, size(most)));
      workingSet = most;
    }
    if (values.has("hot") && values.number("hot") > workingSet) {
      problem(
          values.find("hot").orElseThrow(),
          "a hot part of %s is more than the working set of %s"
              .formatted(size(values.number("hot")), size(workingSet)));
    }
    needs(values, "hot-cold", "hot", "512 MiB");
    needs(values, "drift", "hot", "64 MiB");
    return workingSet;
  }

  private void needs(Values values, String model, String key, String example) {
    if (values.has("model") && values.text("model").equals(model) && !values.has(key)) {
      binder.problem(
          values.place(),
          values.path(),
          "model %s needs '%s', such as %s: %s".formatted(model, key, key, example));
    }
  }

  private void room(Values scenario, Optional<Values> host, Topology topology) {
    if (host.isEmpty() || !has(host.get(), "memory")) {
      return;
    }
    double sum = 0;
    for (Found item : scenario.items("vms")) {
      Values vm = (Values) item.value();
      if (!has(vm, "memory", "count")) {
        return;
      }
      sum += (double) vm.number("memory") * vm.number("count");
    }
    double wanted = sum;
    double there = (double) host.get().number("memory") * topology.hosts();
    if (wanted > there) {
      scenario
          .find("vms")
          .ifPresent(
              vms ->
                  problem(
                      vms,
                      "all guests together need %.1f GiB, and %,d hosts have %.1f GiB"
                          .formatted(wanted / (1L << 30), topology.hosts(), there / (1L << 30))));
    }
  }

  private void plans(Values scenario, Optional<Topology> topology) {
    for (Found item : scenario.items("plan")) {
      Values plan = (Values) item.value();
      List<String> actions =
          List.of("drain", "migrate", "rebalance", "cancel").stream().filter(plan::has).toList();
      if (actions.size() != 1) {
        binder.problem(
            plan.place(),
            plan.path(),
            actions.isEmpty()
                ? "say what it does: one of drain, migrate, rebalance, cancel"
                : "it can do only one of " + String.join(", ", actions));
      }
      topology.ifPresent(
          fabric -> {
            place(plan, "drain", fabric);
            host(plan, "to", fabric);
            plan.find("rebalance")
                .filter(target -> !target.value().equals("all"))
                .ifPresent(target -> place(plan, "rebalance", fabric));
          });
      plan.find("migrate").ifPresent(vm -> guest(scenario, vm));
      plan.find("cancel").ifPresent(vm -> guest(scenario, vm));
    }
  }

  private void place(Values plan, String key, Topology topology) {
    plan.find(key)
        .filter(target -> topology.named((String) target.value()).isEmpty())
        .ifPresent(
            target ->
                problem(
                    target,
                    "there is no '%s'; hosts are %s to %s"
                        .formatted(
                            target.value(),
                            topology.hostName(0),
                            topology.hostName(topology.hosts() - 1))));
  }

  private void oneHost(Values values, String key, Topology topology) {
    values
        .find(key)
        .flatMap(target -> topology.named((String) target.value()))
        .filter(range -> range.count() > 1)
        .ifPresent(
            range ->
                problem(
                    values.find(key).orElseThrow(),
                    "name one host, such as " + topology.hostName(range.first())));
  }

  private void guest(Values scenario, Found vm) {
    for (Found item : scenario.items("vms")) {
      Values group = (Values) item.value();
      if (!has(group, "name", "count")) {
        return;
      }
      if (((String) vm.value()).matches(Pattern.quote(group.text("name")) + "-[0-9]{1,9}")) {
        long number =
            Long.parseLong(((String) vm.value()).substring(group.text("name").length() + 1));
        if (number < group.number("count")) {
          return;
        }
      }
    }
    problem(
        vm,
        "there is no guest '%s'; guests are called after their group, such as web-0"
            .formatted(vm.value()));
  }

  private void expectations(Values scenario) {
    for (Found item : scenario.items("expect")) {
      Expectation.Parsed parsed = Expectation.parse((String) item.value());
      if (parsed.expectation().isEmpty()) {
        problem(item, parsed.problem());
      }
    }
  }

  private static String size(long bytes) {
    return new ByteCount(bytes).toString();
  }
}
