package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Bar.Kind;
import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.chart.Mark.Note;
import io.godwit.dashboards.report.EventText;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RaceDecided;
import io.godwit.model.event.OwnerEvent;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Rule.Fate;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The device at the source: its driver's commands, its owner, and what it does itself. */
final class SourceLane {

  private final Canvas canvas;
  private final Moved moved;
  private final Reactions driver = new Reactions();
  private final Reactions owner = new Reactions();
  private Optional<Command> command = Optional.empty();
  private Optional<Moment> asked = Optional.empty();
  private Optional<Moment> fetched = Optional.empty();
  private boolean reachedMember;
  private boolean turnedAway;

  private Optional<SimTime> raceDecided = Optional.empty();

  /** What was asked last, so that its second command is not announced as something new. */
  private String operation = "";

  SourceLane(Canvas canvas, Moved moved) {
    this.canvas = canvas;
    this.moved = moved;
    driver
        .on(CommandSubmitted.class, this::submit)
        .on(CommandCompleted.class, this::complete)
        .on(StatusWritten.class, this::write)
        .on(StatusSeen.class, this::see);
    owner
        .on(CommandFetched.class, this::fetch)
        .on(CommandTurnedAway.class, this::turnAway)
        .on(CommandServed.class, this::serve)
        .on(OwnerDisturbed.class, (at, e) -> disturb(Role.OWNER, at, e.kind(), e))
        .on(OwnerRestored.class, (at, e) -> recover(Role.OWNER, at, "back again", e));
  }

  void accept(RecordedEvent recorded) {
    String name = recorded.entity().name();
    if (recorded.event() instanceof OwnerEvent && name.equals(moved.owner())) {
      owner.accept(recorded);
    } else if (recorded.event() instanceof MemberEvent event && name.equals(moved.device())) {
      member(recorded.at(), event);
    } else if (name.equals(moved.source())) {
      driver.accept(recorded);
    }
  }

  private void submit(SimTime at, CommandSubmitted event) {
    if (!event.member().equals(moved.device())) {
      return;
    }
    var given = new Command(event.command(), event.opcode(), event.operation());
    ask(canvas.moment(at), given, new Hop(Role.DRIVER, Role.OWNER, event.opcode()), event);
  }

  private void write(SimTime at, StatusWritten event) {
    if (!event.member().equals(moved.device())) {
      return;
    }
    var given = new Command(event.command(), "status " + event.mode(), event.operation());
    ask(canvas.moment(at), given, new Hop(Role.DRIVER, Role.MEMBER, given.opcode()), event);
    reachedMember = true;
  }

  private void ask(Moment moment, Command given, Hop hop, Event event) {
    var hops = new ArrayList<Hop>();
    if (!given.operation().equals(operation)) {
      hops.add(new Hop(Role.SOURCE, Role.DRIVER, given.operation()));
    }
    boolean again = canvas.end(Role.DRIVER, Kind.WAITS, moment);
    hops.add(again ? new Hop(hop.from(), hop.to(), hop.label() + ", again") : hop);
    operation = given.operation();
    command = Optional.of(given);
    asked = Optional.of(moment);
    reachedMember = false;
    canvas.add(
        new Exchange(
            moment,
            hops,
            Optional.empty(),
            again ? Tone.WAIT : Tone.PLAIN,
            EventText.exact(event)));
  }

  private boolean isCurrent(long number) {
    return command.filter(given -> given.number() == number).isPresent();
  }

  private void fetch(SimTime at, CommandFetched event) {
    if (!isCurrent(event.command())) {
      return;
    }
    Moment moment = canvas.moment(at);
    fetched = Optional.of(moment);
    canvas.begin(Role.OWNER, Kind.BUSY, moment, event.opcode());
    if (turnedAway || event.waiting() > 0) {
      List<Hop> again = turnedAway ? List.of(new Hop(Role.DRIVER, Role.OWNER, "again")) : List.of();
      Optional<Note> behind =
          event.waiting() > 0
              ? Optional.of(new Note(Role.OWNER, "behind " + Counted.of(event.waiting(), "other")))
              : Optional.empty();
      canvas.add(new Exchange(moment, again, behind, Tone.WAIT, EventText.exact(event)));
    }
    turnedAway = false;
  }

  private void turnAway(SimTime at, CommandTurnedAway event) {
    if (isCurrent(event.command())) {
      turnedAway = true;
      canvas.arrow(
          canvas.moment(at),
          Tone.WAIT,
          EventText.exact(event),
          new Hop(Role.OWNER, Role.DRIVER, "queue full"));
    }
  }

  private void serve(SimTime at, CommandServed event) {
    if (!isCurrent(event.command())) {
      return;
    }
    SimTime until = fetched.map(from -> from.at().plus(event.service())).orElse(at);
    canvas.end(Role.OWNER, Kind.BUSY, canvas.moment(until.isAfter(at) ? until : at));
    if (!event.queued().isZero()) {
      fetched.ifPresent(
          from ->
              canvas.bar(
                  Role.OWNER,
                  Kind.WAITS,
                  from,
                  canvas.moment(from.at().plus(event.queued())),
                  event.opcode() + " waits for an engine"));
    }
  }

