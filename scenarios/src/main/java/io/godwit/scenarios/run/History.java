package io.godwit.scenarios.run;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.run.CheckpointFolder;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.Lineage;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.simulation.Rules;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The scenarios under which a run went before the one that is in its folder: none, unless it is a
 * fork. They are kept among the facts about the run.
 */
final class History {

  /**
   * A stretch of the past.
   *
   * @param scenario its text
   * @param until virtual time up to and including which it held
   * @param events how many events were on record then, those of earlier eras included
   * @param begun whoever had an event by then
   */
  record Era(ScenarioFile scenario, SimTime until, long events, Set<EntityId> begun) {}

  private static final String ERA = "era.";
  private static final String KEY = ERA + "%d.%s";
  private static final Set<String> TELLING = Set.of(RunFolder.SCENARIO_HASH, Versions.FACT);
  private static final String SCENARIO = "scenario";
  private static final String UNTIL = "until_ns";
  private static final String EVENTS = "events";

  private final RunFolder folder;
  private final List<Era> eras;
  private final Optional<Lineage> lineage;

  private History(RunFolder folder, List<Era> eras, Optional<Lineage> lineage) {
    this.folder = folder;
    this.eras = List.copyOf(eras);
    this.lineage = lineage;
  }

  /** Of a run that has nothing on record. */
  static History none(RunFolder folder) {
    return new History(folder, List.of(), Optional.empty());
  }

  static History of(RunFolder folder, EventLog log) throws ScenarioProblems {
    Map<String, String> info = log.info();
    var eras = new ArrayList<Era>();
    for (int i = 0; info.containsKey(scenario(i)); i++) {
      String name = "%s, era %d of its past".formatted(log.name(), i);
      long events = Long.parseLong(info.get(key(i, EVENTS)));
      eras.add(
          new Era(
              ScenarioFile.parse(name, info.get(scenario(i)), List.of()),
              new SimTime(Long.parseLong(info.get(key(i, UNTIL)))),
              events,
              begun(log, events)));
    }
    return new History(folder, eras, Lineage.of(info));
  }

  /** The fact that holds the scenario of an era. */
  static String scenario(int era) {
    return key(era, SCENARIO);
  }

  private static String key(int era, String what) {
    return KEY.formatted(era, what);
  }

  /**
   * The checkpoints of the run in {@code folder} that has these facts on record. What it comes to
   * follows from its scenarios and the rules, so they tell it from all others.
   */
  static CheckpointFolder checkpoints(RunFolder folder, Map<String, String> facts) {
    var telling = new TreeMap<>(facts);
    telling.keySet().removeIf(key -> !key.startsWith(ERA) && !TELLING.contains(key));
    return new CheckpointFolder(folder.checkpoints(), RunFolder.hash(telling.toString()));
  }

  /** Whoever has one of the first {@code events}. */
  private static Set<EntityId> begun(EventLog log, long events) {
    var begun = new HashSet<EntityId>();
    try (Stream<RecordedEvent> all = log.events()) {
      all.limit(events).forEachOrdered(event -> begun.add(event.entity()));
    }
    return begun;
  }

  /** This past and, after it, the run itself up to where {@code fork} was forked from it. */
  History and(ScenarioFile scenario, long events, EventLog log, RunFolder fork, Lineage from) {
    var all = new ArrayList<>(eras);
    all.add(new Era(scenario, from.forkedAt(), events, begun(log, events)));
    return new History(fork, all, Optional.of(from));
  }

  List<Era> eras() {
    return eras;
  }

  Optional<Lineage> lineage() {
    return lineage;
  }

  /** The facts that say so. */
  Map<String, String> info() {
    var info = new TreeMap<String, String>();
    lineage.ifPresent(from -> info.putAll(from.info()));
    for (int i = 0; i < eras.size(); i++) {
      info.put(scenario(i), eras.get(i).scenario().text());
      info.put(key(i, UNTIL), String.valueOf(eras.get(i).until().nanos()));
      info.put(key(i, EVENTS), String.valueOf(eras.get(i).events()));
    }
    return info;
  }

  /** What becomes of the rules of the scenario that came after all of these. */
  UnaryOperator<Rules> mixture(String version) {
    return mixture(eras.size(), version);
  }

  /** What becomes of the rules of the scenario after the first so many eras. */
  UnaryOperator<Rules> mixture(int past, String version) {
    if (past == 0) {
      return UnaryOperator.identity();
    }
    Era last = eras.get(past - 1);
    Rules own = new Rules(Composition.of(last.scenario().scenario(), version));
    Rules earlier = mixture(past - 1, version).apply(own);
    return rules -> rules.after(earlier, last.begun());
  }

  /** How many eras are over for a run that stands there: nothing of them is under way. */
  int erasBehind(Checkpoint checkpoint) {
    return (int)
        eras.stream()
            .takeWhile(
                era -> checkpoint.queue().stream().allMatch(next -> next.at().isAfter(era.until())))
            .count();
  }

  /** How many events this run shares with the one it was forked from. */
  private long shared() {
    return eras.isEmpty() ? 0 : eras.get(eras.size() - 1).events();
  }

  /** Throws when the copy of its past was cut off, so that nothing tells who had begun by then. */
  void requireWhole(EventLog log) {
    if (log.count() < shared()) {
      throw lost("its copy of %d events ends with event %d".formatted(shared(), log.count()));
    }
  }

  /** Throws when what was done again up to the fork is not as much as is on record. */
  void requireAllShared(long again) {
    if (again != shared()) {
      throw lost("%d events by then are %d when done again".formatted(shared(), again));
    }
  }

  private RecordException lost(String what) {
    Lineage from = lineage.orElseThrow();
    return new RecordException(
        folder.path().toString(),
        "it was forked from %s at %s, but %s"
            .formatted(from.forkedFrom(), Exact.text(from.forkedAt()), what),
        "fork %s again, or see what 'godwit verify' says of it".formatted(from.forkedFrom()));
  }
}
