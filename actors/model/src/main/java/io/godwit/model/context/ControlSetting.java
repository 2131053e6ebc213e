package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a network device's driver sets by a command on the control queue (virtio 1.4, 5.1.6.5), and
 * where a context has it: a part for each, or a field of the precursor's, which has none for some.
 */
public enum ControlSetting {
  RECEIVE_MODE("rx-mode", 0, 0, ContextField.RX_MODE),
  MAC_TABLE("mac-table", 1, 0, ContextField.MAC_UNICAST),
  MAC("mac", 1, 1, ContextField.DEVICE_CONFIG),
  VLAN("vlan", 2, 0, ContextField.VLAN_TABLE),
  PAIRS("pairs", 4, 0, -1),
  RSS("rss", 4, 1, -1);

  private static final int LAST_OF_ADDRESS = 5;

  /** What is no longer than this is a number, whose lowest byte comes first. */
  private static final int NUMBER = 4;

  private final String word;
  private final int commandClass;
  private final int command;
  private final int field;

  ControlSetting(String word, int commandClass, int command, int field) {
    this.word = word;
    this.commandClass = commandClass;
    this.command = command;
    this.field = field;
  }

  /** The stable word of scenario files. */
  public String word() {
    return word;
  }

  public int commandClass() {
    return commandClass;
  }

  public int command() {
    return command;
  }

  public static Optional<ControlSetting> of(int commandClass, int command) {
    return Arrays.stream(values())
        .filter(each -> each.commandClass == commandClass && each.command == command)
        .findFirst();
  }

  /** The setting with this word. */
  public static Optional<ControlSetting> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /**
   * What changes when it is set.
   *
   * @param value what a driver sends; of no bytes, for one that differs in a bit
   */
  public List<ContextField> changes(List<ContextField> fields, Bytes value) {
    var changes = new ArrayList<ContextField>();
    for (ContextField each : fields) {
      if (isMine(each)) {
        changes.add(each.with(set(each.value(), value)));
      }
    }
    return changes;
  }

  /** The part that a context would have. */
  public ContextField part(Bytes value) {
    Bytes set = value.size() > 0 ? value : Bytes.copyOf(new byte[] {1});
    return new ContextField(ContextField.PART_CONTROL_QUEUE, selector(), set);
  }

  private int selector() {
    return commandClass | command << 8;
  }

  /** An address is a part of its own, and stands in the configuration too. */
  private boolean isMine(ContextField each) {
    return each.type() == ContextField.PART_CONTROL_QUEUE
        ? each.instance() == selector()
        : each.type() == field;
  }

  private Bytes set(Bytes there, Bytes value) {
    if (value.size() > 0) {
      return ConfigWrite.over(there, 0, value);
    } else if (there.size() == 0) {
      return there;
    }
    int at = this == MAC ? LAST_OF_ADDRESS : there.size() <= NUMBER ? 0 : there.size() - 1;
    return ConfigWrite.over(there, at, Bytes.copyOf(new byte[] {(byte) (there.at(at) ^ 1)}));
  }
}
