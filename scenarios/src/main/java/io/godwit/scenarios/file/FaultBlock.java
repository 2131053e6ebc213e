package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;

import io.godwit.model.context.ControlSetting;
import io.godwit.model.migration.Moment;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;

/** What fails, and when. */
final class FaultBlock {

  static final Section SECTION = new Section("fault");

  private static final String SERIAL = "serial";

  private static final String DESTINATION = "destination";

  static final Key<String> KIND =
      SECTION.withDefault(
          "kind", Word.of(DeviceFaults.kinds()), "link-down", "what fails, or what is done");

  static final Key<String> NAME =
      SECTION.optional("name", new Text("flaky"), "for reports; its draws depend on it");

  static final Key<String> LIKE =
      SECTION.optional(
          "like",
          new Text("flaky"),
          "an earlier fault of the file by its name, whose keys hold where this one has none");

  static final Key<String> TARGET =
      SECTION.optional(
          "target",
          new Text("pod-0/rack-1/uplink-0"),
          "links: one, or a host or rack for its links; without up or down both directions. Of"
              + " other places the same as host");

  static final Key<String> HOST =
      SECTION.optional(
          "host", new Text("pod-0/rack-0/host-1"), "places: a host, or a pattern such as pod-0/*");

  static final Key<String> RACK =
      SECTION.optional(
          "rack", new Text("pod-0/rack-0"), "places: all hosts of a rack, or its switch");

  static final Key<String> POD =
      SECTION.optional("pod", new Text("pod-0"), "places: all hosts of a pod");

  static final Key<String> VM =
      SECTION.optional(
          "vm",
          new Text("web-0"),
          "the guest that is struck, or whose device or host is; or a pattern such as db-*");

  static final Key<String> GROUP =
      SECTION.optional(
          "group", new Text("web"), "guests: those of a group, by its name or a pattern");

  static final Key<String> LABEL =
      SECTION.optional("label", new Text("production"), "guests: those of groups that have it");

  static final Key<Long> PERCENT =
      SECTION.optional(
          "percent",
          Amount.plain(Quantity.PERCENT, 1, 100),
          "so many of them, drawn: once, or anew each time that the clock brings");

  static final Key<SimDuration> AT =
      SECTION.optional(
          "at", DURATION, "virtual time; with every the first, with rate that from which on");

  static final Key<SimDuration> EVERY =
      SECTION.optional("every", POSITIVE_DURATION, "again and again, so far apart; with count");

  static final Key<Long> RATE =
      SECTION.optional(
          "rate",
          Amount.plain(Quantity.OCCURRENCE, 1, Long.MAX_VALUE),
          "again and again, at random, so often in the mean; with count");

  static final Key<Long> COUNT =
      SECTION.optional("count", new Whole(1, 100_000), "how often; with every or rate");

  static final Key<String> WHILE =
      SECTION.optional(
          "while",
          new Text("migrations.running >= 4"),
          "a condition: "
              + Conditions.words()
              + ", then >= <= == != > or <, then a whole number. With at, every or rate it"
              + " strikes only while that holds; alone it strikes whenever it comes to hold, and"
              + " is over when it does no more, or after 'for'");

  private static final Key<String> SCHEDULE =
      SECTION.withDefault(
          "schedule",
          Word.of("parallel", SERIAL),
          "parallel",
          "hosts: all at once, or one after the other, each at a time of every");

  static final Key<SimDuration> FOR =
      SECTION.optional(
          "for",
          new Drawn<>(POSITIVE_DURATION),
          "places: how long, drawn anew for each place and time; crashes and mismatches without it for ever, a restart of the control"
              + " plane 5 s (an assumption)");

  static final Key<ByteRate> CAPACITY =
      SECTION.optional("capacity", Amounts.RATE, "link-degraded: what is left");

  static final Key<Long> LOSS =
      SECTION.optional(
          "loss",
          Amount.plain(Quantity.PROBABILITY, 1, 1_000_000),
          "link-lossy: packets that are lost; what eight TCP streams make of such a link is left"
              + " (an assumption)");

