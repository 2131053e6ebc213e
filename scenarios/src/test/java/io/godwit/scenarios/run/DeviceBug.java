package io.godwit.scenarios.run;

import io.godwit.model.context.RingPositions;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Bugs that a device may have: what each does instead, in which run of the library it is tried, and
 * which invariant must notice. Each is a change of what one device does, says or leaves undone; its
 * state follows from that, as everybody else's does.
 */
enum DeviceBug {
  SKIPS_A_PART(
      "leaves the last field out of what it returns when it is read for the last time",
      "first-migration",
      Invariants.CONTEXT_CONSTANT_WHILE_FROZEN,
      source(ContextRead.class, DeviceBug::skippingOne)),
  FORGETS_A_PART(
      "forgets the first field that is written to it",
      "first-migration",
      Invariants.CONTEXT_ARRIVES_UNCHANGED,
      destination(ContextWritten.class, e -> one(written(e, DeviceBug::withoutFirst)))),
  FORGETS_HALF_A_REGISTER(
      "takes only the lower half of each queue's addresses",
      "first-migration",
      Invariants.CONTEXT_ARRIVES_UNCHANGED,
      destination(
          ContextWritten.class, e -> one(written(e, of(ContextField.QUEUE_CONFIG, 14, 18))))),
  SWAPS_QUEUES(
      "takes the configuration of the first queue for every queue",
      "first-migration",
      Invariants.CONTEXT_ARRIVES_UNCHANGED,
      destination(ContextApplied.class, e -> one(applied(e, DeviceBug::firstQueueForAll)))),
  DOES_NOTHING_AND_SAYS_OK(
      "answers that a context is written, and has not taken it",
      "first-migration",
      Invariants.CONTEXT_ARRIVES_UNCHANGED,
      destination(ContextWritten.class, e -> none())),
  KEEPS_AN_OLD_CONTEXT(
      "keeps the receive mode that its predecessor here had",
      "first-migration",
      Invariants.CONTEXT_ARRIVES_UNCHANGED,
      destination(ContextApplied.class, e -> one(applied(e, of(ContextField.RX_MODE, 0, 4))))),
  CHANGES_WHILE_FROZEN(
      "changes its status by itself after it was frozen",
      "first-migration",
      Invariants.CONTEXT_CONSTANT_WHILE_FROZEN,
      source(ContextSealed.class, DeviceBug::changingAfter)),
  SAYS_STOPPED_AND_WORKS_ON(
      "answers that it has stopped, and works on",
      "first-migration",
      Invariants.SOURCE_STOPPED,
      source(ModeChanged.class, e -> none())),
  NEVER_RESUMES(
      "answers that it works, and stays frozen",
      "first-migration",
      Invariants.RUNNING_GUESTS_HAVE_DEVICES,
      destination(ModeChanged.class, e -> e.to().equals("active") ? none() : one(e))),
  STOPS_BY_ITSELF(
      "stops again as soon as it works",
      "first-migration",
      Invariants.RUNNING_GUESTS_HAVE_DEVICES,
      destination(
          ContextApplied.class,
          e -> List.of(e, new ModeChanged("active", "stop", SimDuration.ZERO)))),
  NEVER_ANSWERS(
      "carries a command out and never answers",
      "first-migration",
      Invariants.COMMANDS_COMPLETE_ONCE,
      messages(
          DeviceBug::isSource,
          out -> out.message() instanceof OwnerMessage.Executed ? none() : one(out))),
  FORGETS_WHAT_IS_IN_FLIGHT(
      "takes over no list of requests in flight",
      "thread/in-flight-at-stop: seed, carry",
      Invariants.REQUESTS_COMPLETE_ONCE,
      destination(ContextApplied.class, e -> one(applied(e, DeviceBug::withoutLists)))),
  TELLS_OF_A_REQUEST_TWICE(
      "begins with a used index that is one too low",
      "thread/in-flight-at-stop: seed, drain",
      Invariants.REQUESTS_COMPLETE_ONCE,
      destination(ContextApplied.class, e -> one(applied(e, DeviceBug::usedBefore)))),
  COMPLETES_TWICE(
      "completes the last request once more after it resumed",
      "thread/lost-doorbells: drop, recheck",
      Invariants.REQUESTS_COMPLETE_ONCE,
      destination(RingsSeen.class, e -> one(rings(e, r -> at(r, r.fetched(), r.used() - 1, 0))))),
  COMPLETES_WHAT_NOBODY_ASKED(
      "completes a request that was never submitted",
      "thread/lost-doorbells: drop, recheck",
      Invariants.REQUESTS_COMPLETE_ONCE,
      destination(
          RingsSeen.class,
          e -> one(rings(e, r -> at(r, r.available() + 1, r.available() + 1, 0))))),
  COMPLETES_WITH_NOTHING(
      "completes requests with length zero when it resumes",
      "thread/lost-doorbells: drop, recheck",
      Invariants.REQUESTS_COMPLETE_ONCE,
      destination(RingsSeen.class, e -> one(rings(e, r -> at(r, r.fetched(), r.used(), 3))))),
  LOSES_A_DOORBELL(
      "drops a doorbell in Stop, and does not look at its rings when it resumes",
      "thread/lost-doorbells: drop, recheck",
      Invariants.REQUESTS_COMPLETE_ONCE,
      destination(
          RingsSeen.class,
          e -> one(rings(e, r -> r.queue() == 0 ? at(r, r.used(), r.used(), 0) : r)))),
  USES_A_RING_WHILE_STOPPED(
      "goes on with its rings while it stands",
      "thread/lost-doorbells: drop, recheck",
      Invariants.REQUESTS_COMPLETE_ONCE,
      source(
          RingsSeen.class, e -> List.of(e, rings(e, r -> at(r, r.available(), r.available(), 0))))),
  GIVES_A_FALSE_NOTICE(
      "tells its guest of a change that never was",
      "thread/lost-doorbells: count, no recheck",
      Invariants.CONFIG_CHANGES_SEEN,
      destination(
          DeviceResumed.class,
          e -> one(new DeviceResumed(e.queues(), 1, e.decidedBy(), e.choice(), e.content())))),
  FORGETS_A_NOTICE(
      "never tells its guest of a change that it put off",
      "thread/link-change-in-stop: defer-notification",
      Invariants.CONFIG_CHANGES_SEEN,
      destination(
          DeviceResumed.class,
          e -> one(new DeviceResumed(e.queues(), 0, e.decidedBy(), e.choice(), e.content())))),
  ANSWERS_ALL_ONES(
      "answers reads with all ones while it stands",
      "thread/peer-access-in-freeze: stop first",
      Invariants.READS_ARE_VALID,
      source(AccessServed.class, e -> one(asked(e, DeviceBug::allOnes)))),
  DROPS_A_CONFIGURATION_WRITE(
      "takes a write to its configuration in Stop and forgets it",
      "thread/config-write-in-stop: apply",
      Invariants.GUEST_WRITES_TAKE_EFFECT,
      source(AccessServed.class, e -> one(changing(e)))),
  DROPS_HALF_AN_ADDRESS(
      "forgets a register of which only one half was written",
      "thread/half-written-register: captured",
      Invariants.GUEST_WRITES_TAKE_EFFECT,
      source(AccessServed.class, e -> one(changing(e)))),
  DOES_HALF_A_COMMAND(
      "does one half of a control command and forgets the other",
      "thread/control-command-at-stop: complete",
      Invariants.GUEST_WRITES_TAKE_EFFECT,
      source(AccessServed.class, e -> one(e.mode().equals("stop") ? changing(e) : e))),
  COMES_BACK_DIFFERENT(
      "comes back to its old host without its receive mode",
      "thread/clear-on-read: change-record, device",
      Invariants.ROLLBACK_KEEPS_CONTEXT,
      source(
          DeviceResumed.class,
          e ->
              one(
                  new DeviceResumed(
                      e.queues(),
                      e.notified(),
                      e.decidedBy(),
                      e.choice(),
                      changed(e.content(), of(ContextField.RX_MODE, 0, 4)))))),
  WORKS_AFTER_A_RESET(
      "works again after a virtio reset in Stop",
      "thread/reset-at-stop: on-start",
      Invariants.STOPPED_DEVICES_STAND,
      source(
          DisturbanceEnded.class, e -> one(new DisturbanceEnded(e.kind(), "active", e.fields())))),
  KEEPS_ITS_DRIVER_OVER_A_RESET(
      "says DRIVER_OK after a reset",
      "thread/command-on-flr: complete-then-reset",
      Invariants.RESETS_CLEAR_AND_KEEP,
      source(
          DisturbanceEnded.class,
          e ->
              one(
                  new DisturbanceEnded(
                      e.kind(), e.mode(), changed(e.fields(), DeviceBug::driven))))),
  CLEARS_READ_ONLY_STATE(
      "forgets the features that it offers in a function level reset",
      "thread/flr-clears-stopped: 1.4, no",
      Invariants.RESETS_CLEAR_AND_KEEP,
      source(
          DisturbanceEnded.class,
          e ->
              one(
                  new DisturbanceEnded(
                      e.kind(),
                      e.mode(),
                      changed(e.fields(), of(ContextField.PART_DEVICE_FEATURES, 0, 8)))))),
  IS_NEVER_READY(
      "never takes DRIVER_OK after a reset",
      "thread/command-on-flr: complete-then-reset",
      Invariants.RUNNING_GUESTS_HAVE_DEVICES,
      events(id -> id.kind() == EntityKind.MEMBER, DeviceInitialised.class, e -> none())),
  OWNER_SPARES_A_MEMBER(
      "an owner that is reset does not reset the member in use",
      "thread/owner-reset: owner reset, 1.4",
      Invariants.RESETS_CLEAR_AND_KEEP,
      messages(
          id -> id.kind() == EntityKind.OWNER,
          out ->
              out.message() instanceof MemberMessage.Struck && out.to().name().endsWith("/1")
                  ? none()
                  : one(out))),
  OWNER_KEEPS_AN_OBJECT(
      "an owner keeps an object over its reset",
      "thread/owner-reset: owner reset, 1.4",
      Invariants.RESETS_CLEAR_AND_KEEP,
      events(
          id -> id.kind() == EntityKind.OWNER,
          OwnerRestored.class,
          e -> one(new OwnerRestored(1, e.disturbance()))));

