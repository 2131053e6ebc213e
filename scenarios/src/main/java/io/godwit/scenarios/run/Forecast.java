package io.godwit.scenarios.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.fleet.Datacenter;
import io.godwit.model.fleet.Guests;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.PlanAction;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.kernel.StopRules;
import io.godwit.runtime.simulation.Progress;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run would come to, without running it: what its plans would move as guests stand at the
 * beginning, and how many events and how long that takes, judged by its first events.
 *
 * @param runs of the scenario; more than one for a comparison, of which the first is looked at
 * @param migrations as many as there were, where the trial came to its end; else those foreseen
 * @param movedBytes memory of the guests that move, as far as that is foreseen
 */
public record Forecast(
    String scenario,
    int runs,
    long hosts,
    long guests,
    long devices,
    List<Movement> plans,
    long migrations,
    long movedBytes,
    Trial trial) {

  /**
   * What one plan would move.
   *
   * @param whom in words, where that is not known before it moves the first of them
   */
  public record Movement(
      String plan, String begins, Optional<String> whom, long guests, long bytes, long left) {

    boolean foreseen() {
      return whom.isEmpty();
    }
  }

  /**
   * What the first events of the run told.
   *
   * @param whole whether they were all there are
   * @param planned migrations, in all of them
   */
  public record Trial(boolean whole, long events, double seconds, long planned) {}

  /** Events after which the trial ends if enough is done by then: over in a second or two. */
  private static final long FEW_EVENTS = 30_000;

  /** Events after which it ends anyway. */
  private static final long MANY_EVENTS = 120_000;

  /** On disk, as measured of runs with all kinds of events. */
  private static final long BYTES_PER_EVENT = 190;

  public Forecast {
    plans = List.copyOf(plans);
  }

  /** Empty when the listener ended it. */
  public static Optional<Forecast> of(
      ScenarioFile file, String version, ProgressListener listener) {
    Scenario scenario = file.scenario();
    SimulationSettings settings = Composition.of(scenario, version, listener);
    Datacenter datacenter = settings.fleet().datacenter();
    List<Movement> plans = plans(scenario, datacenter);
    long migrations = plans.stream().mapToLong(Movement::guests).sum();
    int runs = scenario.comparison().map(comparison -> comparison.variants().size()).orElse(1);
    return trial(settings, scenario, migrations, listener)
        .map(
            trial ->
                new Forecast(
                    scenario.name(),
                    runs,
                    datacenter.topology().hosts(),
                    datacenter.vms().size(),
                    datacenter.vms().stream().mapToLong(vm -> vm.members().size()).sum(),
                    plans,
                    trial.whole() ? trial.planned() : migrations,
                    plans.stream().mapToLong(Movement::bytes).sum(),
                    trial));
  }

  private static List<Movement> plans(Scenario scenario, Datacenter datacenter) {
    Guests guests = Guests.atFirst(datacenter);
    var plans = new ArrayList<Movement>();
    for (int i = 0; i < scenario.plans().size(); i++) {
      Plan plan = scenario.plans().get(i);
      List<String> chosen = plan.action().select(guests, host -> true);
      List<String> moving = chosen.stream().filter(guests::mayMove).toList();
      plans.add(
          new Movement(
              called(scenario, i)
                  + " (%s %s)".formatted(plan.action().word(), plan.action().target()),
              begins(scenario, plan),
              whom(plan.action()),
              moving.size(),
              moving.stream().mapToLong(vm -> guests.of(vm).vm().memory().bytes()).sum(),
              chosen.size() - moving.size()));
    }
    return plans;
  }

  /** Of actions whose guests are found on the way; empty where they are known. */
  private static Optional<String> whom(PlanAction action) {
    Optional<String> upgraded =
        action.upgrades().map(any -> "whoever is on its hosts when these are taken down");
    Optional<String> lost =
        action.restartsFrom().map(any -> "whoever is lost with its hosts by then");
    return action
        .balances()
        .map(any -> "as many as even its hosts out, one after the other")
        .or(() -> upgraded)
        .or(() -> lost);
  }

  private static String called(Scenario scenario, int plan) {
    return scenario.plans().get(plan).name().orElse("plan " + plan);
  }

  private static String begins(Scenario scenario, Plan plan) {
    if (plan.after().isEmpty()) {
      return "at " + Exact.text(plan.at());
    }
    String delay = plan.at().equals(SimTime.ZERO) ? "" : Exact.text(plan.at()) + ' ';
    return delay + "after " + called(scenario, plan.after().getAsInt());
  }

  /** Runs until enough is known, and keeps nothing. */
  private static Optional<Trial> trial(
      SimulationSettings settings, Scenario scenario, long migrations, ProgressListener listener) {
    var last = new Progress[1];
    var wanted = new boolean[] {true};
    var rules = new StopRules(scenario.seed(), scenario.keepIdle(), 0);
    try (var simulation =
        new Simulation(
            settings, new Rules(settings), Journal.inMemory(), rules, StateListener.NONE)) {
      long began = System.nanoTime();
      boolean whole =
          simulation.run(
              progress -> {
                last[0] = progress;
                wanted[0] = listener.onProgress(progress);
                return wanted[0] && !tellsEnough(progress);
              });
      double seconds = (System.nanoTime() - began) / 1e9;
      Progress end = whole ? simulation.progress() : last[0];
      long known = Math.max(1, Math.max(migrations, end.planned()));
      double share = whole ? 1 : (end.done() + end.running() / 2.0) / known;
      double scale = share > 0 ? Math.max(1, 1 / share) : 1;
      return wanted[0]
          ? Optional.of(
              new Trial(whole, Math.round(end.events() * scale), seconds * scale, end.planned()))
          : Optional.empty();
    }
  }

  private static boolean tellsEnough(Progress progress) {
    return progress.events() >= MANY_EVENTS
        || (progress.events() >= FEW_EVENTS && progress.done() >= progress.running());
  }

  /** For a terminal. */
  public String page() {
    var page = new StringBuilder();
    line(page, "%s: nothing was run", scenario);
    line(page, "");
    line(
        page,
        "  guests       %,d with %s on %s",
        guests,
        Counted.of(devices, "device"),
        Counted.of(hosts, "host"));
    line(page, "  to move      %s", moved());
    plans.forEach(each -> line(page, "    %s %s: %s", each.plan(), each.begins(), moved(each)));
    if (runs > 1) {
      line(page, "  runs         %,d; this is the scenario as it stands, one of them", runs);
    }
    line(
        page,
        "  %s%s, %s of record, %.0f s on this machine%s",
        trial.whole() ? "comes to     " : "about        ",
        Counted.of(trial.whole() ? trial.events() : rounded(trial.events()), "event"),
        new ByteCount(trial.events() * BYTES_PER_EVENT),
        Math.ceil(trial.seconds()),
        runs > 1 ? "; each run" : "");
    line(page, "");
    line(
        page,
        "What plans move is as guests stand at the beginning; an earlier plan may change it.");
    return page.toString();
  }

  private String moved() {
    boolean foreseen = plans.stream().allMatch(Movement::foreseen);
    String memory = ", %s of memory".formatted(new ByteCount(movedBytes));
    if (foreseen && migrations == plans.stream().mapToLong(Movement::guests).sum()) {
      return Counted.of(migrations, "migration") + memory;
    }
    return trial.whole()
        ? Counted.of(migrations, "migration")
        : Counted.of(migrations, "migration") + memory + ", and more";
  }

  private static String moved(Movement of) {
    String known =
        (of.guests() == 0
                ? "nobody"
                : Counted.of(of.guests(), "guest") + ", " + new ByteCount(of.bytes()))
            + (of.left() > 0 ? String.format(Locale.US, "; %,d cannot be moved", of.left()) : "");
    return of.whom().orElse(known);
  }

  /** To two digits: more are not known. */
  private static long rounded(long count) {
    return new BigDecimal(count).round(new MathContext(2)).longValue();
  }

  private static void line(StringBuilder page, String format, Object... values) {
    page.append(String.format(Locale.US, format, values)).append('\n');
  }

  /** One document with the same. */
  public String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("scenario", scenario).put("runs", runs);
    root.put("hosts", hosts).put("guests", guests).put("devices", devices);
    root.put("migrations", migrations).put("memoryBytes", movedBytes);
    var list = root.putArray("plans");
    plans.forEach(
        each ->
            list.addObject()
                .put("plan", each.plan())
                .put("begins", each.begins())
                .put("foreseen", each.foreseen())
                .put("guests", each.guests())
                .put("memoryBytes", each.bytes())
                .put("notMigratable", each.left()));
    root.putObject("estimate")
        .put("exact", trial.whole())
        .put("events", trial.events())
        .put("bytesOnDisk", trial.events() * BYTES_PER_EVENT)
        .put("wallSeconds", Math.rint(trial.seconds() * 10) / 10);
    return root.toPrettyString() + '\n';
  }
}
