package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.sharing.FlowTable;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what the engines of a trial's migrations ask for, over one link that they share by
 * max-min, with what the operator does meanwhile: a prediction without a simulation.
 */
final class Rehearsal {

  /**
   * How long TCP takes to go on once its link is back; found in the records with outages, which say
   * 0.1 to 0.2 s.
   */
  private static final SimDuration RECOVERY = SimDuration.ofMillis(150);

  private static final int[] LINK = {0};
  private static final SimTime NEVER = new SimTime(Long.MAX_VALUE);

  private final TestBed bed;
  private final ByteRate capacity;
  private final FlowTable link;
  private final List<Part> parts = new ArrayList<>();
  private SimTime now = SimTime.ZERO;
  private SimTime linkBackAt = NEVER;

  /** A migration of the trial, and where it is. */
  private static final class Part {
    final Inputs inputs;
    final SimTime watchedUntil;
    final List<Action> ahead;
    Optional<Course> course = Optional.empty();
    SimTime beginsAt;
    SimTime stepEndsAt = NEVER;
    boolean sending;

    Part(Measurement migration) {
      inputs = migration.inputs();
      beginsAt = SimTime.ZERO.plus(inputs.circumstances().startAfter());
      watchedUntil = beginsAt.plus(migration.outcome().patience());
      ahead = new ArrayList<>(inputs.circumstances().actions());
    }

    SimTime actsAt() {
      SimTime requested = SimTime.ZERO.plus(inputs.circumstances().startAfter());
      return ahead.isEmpty() ? NEVER : requested.plus(ahead.get(0).at());
    }

    boolean isOver() {
      return beginsAt.equals(NEVER)
          && course.filter(Course::isUnderWay).isEmpty()
          && ahead.stream().noneMatch(Action.Begin.class::isInstance);
    }
  }

  private Rehearsal(Trial trial, TestBed bed) {
    this.bed = bed;
    this.capacity = trial.link().map(bed.link()::min).orElse(bed.link());
    this.link = new FlowTable(1, any -> capacity);
    trial.migrations().forEach(each -> parts.add(new Part(each)));
  }

  /** One course for each migration: its last attempt. */
  static List<Course> of(Trial trial, TestBed bed) {
    var rehearsal = new Rehearsal(trial, bed);
    while (rehearsal.parts.stream().anyMatch(part -> !part.isOver())) {
      rehearsal.now = rehearsal.next();
      rehearsal.happen();
    }
    return rehearsal.parts.stream().map(part -> part.course.orElseThrow()).toList();
  }

  private SimTime next() {
    SimTime next = earlier(linkBackAt, link.nextEnd().orElse(NEVER));
    for (Part part : parts) {
      if (!part.isOver()) {
        next = earlier(earlier(next, part.beginsAt), earlier(part.stepEndsAt, part.actsAt()));
        next = earlier(next, part.watchedUntil);
      }
    }
    return next;
  }

  private static SimTime earlier(SimTime one, SimTime other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private boolean isDue(SimTime at) {
    return at.compareTo(now) <= 0;
  }

  private void happen() {
    if (isDue(linkBackAt)) {
      linkBackAt = NEVER;
      link.changeCapacity(0, capacity, now);
      link.settle();
    }
    for (Part part : parts) {
      if (isDue(part.beginsAt)) {
        begin(part);
      }
      while (!part.ahead.isEmpty() && isDue(part.actsAt())) {
        act(part, part.ahead.remove(0));
      }
    }
    for (long flow : link.complete(now)) {
      Part part = parts.get((int) flow);
      stopSending(part);
      stepped(part, all(part));
    }
    for (Part part : parts) {
      if (isDue(part.stepEndsAt)) {
        stepped(part, stopSending(part));
      }
      if (isDue(part.watchedUntil)) {
        end(part);
        part.ahead.clear();
        part.beginsAt = NEVER;
      }
    }
    link.settle();
  }

  private void begin(Part part) {
    part.beginsAt = NEVER;
    Inputs inputs = part.inputs;
    SimDuration ran = now.since(SimTime.ZERO.plus(inputs.circumstances().startAfter()));
    Turn first =
        inputs
            .engine()
            .on(bed.hostFor(inputs))
            .begin(inputs.memory(), inputs.writes(bed, ran), inputs.settings(), now);
    var course = new Course(first, now);
    part.course = Optional.of(course);
    course.settle(now);
    carryOut(part);
  }

  private void act(Part part, Action action) {
    if (action instanceof Action.Change change) {
      part.course.filter(Course::isUnderWay).ifPresent(course -> course.change(change));
    } else if (action instanceof Action.Link state) {
      linkBackAt = state.up() ? now.plus(RECOVERY) : NEVER;
      if (!state.up()) {
        link.changeCapacity(0, ByteRate.ZERO, now);
        link.settle();
      }
    } else if (action instanceof Action.Cancel) {
      end(part);
    } else if (part.course.filter(Course::isUnderWay).isEmpty()) {
      begin(part);
    }
  }

  private void end(Part part) {
    Optional<Course> underWay = part.course.filter(Course::isUnderWay);
    if (underWay.isPresent()) {
      underWay.get().sentBeforeTheEnd(stopSending(part));
      underWay.get().end(now);
      part.stepEndsAt = NEVER;
    }
  }

  private ByteCount stopSending(Part part) {
    if (!part.sending) {
      return ByteCount.ZERO;
    }
    part.sending = false;
    int flow = parts.indexOf(part);
    ByteCount sent = link.sent(flow, now);
    link.end(flow, sent, now);
    link.settle();
    return sent;
  }

  private static ByteCount all(Part part) {
    return ((Step.Send) part.course.orElseThrow().step().orElseThrow()).bytes();
  }

  private void stepped(Part part, ByteCount sent) {
    part.course.orElseThrow().stepped(sent, now);
    carryOut(part);
  }

  /** Begins the next step; one that sends nothing is over at once. */
  private void carryOut(Part part) {
    Course course = part.course.orElseThrow();
    part.stepEndsAt = NEVER;
    Optional<Step> step = course.step();
    while (step.isPresent() && step.get() instanceof Step.Send none && none.bytes().isZero()) {
      course.stepped(ByteCount.ZERO, now);
      step = course.step();
    }
    if (step.isEmpty()) {
      return;
    } else if (step.get() instanceof Step.Wait wait) {
      part.stepEndsAt = now.plus(wait.length());
    } else if (step.get() instanceof Step.Send send) {
      part.sending = true;
      link.start(parts.indexOf(part), LINK, send.bytes(), send.cap(), 1, now);
      link.settle();
      part.stepEndsAt = send.atMost().equals(Step.FOR_EVER) ? NEVER : now.plus(send.atMost());
    }
  }
}
