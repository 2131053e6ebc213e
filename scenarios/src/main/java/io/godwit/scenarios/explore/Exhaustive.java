package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.explore.Steps.Step;
import io.godwit.scenarios.explore.StrikeTable.Cell;
import io.godwit.scenarios.file.Vocabulary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Every fault at every step of one migration; or every two faults, each at every step. Where only
 * some of them can be run, those are spread over all.
 */
final class Exhaustive implements Supply {

  /** Of a link, long enough that an attempt gives up, and so short that none does. */
  private static final List<String> OUTAGES = List.of("1 ms", "100 s");

  /** What strikes, without a time: that is put in by its step. */
  private record Strike(ObjectNode fault, BiConsumer<ObjectNode, Step> timing) {
    String word() {
      return fault.path("kind").asText()
          + (fault.has("side") ? " " + fault.path("side").asText() : "");
    }

    ObjectNode at(Step step) {
      ObjectNode timed = fault.deepCopy();
      timing.accept(timed, step);
      return timed;
    }
  }

  private final Draft base;
  private final Steps steps;
  private final List<Strike> strikes = new ArrayList<>();
  private final int together;
  private final long size;
  private final long stride;

  /**
   * All drafts of {@code base} with faults.
   *
   * @param together 1 or 2 faults in each
   * @param most drafts that can be run
   */
  Exhaustive(Draft base, Steps steps, Domain domain, int together, long most) {
    this.base = base;
    this.steps = steps;
    this.together = together;
    domain.faults().forEach(this::add);
    this.size = Math.min(most, all());
    this.stride = stride(all(), size);
  }

  private void add(String kind) {
    if (Kinds.isOfLink(kind)) {
      List.of(steps.source(), steps.destination())
          .forEach(host -> OUTAGES.forEach(outage -> link(kind, host, outage)));
    } else if (!Kinds.isOfDevice(kind)) {
      Vocabulary.words("faults.side").stream()
          .limit(Kinds.hasSide(kind) ? Long.MAX_VALUE : 1)
          .forEach(side -> migration(kind, side));
    } else {
      int devices = devices();
      for (String side : Vocabulary.words("faults.side")) {
        for (int device = 0; device < devices; device++) {
          device(kind, side, device);
        }
      }
    }
  }

  private int devices() {
    return base.guests().stream()
        .filter(guest -> guest.name().equals(steps.vm()))
        .mapToInt(Draft.Guest::devices)
        .sum();
  }

  private void link(String kind, String host, String outage) {
    ObjectNode fault = base.root().objectNode();
    fault.put("kind", kind).put("target", host).put("for", outage);
    if (kind.equals("link-degraded")) {
      fault.put("capacity", "1 Mbit/s");
    } else if (kind.equals("link-lossy")) {
      fault.put("loss", "1%");
    } else if (kind.equals("link-flapping")) {
      fault.put("for", "1 s").put("every", "2 s").put("count", 5);
    }
    strikes.add(new Strike(fault, (timed, step) -> timed.put("at", step.atNanos() + " ns")));
  }

  /** The host of a side, or the migration itself; what needs a place of its own is left out. */
  private void migration(String kind, String side) {
    ObjectNode fault = base.root().objectNode();
    fault.put("kind", kind).put("vm", steps.vm());
    if (Kinds.hasSide(kind)) {
      fault.put("side", side);
    }
    if (Troubles.isOfHost(kind) || Troubles.isOfControl(kind)) {
      Troubles.size(fault, true, "35 s", 20, "2 s");
    }
    boolean can = !Troubles.needsOwners(kind) || devices() > 0;
    if (can && Kinds.isOfPhase(kind)) {
      strikes.add(new Strike(fault, Exhaustive::inPhase));
    }
  }

  private static void inPhase(ObjectNode timed, Step step) {
    timed.put("phase", step.phase()).put("after", step.afterNanos() + " ns");
  }

  private void device(String kind, String side, int device) {
    List<String> statuses =
        kind.equals("command-error") ? Vocabulary.words("faults.status") : List.of("");
    for (String status : statuses) {
      ObjectNode fault = base.root().objectNode();
      fault.put("kind", kind).put("vm", steps.vm()).put("side", side).put("device", device);
      if (!status.isEmpty()) {
        fault.put("status", status);
      }
      strikes.add(new Strike(fault, Exhaustive::inPhase));
    }
  }

  /** How many there are, whether they can be run or not. */
  long all() {
    long single = (long) strikes.size() * steps.all().size();
    return together == 1 ? single : single * (single - 1) / 2;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Draft draft(long number) {
    long place = place(number);
    Draft draft = base.copy();
    if (together == 1) {
      draft.list("faults").add(single(place));
    } else {
      long second = (long) ((1 + StrictMath.sqrt(1 + 8.0 * place)) / 2);
      long before = second * (second - 1) / 2;
      second = before > place ? second - 1 : before + second <= place ? second + 1 : second;
      draft.list("faults").add(single(place - second * (second - 1) / 2)).add(single(second));
    }
    return draft;
  }

  private ObjectNode single(long number) {
    return strike(number).at(step(number));
  }

  private Strike strike(long number) {
    return strikes.get((int) (number / steps.all().size()));
  }

  private Step step(long number) {
    return steps.all().get((int) (number % steps.all().size()));
  }

  @Override
  public Optional<Cell> cell(long number) {
    long place = place(number);
    return together == 1
        ? Optional.of(new Cell(strike(place).word(), step(place).phase()))
        : Optional.empty();
  }

  private long place(long number) {
    return BigInteger.valueOf(number - 1)
        .multiply(BigInteger.valueOf(stride))
        .mod(BigInteger.valueOf(all()))
        .longValueExact();
  }

  @Override
  public void learn(Draft draft) {
    // there is nothing to choose
  }

  /** 1 where all are run; else a step that visits each once, far from those just visited. */
  private static long stride(long all, long size) {
    long stride = size >= all ? 1 : Math.max(1, (long) (all * 0.618));
    while (gcd(stride, all) != 1) {
      stride++;
    }
    return stride;
  }

  private static long gcd(long one, long other) {
    return other == 0 ? one : gcd(other, one % other);
  }
}
