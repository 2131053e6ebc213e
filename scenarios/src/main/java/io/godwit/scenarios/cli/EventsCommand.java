package io.godwit.scenarios.cli;

import io.godwit.dashboards.projection.Concern;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventType;
import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.replay.Glob;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.IncompatibleRunException;
import io.godwit.scenarios.run.PastRun;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lists what happened in a run. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Lists what happened in a run, in order, and what each event means.",
    footer = {
      "",
      "Example: godwit events runs/latest --guest web-0 --kind 'vcpus-*'",
      "         godwit events runs/latest --entity 'owner|*' --from '4.6 s' --until '4.7 s' --jsonl",
      "         godwit events runs/latest --ord 12..20"
    })
final class EventsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Mixin private RunArgument run;

  @Option(
      names = "--kind",
      paramLabel = "GLOB",
      converter = GlobConverter.class,
      description = "Only events called so, such as 'mode-changed' or 'migration-*'.")
  private Optional<Glob> kind = Optional.empty();

  @Option(
      names = "--entity",
      paramLabel = "GLOB",
      converter = EntityConverter.class,
      description = "Only what these recorded, such as 'member|pod-0/*'.")
  private Optional<Glob> entity = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only from this virtual time on.")
  private SimTime from = SimTime.ZERO;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only up to this virtual time.")
  private Optional<SimTime> until = Optional.empty();

  @Option(
      names = "--ord",
      paramLabel = "N[..M]",
      converter = Places.Converter.class,
      description = {
        "Only the event at this place in the whole history, or those from one to another, private",
        "ones too."
      })
  private Places places = Places.ALL;

  @ArgGroup(multiplicity = "0..1")
  private Subject subject = new Subject();

  @Option(names = "--private", description = "Also what only the entities themselves need.")
  private boolean all;

  @ArgGroup(multiplicity = "0..1")
  private Form form = new Form();

  /** A stretch of the history, by the events' places in it, from 1. */
  record Places(long first, long last) {
    static final Places ALL = new Places(1, Long.MAX_VALUE);

    static final class Converter implements ITypeConverter<Places> {
      private static final Pattern FORM =
          Pattern.compile("([1-9][0-9]{0,17})(?:\\.\\.([1-9][0-9]{0,17}))?");

      @Override
      public Places convert(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
          throw new TypeConversionException(
              "'%s' is no place in a history; write 1200, or 1200..1250".formatted(text));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        if (first > last) {
          throw new TypeConversionException(
              "'%s' ends before it begins; write %d..%d".formatted(text, last, first));
        }
        return new Places(first, last);
      }
    }

    boolean include(RecordedEvent event) {
      return event.order() >= first && event.order() <= last;
    }
  }

  /** Whom the events concern. */
  static final class Subject {
    @Option(
        names = "--migration",
        paramLabel = "NAME",
        description = "Only what concerns this migration, such as plan-0/web-0.")
    private Optional<String> migration = Optional.empty();

    @Option(
        names = "--guest",
        paramLabel = "NAME",
        description = "Only what concerns this guest, such as web-0.")
    private Optional<String> guest = Optional.empty();

    Optional<Concern> concern() {
      return migration.map(Concern::ofMigration).or(() -> guest.map(Concern::ofGuest));
    }

    /** What is said when nothing in the whole run concerns it. */
    String unknown() {
      return migration
          .map(
              ("nothing in this run concerns a migration called '%s'; "
                      + "'godwit events --kind migration-planned' lists them, and --guest asks for a guest")
                  ::formatted)
          .orElseGet(
              () ->
                  ("nothing in this run concerns a guest called '%s'; 'godwit events --kind migration-planned' "
                          + "lists those that move, and --migration asks for a migration")
                      .formatted(guest.orElse("")));
    }
  }

  /** How they are written. */
  static final class Form {
    @Option(names = "--jsonl", description = "A JSON document for each event, one a line.")
    private boolean lines;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean document;

    EventPrinter to(PrintWriter out) {
      if (document) {
        return EventPrinter.json(out);
      }
      return lines ? EventPrinter.jsonLines(out) : EventPrinter.text(out);
    }

    boolean isForPeople() {
      return !lines && !document;
    }
  }

  @Override
  public void run() {
    kind.ifPresent(EventsCommand::refuseUnknownKind);
    until.ifPresent(end -> Reach.requireOrder("--from", from, "--until", end));
    EventPrinter printer = form.to(spec.commandLine().getOut());
    LookBack.at(run.folder(), past -> print(past, printer));
  }

  private static void refuseUnknownKind(Glob glob) {
    List<String> stems = Arrays.stream(EventType.values()).map(EventType::stem).sorted().toList();
    if (stems.stream().noneMatch(glob::matches)) {
      String near = glob.toString().replace("*", "");
      List<String> meant = stems.stream().filter(stem -> stem.contains(near)).toList();
      throw new BadInput(
          "no event is called '%s'; there are %s"
              .formatted(glob, String.join(", ", meant.isEmpty() ? stems : meant)));
    }
  }

  private static void refuseUnknownEntity(Glob glob, PastRun past) throws ScenarioProblems {
    SortedSet<EntityId> recorded = past.log().entities();
    if (recorded.stream().noneMatch(each -> glob.matches(each.persistenceId()))) {
      try {
        EntityChoice.of(glob, recorded, past.rules(Home.version()));
      } catch (BadInput | RecordException | IncompatibleRunException unknown) {
        throw new BadInput(EntityChoice.nothing(glob, recorded) + Reach.soFar(past));
      }
    }
  }

  private boolean print(PastRun past, EventPrinter printer) throws ScenarioProblems {
    if (entity.isPresent()) {
      refuseUnknownEntity(entity.get(), past);
    }
    if (places.first() > past.log().count() && !places.equals(Places.ALL)) {
      throw new BadInput(
          "--ord %d: this record has %s%s"
              .formatted(
                  places.first(), Counted.of(past.log().count(), "event"), Reach.soFar(past)));
    }
    requireOnRecord(past);
    Optional<Concern> concern = subject.concern();
    var known = new boolean[] {concern.isEmpty()};
    var found = new boolean[1];
    try (Stream<RecordedEvent> events = past.log().events()) {
      events
          .takeWhile(event -> known[0] ? isBeforeEnd(event) : true)
          .forEachOrdered(
              event -> {
                boolean concerned = concern.map(each -> each.accept(event)).orElse(true);
                known[0] |= concerned;
                if (concerned && isWanted(event)) {
                  found[0] = true;
                  printer.print(event);
                }
              });
    }
    if (!known[0]) {
      throw new BadInput(subject.unknown() + Reach.soFar(past));
    }
    printer.end();
    if (until.isPresent()) {
      Reach.unknown("--until", until.get(), past).ifPresent(line -> Aside.say(spec, line));
    }
    if (!found[0] && form.isForPeople()) {
      Aside.say(spec, "no event of this run answers to all of that");
    }
    return true;
  }

  private void requireOnRecord(PastRun past) {
    Reach.requireKnown("--from", from, past);
    if (from.isAfter(past.log().end())) {
      throw new BadInput(
          "--from %s: this record ends at %s"
              .formatted(Exact.text(from), Exact.text(past.log().end())));
    }
  }

  private boolean isBeforeEnd(RecordedEvent event) {
    return isNotAfterUntil(event) && event.order() <= places.last();
  }

  private boolean isNotAfterUntil(RecordedEvent event) {
    return until.filter(end -> event.at().isAfter(end)).isEmpty();
  }

  private boolean isWanted(RecordedEvent event) {
    EventType type = EventType.of(event.event());
    return !event.at().isBefore(from)
        && isNotAfterUntil(event)
        && places.include(event)
        && (all || !places.equals(Places.ALL) || !type.isPrivate())
        && kind.map(glob -> glob.matches(type.stem())).orElse(true)
        && entity.map(glob -> glob.matches(event.entity().persistenceId())).orElse(true);
  }
}
