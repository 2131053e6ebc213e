package io.godwit.model.context;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Feature bits that devices offer here and can do without (virtio 1.4, chapters 5 and 6). */
public enum Feature {
  NET_CSUM("csum", 0, DeviceTypes.NET),
  NET_GUEST_CSUM("guest-csum", 1, DeviceTypes.NET),
  NET_MTU("mtu", 3, DeviceTypes.NET),
  NET_STATUS("status", 16, DeviceTypes.NET),
  NET_CTRL_RX("ctrl-rx", 18, DeviceTypes.NET),
  NET_CTRL_VLAN("ctrl-vlan", 19, DeviceTypes.NET),
  NET_ANNOUNCE("guest-announce", 21, DeviceTypes.NET),
  NET_MQ("mq", 22, DeviceTypes.NET),
  NET_CTRL_MAC("ctrl-mac-addr", 23, DeviceTypes.NET),
  NET_RSS("rss", 60, DeviceTypes.NET),
  BLK_SEG_MAX("seg-max", 2, DeviceTypes.BLK),
  BLK_FLUSH("flush", 9, DeviceTypes.BLK),
  BLK_CONFIG_WCE("config-wce", 11, DeviceTypes.BLK),
  BLK_MQ("mq", 12, DeviceTypes.BLK),
  INDIRECT("indirect-desc", 28),
  EVENT_INDEX("event-idx", 29),
  PACKED("ring-packed", 34),
  NOTIFICATION_DATA("notification-data", 38),
  RING_RESET("ring-reset", 40);

  private final String word;
  private final int bit;

  @SuppressWarnings("ImmutableEnumChecker") // an Optional of a constant
  private final Optional<DeviceTypes> type;

  Feature(String word, int bit, DeviceTypes type) {
    this.word = word;
    this.bit = bit;
    this.type = Optional.of(type);
  }

  Feature(String word, int bit) {
    this.word = word;
    this.bit = bit;
    this.type = Optional.empty();
  }

  private boolean isOf(DeviceTypes wanted) {
    return type.isEmpty() || type.get() == wanted;
  }

  /** Every word that a device of some type knows, each once. */
  public static List<String> words() {
    return Arrays.stream(values()).map(each -> each.word).distinct().toList();
  }

  /** The bits that devices of this type call so; empty when they know no such feature. */
  public static Optional<Long> bits(DeviceTypes type, String word) {
    return Arrays.stream(values())
        .filter(each -> each.isOf(type) && each.word.equals(word))
        .map(each -> 1L << each.bit)
        .findFirst();
  }

  /** What {@code bits} of a device of this type are called. */
  static String named(DeviceTypes type, long bits) {
    return IntStream.range(0, Long.SIZE)
        .filter(bit -> ((bits >>> bit) & 1) != 0)
        .mapToObj(
            bit ->
                Arrays.stream(values())
                    .filter(each -> each.bit == bit && each.isOf(type))
                    .map(each -> each.word)
                    .findFirst()
                    .orElse("bit " + bit))
        .collect(Collectors.joining(", "));
  }
}
