package io.godwit.model.protocol;

import java.util.EnumMap;
import java.util.Map;

/** A profile, and what holds where it leaves a choice. */
public final class Protocol {

  /** Of the seed's DEV_MODE_GET: inferred from the opcodes around it (facts/virtio.md A.8). */
  public static final int INFERRED_OPCODE = 0x7;

  private final Profiles profile;
  private final Map<Switch, String> chosen;
  private final int firstOpcode;

  private Protocol(Profiles profile, Map<Switch, String> chosen, int firstOpcode) {
    this.profile = profile;
    this.chosen = chosen;
    this.firstOpcode = firstOpcode;
  }

  /** The profile as its defaults have it. */
  public static Protocol of(Profiles profile) {
    return new Protocol(profile, new EnumMap<>(Switch.class), INFERRED_OPCODE);
  }

  /** The same with another choice; throws for one that the switch does not have. */
  public Protocol with(Switch which, String choice) {
    if (!which.choices().contains(choice)) {
      throw new IllegalArgumentException(
          "%s: '%s' is no choice; there are %s".formatted(which.key(), choice, which.choices()));
    }
    var more = new EnumMap<Switch, String>(Switch.class);
    more.putAll(chosen);
    more.put(which, choice);
    return new Protocol(profile, more, firstOpcode);
  }

  /** The same with other numbers for the seed's commands; the accepted text has its own. */
  public Protocol withFirstOpcode(int opcode) {
    return new Protocol(profile, chosen, opcode);
  }

  /** The number of the seed's first command, DEV_MODE_GET; the others follow it. */
  public int firstOpcode() {
    return firstOpcode;
  }

  public Profiles profile() {
    return profile;
  }

  /** The choice that holds. */
  public String choice(Switch which) {
    return chosen.getOrDefault(which, which.standard(profile));
  }

  public boolean is(Switch which, String choice) {
    return choice(which).equals(choice);
  }

  /** The modes and the ways between them. */
  public ModeTable modes() {
    boolean strict = profile == Profiles.SEED_2023 && is(Switch.MODE_MATRIX, "strict-pairs");
    return strict ? ModeTable.STRICT_PAIRS : profile.modes();
  }
}