  /** What an entity does instead of what it would. */
  interface Tamper {
    List<Event> instead(EntityId id, Event event);

    List<Outgoing> instead(EntityId id, Outgoing message);
  }

  private final String about;
  private final String run;
  private final Invariants noticed;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Tamper tamper;

  DeviceBug(String about, String run, Invariants noticed, Tamper tamper) {
    this.about = about;
    this.run = run;
    this.noticed = noticed;
    this.tamper = tamper;
  }

  String about() {
    return about;
  }

  /** The run of the library in which it shows. */
  String run() {
    return run;
  }

  Invariants noticed() {
    return noticed;
  }

  Tamper tamper() {
    return tamper;
  }

  private static boolean isSource(EntityId id) {
    return id.kind() == EntityKind.MEMBER && id.name().contains("/host-0/");
  }

  private static <E extends Event> Tamper source(Class<E> type, Function<E, List<Event>> instead) {
    return events(DeviceBug::isSource, type, instead);
  }

  private static <E extends Event> Tamper destination(
      Class<E> type, Function<E, List<Event>> instead) {
    return events(
        id -> id.kind() == EntityKind.MEMBER && id.name().contains("/host-1/"), type, instead);
  }

  private static <E extends Event> Tamper events(
      Predicate<EntityId> whose, Class<E> type, Function<E, List<Event>> instead) {
    return new Tamper() {
      @Override
      public List<Event> instead(EntityId id, Event event) {
        return whose.test(id) && type.isInstance(event)
            ? instead.apply(type.cast(event))
            : List.of(event);
      }

      @Override
      public List<Outgoing> instead(EntityId id, Outgoing message) {
        return List.of(message);
      }
    };
  }

