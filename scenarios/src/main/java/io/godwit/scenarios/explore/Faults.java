package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.explore.Draft.Guest;
import io.godwit.scenarios.file.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What fails, and when. */
final class Faults {

  private static final int MOST_FAULTS = 6;
  private static final long LONGEST_AFTER = 100_000_000;
  private static final long LONGEST_OUTAGE = 60_000_000_000L;
  private static final long SHORTEST_BOOT = 1_000_000_000L;
  private static final List<String> LINKS =
      List.of("link-down", "link-degraded", "link-lossy", "link-flapping");

  /** It has no side but the destination's. */
  private static final String OUT_OF_MEMORY = "out-of-memory";

  private static final String STORM = "migration-storm";

  /** Of a rack's network. */
  private static final List<String> NETWORKS = List.of("switch-down", "partition");

  /** Of hosts, by the clock or as one of a migration. */
  private static final List<String> HOSTS =
      List.of("host-crash", "host-down", "rack-power-loss", "rolling-reboot");

  /** Of a migration, whether its guest has devices or not. */
  private static final List<String> MIGRATIONS = List.of("stream-broken", "cancel", OUT_OF_MEMORY);

  private Faults() {}

  /** A few faults of a few kinds, or the same ones with one changed. */
  static void vary(Draft draft, Dice dice, Domain domain) {
    if (domain.faults().isEmpty()) {
      return;
    }
    ArrayNode faults = draft.list("faults");
    if (faults.isEmpty() || dice.chance(40)) {
      faults.removeAll();
      List<String> kinds = kinds(dice, domain);
      for (long i = dice.magnitude(1, MOST_FAULTS); i > 0; i--) {
        add(faults, dice.oneOf(kinds), draft, dice);
      }
    } else if (dice.chance(30)) {
      faults.remove(dice.below(faults.size()));
    } else if (dice.chance(50) || !retime(dice.oneOf(items(faults)), dice)) {
      add(faults, dice.oneOf(domain.faults()), draft, dice);
    }
  }

  static boolean isOfDevice(String kind) {
    return Stream.of(LINKS, NETWORKS, HOSTS, MIGRATIONS).noneMatch(each -> each.contains(kind))
        && !Troubles.isOfHost(kind)
        && !Troubles.isOfControl(kind)
        && !kind.equals(STORM);
  }

  /** Whether it can strike in a phase of a migration. */
  static boolean isOfPhase(String kind) {
    return isOfDevice(kind)
        || MIGRATIONS.contains(kind)
        || Troubles.isOfHost(kind)
        || Troubles.isOfControl(kind)
        || kind.equals("host-crash")
        || kind.equals("host-down");
  }

  /** Whether a side of the migration makes a difference. */
  static boolean hasSide(String kind) {
    return !Troubles.isOfControl(kind) && !kind.equals(OUT_OF_MEMORY);
  }

  static boolean isOfLink(String kind) {
    return LINKS.contains(kind);
  }

  private static List<ObjectNode> items(ArrayNode faults) {
    var items = new ArrayList<ObjectNode>();
    faults.forEach(each -> items.add((ObjectNode) each));
    return items;
  }

  /** Some are on and the others off, so that those that are on do not hide each other. */
  private static List<String> kinds(Dice dice, Domain domain) {
    var kinds = new ArrayList<>(domain.faults());
    int share = dice.oneOf(List.of(10, 30, 100));
    String one = dice.oneOf(kinds);
    kinds.removeIf(kind -> !kind.equals(one) && !dice.chance(share));
    return kinds;
  }

  private static void add(ArrayNode faults, String kind, Draft draft, Dice dice) {
    List<Guest> guests = draft.guests().stream().filter(guest -> guest.devices() > 0).toList();
    if (LINKS.contains(kind)) {
      link(faults.addObject().put("kind", kind), draft, dice);
    } else if (NETWORKS.contains(kind)) {
      byClock(faults.addObject().put("kind", kind).put("rack", Places.rack(draft, dice)), dice);
    } else if (HOSTS.contains(kind)) {
      host(faults.addObject().put("kind", kind), draft, dice);
    } else if (MIGRATIONS.contains(kind)) {
      migration(faults.addObject().put("kind", kind), draft, dice);
    } else if (kind.equals(STORM)) {
      ObjectNode storm = faults.addObject().put("kind", kind).put("vm", "*");
      storm.put(
          "at", Amount.nanos(dice.magnitude(1_000_000, LONGEST_OUTAGE)).rounded(4).toString());
    } else if (!isOfDevice(kind)) {
      if (!Troubles.needsOwners(kind) || !guests.isEmpty()) {
        trouble(faults.addObject().put("kind", kind), draft, dice);
      }
    } else if (!guests.isEmpty()) {
      device(faults.addObject().put("kind", kind), dice.oneOf(guests), draft, dice);
    }
  }

