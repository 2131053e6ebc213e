package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Bar.Kind;
import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.chart.Mark.Note;
import io.godwit.dashboards.report.EventText;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;

/** The device at the destination, its owner and its driver in one: asked, and answering. */
final class DestinationLane {

  private static final String WRITE = "write-context";

  private final Canvas canvas;
  private final Moved moved;
  private final Reactions driver = new Reactions();
  private Optional<Command> command = Optional.empty();
  private Optional<MemberWords.Said> said = Optional.empty();

  DestinationLane(Canvas canvas, Moved moved) {
    this.canvas = canvas;
    this.moved = moved;
    driver
        .on(
            CommandSubmitted.class,
            (at, e) -> ask(at, e.command(), e.member(), e.opcode(), e.operation(), e))
        .on(
            StatusWritten.class,
            (at, e) -> ask(at, e.command(), e.member(), "status " + e.mode(), e.operation(), e))
        .on(CommandCompleted.class, this::complete)
        .on(StatusSeen.class, this::see);
  }

  void accept(RecordedEvent recorded) {
    String name = recorded.entity().name();
    if (recorded.event() instanceof MemberEvent event && name.equals(moved.counterpart())) {
      member(recorded.at(), event);
    } else if (recorded.event() instanceof HypervisorEvent && name.equals(moved.destination())) {
      driver.accept(recorded);
    }
  }

  private void ask(
      SimTime at, long number, String member, String opcode, String operation, Event event) {
    if (!member.equals(moved.counterpart())) {
      return;
    }
    command = Optional.of(new Command(number, opcode, operation));
    said = Optional.empty();
    Hop asked = new Hop(Role.DESTINATION, Role.DEVICE, operation);
    List<Hop> hops =
        operation.equals(WRITE)
            ? List.of(new Hop(Role.FABRIC, Role.DESTINATION, "context"), asked)
            : List.of(asked);
    canvas.add(
        new Exchange(
            canvas.moment(at), hops, Optional.empty(), Tone.PLAIN, EventText.exact(event)));
  }

  private void complete(SimTime at, CommandCompleted event) {
    answer(
        at,
        event.command(),
        Command.answer(event.status(), event.latency()),
        Command.tone(event.status()),
        Command.isSilence(event.status()),
        event);
  }

  private void see(SimTime at, StatusSeen event) {
    boolean asWritten =
        command.filter(given -> given.opcode().equals("status " + event.status())).isPresent();
    SimDuration latency = event.latency();
    answer(
        at,
        event.command(),
        event.status() + ", " + Brief.of(latency),
        asWritten ? Tone.PLAIN : Tone.FAULT,
        false,
        event);
  }

  private void answer(
      SimTime at, long number, String answer, Tone tone, boolean silence, Event event) {
    if (command.filter(given -> given.number() == number).isEmpty()) {
      return;
    }
    Hop hop = new Hop(Role.DEVICE, Role.DESTINATION, answer);
    Optional<Note> note =
        silence
            ? Optional.of(new Note(Role.DESTINATION, answer))
            : said.map(each -> new Note(Role.DEVICE, each.text()));
    canvas.add(
        new Exchange(
            canvas.moment(at),
            silence ? List.of() : List.of(hop),
            note,
            tone,
            EventText.exact(event)));
    command = Optional.empty();
    said = Optional.empty();
  }

  private void member(SimTime at, MemberEvent event) {
    MemberWords.commanded(event)
        .ifPresent(
            words -> {
              if (words.tone() == Tone.PLAIN) {
                said = Optional.of(words);
              } else {
                note(at, words, event);
              }
            });
    MemberWords.byItself(event).ifPresent(words -> note(at, words, event));
    if (event instanceof ModeChanged changed) {
      DeviceStages.enter(canvas, Role.DEVICE, changed.to(), canvas.moment(at));
    } else if (event instanceof DisturbanceBegan began) {
      Moment moment = canvas.moment(at);
      canvas.note(moment, Role.DEVICE, began.kind(), Tone.FAULT, EventText.exact(event));
      canvas.begin(Role.DEVICE, Kind.DISTURBED, moment, began.kind());
    } else if (event instanceof DisturbanceEnded ended) {
      Moment moment = canvas.moment(at);
      canvas.note(moment, Role.DEVICE, ended.kind() + " over", Tone.PLAIN, EventText.exact(event));
      canvas.end(Role.DEVICE, Kind.DISTURBED, moment);
      DeviceStages.enter(canvas, Role.DEVICE, ended.mode(), moment);
    }
  }

  private void note(SimTime at, MemberWords.Said words, Event event) {
    canvas.note(canvas.moment(at), Role.DEVICE, words.text(), words.tone(), EventText.exact(event));
  }
}
