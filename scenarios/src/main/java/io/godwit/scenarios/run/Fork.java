package io.godwit.scenarios.run;

import com.typesafe.config.Config;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.fleet.LinkFault;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.PhaseFault;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.run.CheckpointFolder.Newest;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.Lineage;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunLock;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioKeys;
import io.godwit.scenarios.file.ScenarioProblems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A new run that shares the past of another up to some time and goes on under a changed scenario.
 * It begins with a copy of the other's record up to then; what the other did between its last
 * checkpoint before and that time is done again and compared with the copy, so that the queue of
 * messages is at hand from which the new run goes on.
 */
public final class Fork {

  private final PastRun parent;
  private final String version;
  private final SimTime at;
  private final ScenarioFile before;
  private final ScenarioFile after;
  private final History history;
  private final List<RecordedEvent> fleet;
  private final long shared;
  private final Newest newest;

  /**
   * A fork of {@code parent}, which stays open until it is made.
   *
   * @param at the time up to and including which both share their past
   * @param settings what differs then, as {@code path=value}
   * @param version this one
   * @throws IncompatibleRunException when the run was made by other rules
   * @throws RecordException when it cannot be forked there, or not with these settings
   */
  public Fork(PastRun parent, SimTime at, List<String> settings, String version)
      throws ScenarioProblems {
    this.parent = parent;
    this.at = at;
    EventLog log = parent.log();
    log.requireFolds("forked");
    this.version = Versions.requireCompatible(parent.folder(), log, version, "fork");
    parent.folder().checkScenario(log);
    try (Stream<RecordedEvent> events = log.events(EntityId.fleet())) {
      fleet = events.toList();
    }
    history = History.of(parent.folder(), log);
    shared = sharedEvents();
    before = ScenarioFile.readAnyway(parent.folder().scenario(), List.of());
    requireChangeable(settings);
    after = ScenarioFile.readAnyway(parent.folder().scenario(), settings);
    requireSameUntilThen(before.scenario(), after.scenario());
    newest = History.checkpoints(parent.folder(), log.info()).newest(log.count(), at);
  }

  private long sharedEvents() {
    EventLog log = parent.log();
    if (!at.isBefore(log.end())) {
      throw behindTheEnd(log);
    }
    Optional<Lineage> lineage = history.lineage().filter(from -> at.isBefore(from.forkedAt()));
    if (lineage.isPresent()) {
      throw refused(
          "it was forked itself at " + Exact.text(lineage.get().forkedAt()),
          "fork %s, which has that past".formatted(lineage.get().forkedFrom()));
    }
    try (Stream<RecordedEvent> events = log.events()) {
      long count = events.takeWhile(event -> !event.at().isAfter(at)).count();
      if (count == 0) {
        throw refused("nothing had happened by then", "run the scenario with the same --set");
      }
      return count;
    }
  }

  private RecordException behindTheEnd(EventLog log) {
    String end = Exact.text(log.end());
    return log.isFinished()
        ? refused("its record ends at " + end, "name a time before that")
        : refused(
            "its record is unfinished and ends at " + end,
            "name a time before that, or 'godwit resume %s' goes on first"
                .formatted(parent.folder().path()));
  }

  private RecordException refused(String what, String remedy) {
    return new RecordException(
        parent.folder().path().toString(),
        "it cannot be forked at %s: %s".formatted(Exact.text(at), what),
        remedy);
  }

  /** Of a key that there is not the scenario's reader says what may have been meant. */
  private void requireChangeable(List<String> settings) throws ScenarioProblems {
    if (settings.isEmpty()) {
      throw refused(
          "the same would happen again", "say what differs, such as --set plan[0].limits.total=8");
    }
    var keys =
        new ForkedKeys(
            at,
            before.scenario().plans().size(),
            fleet.stream().filter(event -> event.order() <= shared).toList());
    for (String setting : settings) {
      if (!ScenarioKeys.has(ScenarioKeys.path(setting))) {
        ScenarioFile.readAnyway(parent.folder().scenario(), List.of(setting));
      }
      keys.require(setting);
    }
  }

  /** Links that have failed by then have failed as they did. */
  private void requireSameUntilThen(Scenario old, Scenario changed) {
    for (int i = 0; i < old.faults().size(); i++) {
      LinkFault fault = old.faults().get(i);
      if (!fault.at().isAfter(at) && !fault.equals(changed.faults().get(i))) {
        throw refused(
            "the fault of %s at %s had begun by then"
                .formatted(fault.link(), Exact.text(fault.at())),
            "leave it as it was");
      }
    }
    List<PhaseFault> strikes = old.migration().settings().faults();
    if (!strikes.equals(changed.migration().settings().faults())) {
      throw refused(
          "what strikes devices is known to migrations that have begun", "leave it as it was");
    } else if (!old.mishaps().equals(changed.mishaps())) {
      throw refused(
          "all was announced when the run began, and of what fails only links can fail otherwise",
          "leave it as it was, but for a link that fails once");
    }
  }

  public Scenario scenario() {
    return after.scenario();
  }

  /** How many events both runs have. */
  public long shared() {
    return shared;
  }

  /** Virtual time from which the past is done again; empty when that is its beginning. */
  public Optional<SimTime> from() {
    return newest.checkpoint().map(Checkpoint::now);
  }

  /** Why newer checkpoints than that cannot be used. */
  public List<String> passedOver() {
    return newest.passedOver();
  }

  /**
   * Makes the run in {@code folder}; empty when the listener ended it. It can be resumed once it
   * has come to the fork.
   */
  public Optional<RunResult> into(RunFolder folder, RunOptions options, ProgressListener listener) {
    var run = new ScenarioRun(after, version, options);
    var lineage = new Lineage(nameFor(folder), at);
    History past = history.and(before, shared, parent.log(), folder, lineage);
    run.begin(folder, () -> RunLock.holding(folder, () -> share(folder, past, run.facts())));
    var retracing = new Retracing(past, after.scenario(), true, fleet, version, options);
    return RunLock.holding(
        folder, () -> run.resume(folder, retracing, newest.checkpoint(), listener));
  }

  private long share(RunFolder folder, History past, Map<String, String> facts) {
    try (JournalSession session = JournalKind.openSession(journal(folder))) {
      Map<String, String> info = new TreeMap<>(past.info());
      info.putAll(facts);
      session.putInfo(info);
      parent.log().copy(shared, session);
      return shared;
    }
  }

  private static Config journal(RunFolder folder) {
    return Journal.onDisk(folder.events()).getConfig("godwit.journal.sqlite");
  }

  /** The parent's name where both stand side by side, else its path. */
  private String nameFor(RunFolder folder) {
    Path path = parent.folder().path().toAbsolutePath().normalize();
    Path own = folder.path().toAbsolutePath().normalize();
    return path.resolveSibling(own.getFileName()).equals(own)
        ? path.getFileName().toString()
        : path.toString();
  }
}
