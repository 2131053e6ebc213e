package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.migration.Phase;
import io.godwit.scenarios.explore.Aims.Aim;
import io.godwit.scenarios.explore.Draft.Guest;
import io.godwit.scenarios.file.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What fails, and when. */
final class Faults {

  private static final int MOST_FAULTS = 6;
  private static final int SHARE_OF_PHASES = 60;
  private static final int SHARE_IN_COMPANY = 40;
  private static final int SHARE_OF_POST_COPY = 40;
  private static final long LONGEST_AFTER = 100_000_000;
  private static final long LONGEST_OUTAGE = 60_000_000_000L;
  private static final long SHORTEST_BOOT = 1_000_000_000L;

  private final Draft draft;
  private final Dice dice;
  private final Domain domain;
  private final ArrayNode faults;

  private Faults(Draft draft, Dice dice, Domain domain) {
    this.draft = draft;
    this.dice = dice;
    this.domain = domain;
    this.faults = draft.list("faults");
  }

  /** A few faults of a few kinds, or the same ones with one changed. */
  static void vary(Draft draft, Dice dice, Domain domain) {
    if (!domain.faults().isEmpty()) {
      new Faults(draft, dice, domain).vary();
    }
  }

  /** One more fault, that strikes so; the draft is made to be one in which it can. */
  static void aim(Draft draft, Aim aim, Dice dice, Domain domain) {
    boolean devices = Kinds.needsDevices(aim.kind());
    Ways.allow(draft, aim.phase() == Phase.POST_COPY, devices, dice);
    if (devices) {
      Sizes.atLeastOneDevice(draft, dice);
    }
    new Faults(draft, dice, domain).aim(aim);
  }

  private void aim(Aim aim) {
    while (faults.size() >= MOST_FAULTS) {
      faults.remove(dice.below(faults.size()));
    }
    int before = faults.size();
    add(aim.kind(), true);
    if (faults.size() > before) {
      ObjectNode fault = ((ObjectNode) faults.get(before)).put("phase", aim.phase().word());
      aim.side().ifPresent(side -> fault.put("side", side));
      if (domain.faults().contains(Kinds.COMMAND_ERROR) && Kinds.waitsForTheWayBack(aim)) {
        undo(fault);
      }
    }
  }

  /** Has the attempt that a fault strikes fail, for without that it would strike nothing. */
  private void undo(ObjectNode fault) {
    ObjectNode other = faults.addObject().put("kind", Kinds.COMMAND_ERROR).put("status", "einval");
    for (String key : List.of("vm", "phase", "attempt")) {
      if (fault.has(key)) {
        other.set(key, fault.get(key));
      }
    }
    other.put("side", Kinds.DESTINATION);
  }

  private void vary() {
    if (faults.isEmpty() || dice.chance(40)) {
      faults.removeAll();
      List<String> kinds = some(useful());
      for (long i = dice.magnitude(1, MOST_FAULTS); i > 0; i--) {
        add(dice.oneOf(kinds), dice.chance(SHARE_OF_PHASES));
      }
    } else if (dice.chance(30)) {
      faults.remove(dice.below(faults.size()));
    } else if (dice.chance(50) || !retime((ObjectNode) faults.get(dice.below(faults.size())))) {
      add(dice.oneOf(useful()), dice.chance(SHARE_OF_PHASES));
    }
  }

  /** Those of devices are none where guests have no devices; all, where there would be no other. */
  private List<String> useful() {
    boolean devices = draft.guests().stream().anyMatch(guest -> guest.devices() > 0);
    List<String> useful =
        domain.faults().stream().filter(kind -> devices || !Kinds.needsDevices(kind)).toList();
    return useful.isEmpty() ? domain.faults() : useful;
  }

  /** Some are on and the others off, so that those that are on do not hide each other. */
  private List<String> some(List<String> all) {
    var kinds = new ArrayList<>(all);
    int share = dice.oneOf(List.of(10, 30, 100));
    String one = dice.oneOf(kinds);
    kinds.removeIf(kind -> !kind.equals(one) && !dice.chance(share));
    return kinds;
  }

  /** {@code phased}: where it can, it strikes in a phase and not by the clock. */
  private void add(String kind, boolean phased) {
    List<Guest> guests = draft.guests().stream().filter(guest -> guest.devices() > 0).toList();
    boolean inVain = Kinds.needsDevices(kind) && guests.isEmpty();
    if (!inVain) {
      ObjectNode fault = faults.addObject().put("kind", kind);
      if (Kinds.LINKS.contains(kind)) {
        link(fault);
      } else if (Kinds.NETWORKS.contains(kind)) {
        byClock(fault.put("rack", Places.rack(draft, dice)));
      } else if (Kinds.HOSTS.contains(kind)) {
        host(fault, phased);
      } else if (Kinds.MIGRATIONS.contains(kind)) {
        migration(fault);
      } else if (kind.equals(Kinds.STORM)) {
        fault.put("vm", "*").put("at", time());
      } else if (!Kinds.isOfDevice(kind)) {
        trouble(fault, phased);
      } else {
        device(fault, dice.oneOf(guests));
      }
    }
  }

