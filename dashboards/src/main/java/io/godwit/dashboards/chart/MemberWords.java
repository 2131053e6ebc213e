package io.godwit.dashboards.chart;

import io.godwit.dashboards.report.StatusText;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MemberEvent.InFlightSettled;
import io.godwit.model.event.MemberEvent.ModeChangePutOff;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RaceDecided;
import io.godwit.model.event.MemberEvent.ResultLost;
import io.godwit.model.event.MemberEvent.WorkingStateCleared;
import io.godwit.model.member.Effect;
import io.godwit.model.protocol.Rule.Fate;
import io.godwit.model.unit.Counted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a device did, in the few words that fit beside its lifeline. */
final class MemberWords {

  /** A few words, and how to take them. */
  record Said(String text, Tone tone) {}

  /** What a device does because of a command. */
  private static final Map<Class<?>, Function<MemberEvent, Said>> COMMANDED = new HashMap<>();

  /** What befalls it otherwise. */
  private static final Map<Class<?>, Function<MemberEvent, Said>> BY_ITSELF = new HashMap<>();

  static {
    on(COMMANDED, ModeChanged.class, e -> plain("now in " + e.to()));
    on(COMMANDED, ContextRead.class, e -> plain(e.content().size() + " B read"));
    on(COMMANDED, ContextWritten.class, e -> plain(e.content().size() + " B written"));
    on(COMMANDED, ContextDiscarded.class, e -> plain(e.fields() + " fields dropped"));
    on(COMMANDED, CommandRefused.class, MemberWords::refused);
    on(COMMANDED, RaceDecided.class, MemberWords::race);
    on(COMMANDED, ModeChangePutOff.class, e -> new Said("busy, put off", Tone.WAIT));
    on(COMMANDED, ResultLost.class, e -> fault("the result is lost on its way"));
    on(COMMANDED, WorkingStateCleared.class, e -> fault("the read cleared the device"));
    on(BY_ITSELF, InFlightSettled.class, MemberWords::inFlight);
    on(BY_ITSELF, FaultStruck.class, e -> fault(e.fault() + " strikes"));
    on(BY_ITSELF, AccessServed.class, MemberWords::access);
  }

  private MemberWords() {}

  private static <E extends MemberEvent> void on(
      Map<Class<?>, Function<MemberEvent, Said>> words, Class<E> type, Function<E, Said> say) {
    words.put(type, event -> say.apply(type.cast(event)));
  }

  static Optional<Said> commanded(MemberEvent event) {
    return Optional.ofNullable(COMMANDED.get(event.getClass())).map(say -> say.apply(event));
  }

  static Optional<Said> byItself(MemberEvent event) {
    return Optional.ofNullable(BY_ITSELF.get(event.getClass())).map(say -> say.apply(event));
  }

  private static Said plain(String text) {
    return new Said(text, Tone.PLAIN);
  }

  private static Said fault(String text) {
    return new Said(text, Tone.FAULT);
  }

  private static Said refused(CommandRefused event) {
    return fault("%s: %s".formatted(StatusText.name(event.status()), event.reason()));
  }

  private static Said race(RaceDecided event) {
    String fate =
        event.fate().equals(Fate.WAIT.word())
            ? "waits for the " + event.disturbance()
            : event.fate().replace('-', ' ') + " on " + event.disturbance();
    String rule =
        event.choice().isEmpty() ? event.decidedBy() : event.decidedBy() + ": " + event.choice();
    return new Said(fate + " (" + rule + ")", Tone.WAIT);
  }

  private static Said inFlight(InFlightSettled event) {
    return new Said(
        Counted.of(event.requests(), "request") + " in flight: " + event.fate(),
        event.fate().equals(Effect.LOST.word()) ? Tone.FAULT : Tone.PLAIN);
  }

  private static Said access(AccessServed event) {
    boolean fails = Effect.of(event.effect()).fails();
    return new Said(
        "%s by %s: %s".formatted(event.access(), event.by(), event.effect()),
        fails ? Tone.FAULT : Tone.PLAIN);
  }
}