  private static Tamper messages(
      Predicate<EntityId> whose, Function<Outgoing, List<Outgoing>> instead) {
    return new Tamper() {
      @Override
      public List<Event> instead(EntityId id, Event event) {
        return List.of(event);
      }

      @Override
      public List<Outgoing> instead(EntityId id, Outgoing message) {
        return whose.test(id) ? instead.apply(message) : List.of(message);
      }
    };
  }

  private static <T> List<T> one(T only) {
    return List.of(only);
  }

  private static <T> List<T> none() {
    return List.of();
  }

  // What becomes of contexts.

  private static Bytes changed(Bytes content, UnaryOperator<List<ContextField>> change) {
    return ContextCodec.encode(change.apply(ContextCodec.decode(content).orElseThrow()));
  }

  private static Event written(ContextWritten event, UnaryOperator<List<ContextField>> change) {
    return new ContextWritten(event.mode(), event.fields(), changed(event.content(), change));
  }

  private static Event applied(ContextApplied event, UnaryOperator<List<ContextField>> change) {
    return new ContextApplied(changed(event.content(), change));
  }

  private static List<Event> skippingOne(ContextRead read) {
    return read.mode().equals("freeze")
        ? one(
            new ContextRead(
                read.mode(), read.fields() - 1, changed(read.content(), DeviceBug::withoutLast)))
        : one(read);
  }

