package io.godwit.model.invariant;

import io.godwit.model.device.Access;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.InterruptHeld;
import io.godwit.model.event.MemberEvent.InterruptSent;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.VectorMasked;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Follows what a device changed by itself while it stood until it tells its guest so, or the one
 * that takes over does; and nobody is told of what never happened. What is pending behind masked
 * vectors is told once they are unmasked, wherever that is.
 */
final class ConfigChangesSeen extends Invariant {

  /** For all vectors. */
  private static final String FUNCTION = "function";

  private final Successions successions = new Successions();

  /** By device: the last change of its own that its guest has not heard of. */
  private final Map<String, AccessServed> untold = new LinkedHashMap<>();

  /** Devices that were read since they stopped. */
  private final Set<String> read = new LinkedHashSet<>();

  /**
   * By device: the same of changes that came when it was frozen, or had been read and was not read
   * again. They are of the port that the guest leaves; only one that comes back is to hear of them.
   */
  private final Map<String, AccessServed> late = new LinkedHashMap<>();

  /** By device that was reset after it was read: what it had told nobody, and has given away. */
  private final Map<String, AccessServed> carried = new LinkedHashMap<>();

  /** By device: vectors that are masked with something pending, also where it came from. */
  private final Map<String, Set<String>> owing = new LinkedHashMap<>();

  /** By device: vectors by which it was told. */
  private final Map<String, Set<String>> paid = new LinkedHashMap<>();

  /** By device: vectors that its guest unmasked, all at once or one by one. */
  private final Map<String, Map<String, RecordedEvent>> unmasked = new LinkedHashMap<>();

  /** By device: notices that it gave when it resumed. */
  private final Map<String, Integer> told = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    Handouts.in(event).forEach(this::forget);
    interrupts(name, event, recorded);
    if (event instanceof AccessServed served && isOwnChange(served)) {
      boolean works = Stages.of(served.mode()) == Stage.WORKING;
      if (works) {
        judge(served.fields().equals(served.asked()), () -> never(served, recorded));
      } else if (read.contains(name) || Stages.of(served.mode()) == Stage.FROZEN) {
        late.put(name, served);
      } else {
        untold.put(name, served);
      }
    } else if (event instanceof ContextRead context) {
      read(name, context);
    } else if (event instanceof ModeChanged changed && Stages.of(changed.to()) == Stage.WORKING) {
      read.remove(name);
    } else if (event instanceof DeviceResumed resumed) {
      told.merge(name, resumed.notified(), Integer::sum);
    } else if (event instanceof MigrationCompleted) {
      successions.sources(name).forEach(this::handOver);
      successions.of(name).forEach((from, to) -> settle(from, to, recorded));
      // what changed at a device before it took over, its guest finds as it came
      successions.of(name).values().forEach(untold::remove);
      successions.of(name).values().forEach(late::remove);
    } else if (event instanceof MigrationRolledBack) {
      successions.sources(name).forEach(source -> back(source, recorded));
    } else if (event instanceof DisturbanceEnded ended && Disturbance.of(ended.kind()).clears()) {
      AccessServed left = untold.remove(name);
      if (left != null && read.contains(name)) {
        carried.put(name, left);
      }
      late.remove(name);
      told.remove(name);
    }
  }

  private void forget(String name) {
    untold.remove(name);
    told.remove(name);
    late.remove(name);
    read.remove(name);
    carried.remove(name);
    forgetInterrupts(name);
  }

  /** What is read of a device goes on, whatever becomes of the device. */
  private void handOver(String source) {
    late.remove(source);
    AccessServed left = carried.remove(source);
    if (left != null) {
      untold.putIfAbsent(source, left);
    }
  }

  /** Read once more, a device that is not frozen gives away what it has changed since. */
  private void read(String name, ContextRead context) {
    if (Stages.of(context.mode()) != Stage.WORKING) {
      read.add(name);
    }
    if (late.containsKey(name) && Stages.of(late.get(name).mode()) != Stage.FROZEN) {
      untold.put(name, late.remove(name));
    }
  }

  private void interrupts(String name, Event event, RecordedEvent recorded) {
    if (event instanceof InterruptHeld held) {
      vectors(owing, name).addAll(held.vectors());
      vectors(paid, name).removeAll(held.vectors());
    } else if (event instanceof InterruptSent sent) {
      vectors(owing, name).removeAll(sent.vectors());
      vectors(paid, name).addAll(sent.vectors());
    } else if (event instanceof AccessServed served
        && served.access().equals(Access.MSIX_UNMASK.word())) {
      unmasked.computeIfAbsent(name, first -> new LinkedHashMap<>()).put(FUNCTION, recorded);
    } else if (event instanceof VectorMasked vector) {
      Map<String, RecordedEvent> open =
          unmasked.computeIfAbsent(name, first -> new LinkedHashMap<>());
      if (vector.masked()) {
        open.remove(vector.vector());
      } else {
        open.put(vector.vector(), recorded);
      }
    } else if (event instanceof MigrationCompleted) {
      successions
          .of(name)
          .forEach(
              (from, to) -> {
                Set<String> left = new LinkedHashSet<>(vectors(owing, from));
                owing.remove(from);
                left.removeAll(vectors(paid, to));
                vectors(owing, to).addAll(left);
              });
    } else if (event instanceof DisturbanceEnded ended && Disturbance.of(ended.kind()).clears()) {
      forgetInterrupts(name);
    }
  }

  private static Set<String> vectors(Map<String, Set<String>> by, String name) {
    return by.computeIfAbsent(name, first -> new LinkedHashSet<>());
  }

  private void forgetInterrupts(String name) {
    owing.remove(name);
    paid.remove(name);
    unmasked.remove(name);
  }

  @Override
  protected void end() {
    unmasked.forEach(
        (name, vectors) -> vectors.forEach((vector, recorded) -> heard(name, vector, recorded)));
  }

  private void heard(String name, String vector, RecordedEvent recorded) {
    Set<String> left = vectors(owing, name);
    judge(
        vector.equals(FUNCTION) ? left.isEmpty() : !left.contains(vector),
        () ->
            "the guest of %s never got the interrupt that was pending when it unmasked, %s"
                .formatted(name, at(recorded)));
  }

  private void back(String source, RecordedEvent recorded) {
    carried.remove(source);
    AccessServed last = late.remove(source);
    if (last != null) {
      untold.put(source, last);
    }
    settle(source, source, recorded);
  }

  private static boolean isOwnChange(AccessServed served) {
    return served.by().equals("device") && !Contents.byKey(served.asked()).isEmpty();
  }

  private void settle(String from, String to, RecordedEvent recorded) {
    AccessServed served = untold.remove(from);
    Integer notices = told.remove(to);
    boolean heard = notices != null && notices > 0;
    if (served != null) {
      judge(heard, () -> never(served, recorded));
    } else if (heard) {
      judge(
          false,
          () -> "the guest of %s heard of a change that never was, %s".formatted(to, at(recorded)));
    }
  }

  private static String never(AccessServed served, RecordedEvent recorded) {
    return "no guest heard of a %s in %s, %s"
        .formatted(served.access(), served.mode(), at(recorded));
  }
}
