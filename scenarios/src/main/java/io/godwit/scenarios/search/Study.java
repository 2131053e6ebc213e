package io.godwit.scenarios.search;

import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.file.WrittenValue;
import io.godwit.scenarios.search.Findings.Doubled;
import io.godwit.scenarios.search.Findings.OtherSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What {@code godwit plan} does: runs the scenario as it stands, searches, repeats the best beside
 * it with other seeds, and tries what twice as fast a network would bring.
 *
 * @param mostRuns of the search
 * @param seeds how many others the best is held against
 */
public record Study(List<Knob> knobs, int mostRuns, int seeds) {

  /** The rates that a planner can buy; what a scenario does not set is left out. */
  private static final List<String> RATES =
      List.of(
          "datacenter.fabric.host-link",
          "datacenter.fabric.rack-uplink",
          "datacenter.fabric.pod-uplink",
          "migration.memory.max-bandwidth");

  public Study {
    knobs = List.copyOf(knobs);
  }

  /** Reads every value of every knob once, so that a bad one is known before the first run. */
  public void check(Trials.Scenarios scenarios) throws ScenarioProblems {
    for (Knob knob : knobs) {
      for (int rung = 0; rung < knob.rungs().size(); rung++) {
        scenarios.with(List.of(knob.setting(rung)));
      }
    }
  }

  /** All that can be found; what an interruption cut off is not in it. */
  public Findings carryOut(ScenarioFile file, Trials trials) {
    Optional<Trial> asItStands = trials.run(List.of(List.of())).stream().findFirst();
    var search = new Search(knobs, trials, mostRuns);
    search.run();
    Optional<Trial> best = search.best().map(search.tried()::get);
    return new Findings(
        file.scenario(),
        trials.goal(),
        knobs,
        asItStands,
        List.copyOf(search.tried().values()),
        best,
        search.best().map(rungs -> openEnds(rungs, trials)).orElse(List.of()),
        best.map(found -> otherSeeds(file.scenario().seed(), found, trials)).orElse(List.of()),
        best.map(found -> doubled(file, found, trials)).orElse(List.of()),
        trials.interrupted());
  }

  /** Nothing is better beyond an end where nothing is allowed. */
  private List<String> openEnds(List<Integer> rungs, Trials trials) {
    var open = new ArrayList<String>();
    for (int i = 0; i < knobs.size(); i++) {
      List<String> others = settings(rungs, i);
      String path = knobs.get(i).path();
      knobs
          .get(i)
          .beyond(rungs.get(i))
          .filter(beyond -> trials.isReadable(with(others, beyond)))
          .ifPresent(beyond -> open.add(path));
    }
    return open;
  }

  private List<String> settings(List<Integer> rungs, int but) {
    return IntStream.range(0, knobs.size())
        .filter(knob -> knob != but)
        .mapToObj(knob -> knobs.get(knob).setting(rungs.get(knob)))
        .toList();
  }

  /** The best and the scenario as it stands, with the same seed each time. */
  private List<OtherSeed> otherSeeds(long seed, Trial best, Trials trials) {
    var pairs = new ArrayList<List<String>>();
    for (long other = seed + 1; other <= seed + seeds; other++) {
      pairs.add(List.of("seed=" + other));
      pairs.add(with(best.settings(), "seed=" + other));
    }
    List<Trial> done = trials.run(pairs);
    var others = new ArrayList<OtherSeed>();
    for (int i = 0; i + 1 < done.size() && done.size() == pairs.size(); i += 2) {
      others.add(new OtherSeed(seed + 1 + i / 2, done.get(i), done.get(i + 1)));
    }
    return others;
  }

  private List<Doubled> doubled(ScenarioFile file, Trial best, Trials trials) {
    var rates = new ArrayList<Doubled>();
    var settings = new ArrayList<List<String>>();
    for (String path : RATES) {
      Optional<String> rate = WrittenValue.find(file, path);
      if (rate.isPresent() && knobs.stream().noneMatch(knob -> knob.path().equals(path))) {
        String twice = WrittenValue.twice(rate.get());
        rates.add(new Doubled(path, rate.get(), twice, best));
        settings.add(with(best.settings(), path + '=' + twice));
      }
    }
    var found = new ArrayList<Doubled>();
    for (Trial trial : trials.run(settings)) {
      Doubled rate = rates.get(settings.indexOf(trial.settings()));
      found.add(new Doubled(rate.path(), rate.from(), rate.to(), trial));
    }
    return found;
  }

  private static List<String> with(List<String> settings, String further) {
    var all = new ArrayList<>(settings);
    all.add(further);
    return List.copyOf(all);
  }
}
