package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.device.Access;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.scenarios.file.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where variations are looked for.
 *
 * @param faults the kinds of faults that are let loose
 * @param wild whether devices behave as the scenario and its profiles say, gaps of the protocol
 *     included, and guests act even while they stand; else what the scenario leaves open is chosen
 *     so that nothing is lost, and guests act while they run
 */
public record Domain(List<String> faults, boolean wild) {

  /** Where another choice of an option loses as little, so that either may be drawn. */
  private static final Map<String, List<String>> AS_SOUND =
      new TreeMap<>(
          Map.of(
              "rollback", List.of("device", "management"),
              "kick-all-queues", List.of("yes", "no"),
              "mode-busy", List.of("take-time", "eagain"),
              "freeze-flush", List.of("device-waits", "read-flush")));

  private static final String CLEAR_ON_READ = "clear-on-read";
  private static final String OFF = "off";
  private static final String INCREMENTAL = "incremental";
  private static final String WHOLE = "full";
  private static final String READ_TWICE = "repeated-read";

  /** Asks for commands that the accepted text alone has; a guest's write is what they are for. */
  static final String LEGACY = "legacy-write";

  /** What guests do to their own devices besides {@link Access}. */
  private static final List<Disturbance> OF_GUESTS =
      List.of(
          Disturbance.VF_FLR, Disturbance.VIRTIO_RESET, Disturbance.QUEUE_RESET, Disturbance.POWER);

  /** Of each option, the choice with which least is lost (docs/ledger.md has what each costs). */
  private static final Map<String, String> SOUND = sound();

  public Domain {
    faults = List.copyOf(faults);
  }

  private static Map<String, String> sound() {
    var sound = new LinkedHashMap<String, String>();
    sound.put(CLEAR_ON_READ, OFF);
    sound.put(INCREMENTAL, WHOLE);
    sound.put("retention", "until-reset");
    sound.put("stop-inflight", "drain");
    sound.put("stop-doorbell", "count");
    sound.put("resume-recheck", "yes");
    sound.put("kick-all-queues", "yes");
    sound.put("stop-config-write", "apply");
    sound.put("freeze-config-write", "defer");
    sound.put("status-write", "apply");
    sound.put("config-change", "defer-notification");
    sound.put("freeze-peer-read", "valid");
    sound.put("mode-during-reset", "on-complete");
    sound.put("mode-during-flr", "wait");
    sound.put("mode-during-power", "wait");
    sound.put("read-during-flr", "snapshot-after");
    sound.put("flr-clears-stopped", "no");
    sound.put("freeze-flush", "device-waits");
    sound.put("stop-before-freeze", "yes");
    sound.put("mode-busy", "take-time");
    sound.put("retry-eagain", "yes");
    sound.put("admin-timeout", "1s");
    sound.put("rollback", "device");
    sound.put("control-command", "complete");
    sound.put("part-check", "digest");
    sound.put("shared-memory", "migrated");
    return sound;
  }

  /** The block of a scenario with choices in which nothing is lost; none where it stays open. */
  Optional<String> settled() {
    return wild ? Optional.empty() : Optional.of("protocol");
  }

  /** Fills in what the scenario leaves open, unless it shall stay so. */
  void settle(Draft draft) {
    if (!wild) {
      ObjectNode protocol = draft.block("protocol");
      SOUND.forEach((key, choice) -> protocol.put(key, protocol.path(key).asText(choice)));
    }
  }

  /** Draws among choices that are as good as each other, where the base has one of them. */
  void vary(Draft draft, Dice dice) {
    ObjectNode protocol = draft.block("protocol");
    if (!wild) {
      AS_SOUND.forEach(
          (key, choices) -> {
            if (choices.contains(protocol.path(key).asText()) && dice.chance(50)) {
              protocol.put(key, dice.oneOf(choices));
            }
          });
    }
  }

  /**
   * The profiles that devices may speak: where reads are not whole, what was read before an attempt
   * was undone must be read again, which takes a command to discard it.
   */
  List<String> profiles(Draft draft) {
    List<String> all = Vocabulary.words("datacenter.host.owners.profile");
    return wild || option(draft, INCREMENTAL, WHOLE).equals(WHOLE)
        ? all
        : all.stream().filter(Domain::canDiscard).toList();
  }

  private static boolean canDiscard(String profile) {
    return DeviceCommand.DISCARD.isKnown(Protocol.of(Profiles.of(profile)));
  }

  /** Why what a draft shows is a question of the protocol, whatever it is; empty if it is not. */
  Optional<String> gap(Draft draft) {
    boolean takes =
        !option(draft, INCREMENTAL, WHOLE).equals(WHOLE)
            || !option(draft, CLEAR_ON_READ, OFF).equals(OFF);
    return !wild && takes && draft.faults().contains(READ_TWICE)
        ? Optional.of("a context was read twice, though a read takes away what it returns")
        : Optional.empty();
  }

  private static String option(Draft draft, String key, String otherwise) {
    return draft.root().path("protocol").path(key).asText(otherwise);
  }

  /** Whether a fault of this kind is something that another device of the guest does. */
  static boolean isOfPeer(String kind) {
    return Access.ofWord(kind).filter(Access::isOfPeer).isPresent();
  }

  /** Whether a fault of this kind is something that a guest does. */
  static boolean isOfGuest(String kind) {
    return kind.equals(LEGACY)
        || Access.ofWord(kind).filter(Access::isOfGuest).isPresent()
        || OF_GUESTS.stream().anyMatch(each -> each.word().equals(kind));
  }
}