  static final Key<Long> FACTOR =
      SECTION.optional(
          "factor",
          new Whole(2, 1_000_000),
          "host-slow and command-slow: how many times as long everything takes");

  static final Key<SimDuration> DELAY =
      SECTION.optional(
          "delay",
          POSITIVE_DURATION,
          "control-plane-slow, request-reordered and request-duplicated: how much later, or at"
              + " most");

  static final Key<Long> DEVICE =
      SECTION.withDefault(
          "device", new Whole(0, 255), "0", "devices: its number in the guest's list, from 0");

  static final Key<String> SIDE =
      SECTION.withDefault(
          "side",
          Word.of("source", DESTINATION),
          "source",
          "of the migration: whose device, host or links are struck");

  static final Key<Phase> PHASE =
      SECTION.withDefault(
          "phase",
          Word.of(Phase.values(), Phase::word),
          "device-stop",
          "of the migration, when it is struck; without at, every and rate; with on: undone, any"
              + " in which an attempt fails, unless given");

  static final Key<Moment.Edge> ON =
      SECTION.withDefault(
          "on",
          Word.of(Moment.Edge.values(), Moment.Edge::word),
          "entered",
          "whether the phase's beginning counts, its end, or that an attempt that failed in it"
              + " begins to be undone");

  static final Key<SimDuration> AFTER =
      SECTION.withDefault("after", DURATION, "0 ns", "since the phase began, or ended");

  static final Key<SimDuration> JITTER =
      SECTION.optional("jitter", POSITIVE_DURATION, "added at most, drawn each time");

  static final Key<Long> ATTEMPT =
      SECTION.optional(
          "attempt",
          new Whole(1, 1_000),
          "in which attempt of the migration; else in the first, or in any with occurrence or"
              + " probability");

  static final Key<Long> OCCURRENCE =
      SECTION.optional(
          "occurrence",
          new Whole(1, 1_000),
          "of the phase, in all attempts at a guest together: which of them");

  static final Key<Long> PROBABILITY =
      SECTION.optional(
          "probability",
          Amount.plain(Quantity.PROBABILITY, 1, 1_000_000),
          "each time that it could strike");

  static final Key<Long> VALUE =
      SECTION.optional(
          "value",
          new Whole(0, 255),
          "status-write: what is written, such as 11 for ACKNOWLEDGE, DRIVER and FEATURES_OK;"
              + " else NEEDS_RESET is turned over");

  static final Key<String> VECTOR =
      SECTION.optional(
          "vector",
          new Text("queue-0"),
          "msix-mask and msix-unmask: config or queue-0, queue-1, ...; else the function's mask"
              + " for all");

  static final Key<ControlSetting> SETS =
      SECTION.optional(
          "sets",
          Word.of(ControlSetting.values(), ControlSetting::word),
          "control-command: the one thing that a network device is told; else it changes two"
              + " tables, the second one later");

  static final Key<String> STATUS =
      SECTION.withDefault(
          "status",
          Word.of(DeviceFaults.STATUSES),
          "eagain",
          "command-error: how the next command is answered");

  private FaultBlock() {}

  /** Whether its time is the clock's, or that of a condition, and not a migration's. */
  static boolean isByClock(Values fault) {
    return isTimed(fault) || fault.has(WHILE);
  }

  static boolean isTimed(Values fault) {
    return fault.hasAny(AT, EVERY, RATE);
  }

  /** Whether it strikes as an attempt is undone. */
  static boolean isUndone(Values fault) {
    return fault.get(ON) == Moment.Edge.UNDONE;
  }

  /** Whether hosts are struck one after the other. */
  static boolean isSerial(Values fault) {
    return fault.get(KIND).equals("rolling-reboot") || isSerialBySchedule(fault);
  }

  static boolean isSerialBySchedule(Values fault) {
    return fault.get(SCHEDULE).equals(SERIAL);
  }

  static boolean isAtDestination(Values fault) {
    return fault.get(SIDE).equals(DESTINATION);
  }
}