  private static void byClock(ObjectNode fault, Dice dice) {
    fault.put("at", Amount.nanos(dice.magnitude(1_000_000, LONGEST_OUTAGE)).rounded(4).toString());
    fault.put("for", Amount.nanos(dice.magnitude(1_000, LONGEST_OUTAGE)).toString());
  }

  /** Of a guest on its way, or of whoever is there at a time. */
  private static void host(ObjectNode fault, Draft draft, Dice dice) {
    String kind = fault.path("kind").asText();
    if (kind.equals("rolling-reboot")) {
      fault.put("rack", Places.rack(draft, dice));
      fault.put("every", Amount.nanos(dice.magnitude(1_000_000, LONGEST_OUTAGE)).toString());
    } else if (kind.equals("rack-power-loss")) {
      fault.put("rack", Places.rack(draft, dice));
    } else if (dice.chance(60)) {
      migration(fault, draft, dice);
      boot(fault, dice);
      return;
    } else {
      fault.put("host", Places.host(draft, dice));
    }
    byClock(fault, dice);
    boot(fault, dice);
  }

  /** Of a host that stays up, or of the control plane. */
  private static void trouble(ObjectNode fault, Draft draft, Dice dice) {
    boolean phased = dice.chance(60);
    if (phased) {
      migration(fault, draft, dice);
    } else {
      if (Troubles.isOfHost(fault.path("kind").asText())) {
        fault.put("host", Places.host(draft, dice));
      }
      byClock(fault, dice);
    }
    Troubles.size(fault, phased, dice);
  }

  private static void boot(ObjectNode fault, Dice dice) {
    fault.put("for", Amount.nanos(dice.magnitude(SHORTEST_BOOT, 2 * LONGEST_OUTAGE)).toString());
  }

  private static void migration(ObjectNode fault, Draft draft, Dice dice) {
    fault.put("vm", dice.oneOf(draft.guests()).name());
    if (hasSide(fault.path("kind").asText())) {
      fault.put("side", dice.oneOf(Vocabulary.words("faults.side")));
    }
    retime(fault, dice);
  }

  private static void link(ObjectNode fault, Draft draft, Dice dice) {
    fault.put("target", Places.any(draft, dice));
    byClock(fault, dice);
    if (fault.path("kind").asText().equals("link-degraded")) {
      fault.put("capacity", dice.magnitude(1, 20_000) + " Mbit/s");
    } else if (fault.path("kind").asText().equals("link-lossy")) {
      fault.put("loss", dice.magnitude(1, 100) + "%");
    } else if (fault.path("kind").asText().equals("link-flapping")) {
      long lasts = dice.magnitude(1_000, LONGEST_OUTAGE / 10);
      fault.put("for", Amount.nanos(lasts).toString());
      fault.put("every", Amount.nanos(2 * lasts + 1).toString());
      fault.put("count", dice.between(2, 10));
    }
  }

  private static void device(ObjectNode fault, Guest guest, Draft draft, Dice dice) {
    fault.put("vm", guest.name());
    if (dice.chance(50)) {
      fault.put("device", dice.below(guest.devices()));
    }
    fault.put("side", dice.oneOf(Vocabulary.words("faults.side")));
    retime(fault, dice);
    int attempts = draft.block("migration.retry").path("attempts").asInt(3);
    if (dice.chance(30)) {
      fault.put("attempt", dice.between(1, attempts));
    }
    if (fault.path("kind").asText().equals("command-error")) {
      fault.put("status", dice.oneOf(Vocabulary.words("faults.status")));
    }
  }

  /** Says whether it is one that strikes in a phase. */
  private static boolean retime(ObjectNode fault, Dice dice) {
    if (!fault.has("vm") || fault.has("at")) {
      return false;
    }
    fault.put("phase", dice.oneOf(Vocabulary.words("faults.phase")));
    if (dice.chance(70)) {
      fault.put("after", Amount.nanos(dice.magnitude(1, LONGEST_AFTER)).rounded(3).toString());
    } else {
      fault.remove("after");
    }
    return true;
  }
}