  private void complete(SimTime at, CommandCompleted event) {
    if (!isCurrent(event.command())) {
      return;
    }
    Moment moment = canvas.moment(at);
    String answer = Command.answer(event.status(), event.latency());
    if (Command.isSilence(event.status())) {
      canvas.note(moment, Role.DRIVER, answer, Tone.FAULT, EventText.exact(event));
      canvas.end(Role.OWNER, Kind.BUSY, moment);
      asked.ifPresent(
          from -> canvas.bar(Role.DRIVER, Kind.WAITS, from, moment, "waits for an answer"));
    } else {
      answer(moment, answer, Command.tone(event.status()), event);
    }
    command = Optional.empty();
    if (Command.tone(event.status()) == Tone.WAIT) {
      canvas.begin(Role.DRIVER, Kind.WAITS, moment, "the driver waits before it tries again");
    }
  }

  private void answer(Moment moment, String answer, Tone tone, Event event) {
    var hops = new ArrayList<Hop>();
    if (reachedMember) {
      hops.add(new Hop(Role.MEMBER, Role.OWNER, ""));
    }
    hops.add(new Hop(Role.OWNER, Role.DRIVER, answer));
    canvas.add(new Exchange(moment, hops, Optional.empty(), tone, EventText.exact(event)));
  }

  private void see(SimTime at, StatusSeen event) {
    if (isCurrent(event.command())) {
      Tone tone =
          command.orElseThrow().opcode().equals("status " + event.status())
              ? Tone.PLAIN
              : Tone.FAULT;
      canvas.arrow(
          canvas.moment(at),
          tone,
          EventText.exact(event),
          new Hop(Role.MEMBER, Role.DRIVER, event.status() + ", " + Brief.of(event.latency())));
      command = Optional.empty();
    }
  }

  private void member(SimTime at, MemberEvent event) {
    if (event instanceof CommandRefused && raceDecided.equals(Optional.of(at))) {
      return; // what decided the race has said so
    }
    raceDecided = event instanceof RaceDecided ? Optional.of(at) : raceDecided;
    MemberWords.commanded(event).ifPresent(said -> execute(at, event, said));
    MemberWords.byItself(event).ifPresent(said -> befall(at, event, said));
    if (event instanceof DisturbanceBegan began) {
      disturb(Role.MEMBER, at, began.kind(), event);
    } else if (event instanceof DisturbanceEnded ended) {
      recover(Role.MEMBER, at, ended.kind() + " over", event);
      DeviceStages.enter(canvas, Role.MEMBER, ended.mode(), canvas.moment(at));
    } else if (event instanceof MemberReset) {
      canvas.note(
          canvas.moment(at), Role.MEMBER, "back to defaults", Tone.PLAIN, EventText.exact(event));
      DeviceStages.enter(canvas, Role.MEMBER, "", canvas.moment(at));
    }
  }

  private void execute(SimTime at, MemberEvent event, MemberWords.Said said) {
    Moment moment = canvas.moment(at);
    List<Hop> hops =
        command.isPresent() && !reachedMember
            ? List.of(new Hop(Role.OWNER, Role.MEMBER, ""))
            : List.of();
    reachedMember = true;
    canvas.end(Role.MEMBER, Kind.WAITS, moment);
    Optional<Note> note = Optional.of(new Note(Role.MEMBER, said.text()));
    canvas.add(new Exchange(moment, hops, note, said.tone(), EventText.exact(event)));
    if (event instanceof RaceDecided race && race.fate().equals(Fate.WAIT.word())) {
      canvas.begin(Role.MEMBER, Kind.WAITS, moment, "waits for the " + race.disturbance());
    } else if (event instanceof ModeChanged changed) {
      DeviceStages.enter(canvas, Role.MEMBER, changed.to(), moment);
    }
  }

  private void befall(SimTime at, MemberEvent event, MemberWords.Said said) {
    List<Hop> hops =
        event instanceof AccessServed access && access.by().equals("guest")
            ? List.of(new Hop(Role.GUEST, Role.MEMBER, ""))
            : List.of();
    Optional<Note> note = Optional.of(new Note(Role.MEMBER, said.text()));
    canvas.add(new Exchange(canvas.moment(at), hops, note, said.tone(), EventText.exact(event)));
  }

  private void disturb(Role on, SimTime at, String kind, Event event) {
    Moment moment = canvas.moment(at);
    canvas.note(moment, on, kind, Tone.FAULT, EventText.exact(event));
    canvas.begin(on, Kind.DISTURBED, moment, kind);
  }

  private void recover(Role on, SimTime at, String text, Event event) {
    Moment moment = canvas.moment(at);
    canvas.note(moment, on, text, Tone.PLAIN, EventText.exact(event));
    canvas.end(on, Kind.DISTURBED, moment);
  }
}