  private static List<ContextField> withoutFirst(List<ContextField> fields) {
    return fields.subList(1, fields.size());
  }

  private static List<ContextField> withoutLast(List<ContextField> fields) {
    return fields.subList(0, fields.size() - 1);
  }

  /** These bytes of the fields of a type are zero. */
  private static UnaryOperator<List<ContextField>> of(int type, int from, int to) {
    return fields -> fields.stream().map(field -> zeroed(field, type, from, to)).toList();
  }

  private static ContextField zeroed(ContextField field, int type, int from, int to) {
    byte[] value = field.value().toArray();
    for (int i = from; i < to && field.type() == type; i++) {
      value[i] = 0;
    }
    return field.with(Bytes.copyOf(value));
  }

  private static List<ContextField> firstQueueForAll(List<ContextField> fields) {
    ContextField first =
        fields.stream()
            .filter(field -> field.type() == ContextField.QUEUE_CONFIG)
            .findFirst()
            .orElseThrow();
    return fields.stream()
        .map(
            field ->
                field.type() == ContextField.QUEUE_CONFIG && field.instance() > 0
                    ? field.with(first.value())
                    : field)
        .toList();
  }

  private static List<ContextField> withoutLists(List<ContextField> fields) {
    return fields.stream()
        .map(
            field ->
                field.type() == ContextField.IN_FLIGHT || field.type() == ContextField.COMPLETED
                    ? zeroed(field.with(field.value().slice(0, 4)), field.type(), 2, 4)
                    : field)
        .toList();
  }

  private static List<ContextField> usedBefore(List<ContextField> fields) {
    return fields.stream()
        .map(
            field -> {
              byte[] value = field.value().toArray();
              if (field.type() == ContextField.QUEUE_RUN_STATE) {
                value[4]--;
              }
              return field.with(Bytes.copyOf(value));
            })
        .toList();
  }

  private static List<ContextField> driven(List<ContextField> fields) {
    return fields.stream()
        .map(
            field -> {
              byte[] value = field.value().toArray();
              if (field.type() == ContextField.COMMON_CONFIG) {
                value[20] = 0x0f;
              }
              return field.with(Bytes.copyOf(value));
            })
        .toList();
  }

  // What becomes of accesses.

  private static List<Event> changingAfter(ContextSealed sealed) {
    List<ContextField> fields = ContextCodec.decode(sealed.content()).orElseThrow();
    Bytes none = ContextCodec.encode(List.of());
    Bytes status =
        ContextCodec.encode(of(ContextField.COMMON_CONFIG, 20, 21).apply(fields.subList(0, 1)));
    return List.of(
        sealed,
        new AccessServed(
            "device", "needs-reset", "freeze", "applied", "a bug", "", none, status, none));
  }

  private static Event asked(AccessServed event, UnaryOperator<List<ContextField>> change) {
    return event.access().endsWith("-read")
        ? new AccessServed(
            event.by(),
            event.access(),
            event.mode(),
            event.effect(),
            event.decidedBy(),
            event.choice(),
            changed(event.asked(), change),
            event.fields(),
            event.later())
        : event;
  }

  private static List<ContextField> allOnes(List<ContextField> fields) {
    return fields.stream()
        .map(
            field -> {
              byte[] value = field.value().toArray();
              Arrays.fill(value, (byte) 0xff);
              return field.with(Bytes.copyOf(value));
            })
        .toList();
  }

  /** Nothing comes of what was asked. */
  private static Event changing(AccessServed event) {
    Bytes none = ContextCodec.encode(List.of());
    return new AccessServed(
        event.by(),
        event.access(),
        event.mode(),
        event.effect(),
        event.decidedBy(),
        event.choice(),
        event.asked(),
        none,
        none);
  }

  // What becomes of rings.

  private static Event rings(RingsSeen event, UnaryOperator<RingPositions> change) {
    var changed = new ArrayList<RingPositions>();
    RingPositions.decode(event.positions()).forEach(each -> changed.add(change.apply(each)));
    return new RingsSeen(event.mode(), RingPositions.encode(changed));
  }

  private static RingPositions at(RingPositions ring, long fetched, long used, long empty) {
    return new RingPositions(ring.queue(), ring.available(), fetched, used, used, empty);
  }
}
