package io.godwit.model.protocol;

import io.godwit.model.option.Choice;
import io.godwit.model.option.ModeMatrix;
import io.godwit.model.option.Option;
import java.util.EnumMap;
import java.util.Map;

/** A profile, and what holds where it leaves a choice. */
public final class Protocol {

  /** Of the seed's DEV_MODE_GET: inferred from the opcodes around it (facts/virtio.md A.8). */
  public static final int INFERRED_OPCODE = 0x7;

  private final Profiles profile;
  private final Map<Option, Choice> chosen;
  private final int firstOpcode;

  private Protocol(Profiles profile, Map<Option, Choice> chosen, int firstOpcode) {
    this.profile = profile;
    this.chosen = chosen;
    this.firstOpcode = firstOpcode;
  }

  /** The profile as its defaults have it. */
  public static Protocol of(Profiles profile) {
    return new Protocol(profile, new EnumMap<>(Option.class), INFERRED_OPCODE);
  }

  /** The same with another choice. */
  public Protocol with(Choice choice) {
    var more = new EnumMap<Option, Choice>(Option.class);
    more.putAll(chosen);
    more.put(choice.option(), choice);
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

  /** The same with the choice of that word; throws for one that the option does not have. */
  public Protocol with(Option which, String word) {
    return with(which.choice(word));
  }

  /** The choice that holds. */
  public Choice choice(Option which) {
    return chosen.getOrDefault(which, profile.standard(which));
  }

  /** The same among all choices of its kind. */
  public <C extends Enum<C> & Choice> C choice(Class<C> kind) {
    return kind.cast(choice(kind.getEnumConstants()[0].option()));
  }

  /** The word of the choice that holds, for events. */
  public String word(Option which) {
    return choice(which).word();
  }

  /** Whether this choice holds. */
  public boolean is(Choice choice) {
    return choice(choice.option()) == choice;
  }

  /** The modes and the ways between them. */
  public ModeTable modes() {
    boolean strict = profile == Profiles.SEED_2023 && is(ModeMatrix.STRICT_PAIRS);
    return strict ? ModeTable.STRICT_PAIRS : profile.modes();
  }
}
