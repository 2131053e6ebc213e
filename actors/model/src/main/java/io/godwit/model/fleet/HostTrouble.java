package io.godwit.model.fleet;

import io.godwit.model.device.OwnerMessage.HamperOwner;
import io.godwit.model.entity.Message;
import io.godwit.model.hypervisor.HypervisorMessage.MisfitHost;
import io.godwit.model.hypervisor.HypervisorMessage.PauseHost;
import io.godwit.model.hypervisor.HypervisorMessage.ResumeHost;
import io.godwit.model.hypervisor.HypervisorMessage.SlowHost;
import io.godwit.model.hypervisor.Misfits;
import io.godwit.model.unit.SimDuration;
import java.util.Arrays;
import java.util.Optional;

/** What can go wrong with a host, or with the owner devices in it. */
public enum HostTrouble {
  CRASH("host-crash", "a host loses its power; with 'for' it boots again, empty", false),
  PAUSE("host-pause", "a host stands with all guests on it, and then goes on", true),
  SLOW(
      "host-slow",
      "all that a host does takes 'factor' times as long: calls, stops and starts, device commands"
          + " and its links",
      true),
  FIRMWARE_STALL("firmware-stall", "the owner devices of a host do nothing for a while", true),
  PCIE_RETRAIN(
      "pcie-retrain",
      "the links of the owner devices of a host train anew, and carry nothing",
      true),
  COMMAND_SLOW(
      "command-slow",
      "each command takes the owner devices of a host 'factor' times as long",
      true),
  FEATURE(Misfits.FEATURE, "a host lacks a feature that arriving guests have negotiated", false),
  LAYOUT(Misfits.LAYOUT, "the devices of a host refuse contexts as others have them", false),
  VERSION(Misfits.VERSION, "a host does not know the machine version of arriving guests", false);

  private final String word;
  private final String about;
  private final boolean needsTime;

  HostTrouble(String word, String about, boolean needsTime) {
    this.word = word;
    this.about = about;
    this.needsTime = needsTime;
  }

  /** As scenarios have it. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** Whether it must be said how long it lasts. */
  public boolean needsTime() {
    return needsTime;
  }

  /** Whether it is about how many times slower something is. */
  public boolean hasFactor() {
    return this == SLOW || this == COMMAND_SLOW;
  }

  /** Whether guests meet it when they ask for room. */
  public boolean isMetByAsking() {
    return this == FEATURE || this == VERSION;
  }

  /** The trouble that scenarios call so. */
  public static Optional<HostTrouble> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** Whether it is the host's owner devices that are told. */
  public boolean isOfOwners() {
    return this == FIRMWARE_STALL || this == PCIE_RETRAIN || this == COMMAND_SLOW;
  }

  /** What the host is told, or each of its owners; empty for a crash, which is more than that. */
  Optional<Message> begins(int factor, SimDuration lasts) {
    return switch (this) {
      case CRASH -> Optional.empty();
      case PAUSE -> Optional.of(new PauseHost(lasts));
      case SLOW -> Optional.of(new SlowHost(factor, lasts));
      case FIRMWARE_STALL -> Optional.of(new HamperOwner(0, lasts, false));
      case PCIE_RETRAIN -> Optional.of(new HamperOwner(0, lasts, true));
      case COMMAND_SLOW -> Optional.of(new HamperOwner(factor, lasts, false));
      case FEATURE, LAYOUT, VERSION -> Optional.of(new MisfitHost(word, false));
    };
  }

  /** What it is told when that is over, where it does not know by itself. */
  Optional<Message> ends() {
    return switch (this) {
      case PAUSE -> Optional.of(new ResumeHost());
      case FEATURE, LAYOUT, VERSION -> Optional.of(new MisfitHost(word, true));
      case CRASH, SLOW, FIRMWARE_STALL, PCIE_RETRAIN, COMMAND_SLOW -> Optional.empty();
    };
  }
}