  private String time() {
    return Amount.nanos(dice.magnitude(1_000_000, LONGEST_OUTAGE)).rounded(4).toString();
  }

  private void byClock(ObjectNode fault) {
    fault.put("at", time());
    fault.put("for", Amount.nanos(dice.magnitude(1_000, LONGEST_OUTAGE)).toString());
  }

  /** Of a guest on its way, or of whoever is there at a time. */
  private void host(ObjectNode fault, boolean phased) {
    String kind = fault.path("kind").asText();
    if (kind.equals("rolling-reboot")) {
      fault.put("rack", Places.rack(draft, dice));
      fault.put("every", Amount.nanos(dice.magnitude(1_000_000, LONGEST_OUTAGE)).toString());
    } else if (kind.equals("rack-power-loss")) {
      fault.put("rack", Places.rack(draft, dice));
    } else if (phased) {
      migration(fault);
      boot(fault);
      return;
    } else {
      fault.put("host", Places.host(draft, dice));
    }
    byClock(fault);
    boot(fault);
  }

  /** Of a host that stays up, or of the control plane. */
  private void trouble(ObjectNode fault, boolean phased) {
    if (phased) {
      migration(fault);
    } else {
      if (Troubles.isOfHost(fault.path("kind").asText())) {
        fault.put("host", Places.host(draft, dice));
      }
      byClock(fault);
    }
    Troubles.size(fault, phased, dice);
  }

  private void boot(ObjectNode fault) {
    fault.put("for", Amount.nanos(dice.magnitude(SHORTEST_BOOT, 2 * LONGEST_OUTAGE)).toString());
  }

  private void migration(ObjectNode fault) {
    fault.put("vm", dice.oneOf(draft.guests()).name());
    if (Kinds.hasSide(fault.path("kind").asText())) {
      fault.put("side", dice.oneOf(Vocabulary.words("faults.side")));
    }
    retime(fault);
  }

  private void link(ObjectNode fault) {
    fault.put("target", Places.any(draft, dice));
    byClock(fault);
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

  private void device(ObjectNode fault, Guest guest) {
    fault.put("vm", guest.name());
    fault.put("side", dice.oneOf(Vocabulary.words("faults.side")));
    retime(fault);
    int devices = devices(fault.path("vm").asText());
    if (devices > 0 && dice.chance(50)) {
      fault.put("device", dice.below(devices));
    }
    int attempts = draft.block("migration.retry").path("attempts").asInt(3);
    if (dice.chance(30)) {
      fault.put("attempt", dice.between(1, attempts));
    }
    if (fault.path("kind").asText().equals(Kinds.COMMAND_ERROR)) {
      fault.put("status", dice.oneOf(Vocabulary.words("faults.status")));
    }
  }

  private int devices(String vm) {
    return draft.guests().stream()
        .filter(guest -> guest.name().equals(vm))
        .mapToInt(Guest::devices)
        .findFirst()
        .orElse(0);
  }

  /** Says whether it is one that strikes in a phase. */
  private boolean retime(ObjectNode fault) {
    if (!fault.has("vm") || fault.has("at")) {
      return false;
    }
    fault.put("phase", phase(fault.path("kind").asText()));
    company(fault)
        .ifPresent(other -> List.of("vm", "phase").forEach(key -> fault.set(key, other.get(key))));
    if (dice.chance(70)) {
      fault.put("after", Amount.nanos(dice.magnitude(1, LONGEST_AFTER)).rounded(3).toString());
    } else {
      fault.remove("after");
    }
    return true;
  }

  /** Often misfortunes come together: one strikes whom and when another one does. */
  @SuppressWarnings("ReferenceEquality") // two that are alike are two all the same
  private Optional<ObjectNode> company(ObjectNode fault) {
    String kind = fault.path("kind").asText();
    List<ObjectNode> others =
        draft.blocks("faults").stream()
            .filter(other -> other != fault && other.has("vm") && other.has("phase"))
            .filter(other -> Kinds.isPossible(kind, Phase.of(other.path("phase").asText()), domain))
            .toList();
    return others.isEmpty() || !dice.chance(SHARE_IN_COMPANY)
        ? Optional.empty()
        : Optional.of(dice.oneOf(others));
  }

  /** One that there is; the longest by far, where memory follows the guest. */
  private String phase(String kind) {
    if (Ways.isPostCopy(draft) && dice.chance(SHARE_OF_POST_COPY)) {
      return Phase.POST_COPY.word();
    }
    return dice.oneOf(
            Arrays.stream(Phase.values())
                .filter(phase -> phase != Phase.POST_COPY)
                .filter(phase -> Kinds.isPossible(kind, phase, domain))
                .toList())
        .word();
  }
}
