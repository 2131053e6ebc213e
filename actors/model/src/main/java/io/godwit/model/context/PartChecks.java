package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.Counted;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DevicePart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a device verifies of parts that are set, all before it takes one of them: that it has such a
 * part of that length, and that what it cannot change is as it has it (virtio 1.4, 2.12.1.6).
 */
public final class PartChecks {

  /** Common parts have an order; that of a device type's own is free. */
  private static final int LAST_COMMON = 0x1ff;

  private final Map<ContextField.Key, ContextField> own = new TreeMap<>();

  private final boolean packed;

  /**
   * @param packed whether queues are packed; else they are split
   */
  public PartChecks(List<ContextField> own, boolean packed) {
    this.packed = packed;
    own.forEach(field -> this.own.put(field.key(), field));
  }

  /** What is wrong with the parts; empty when nothing is. */
  public Optional<String> wrong(List<DevicePart> parts) {
    int last = 0;
    for (DevicePart part : parts) {
      Optional<String> wrong = wrong(part);
      boolean isOrdered = part.type() <= LAST_COMMON && own.containsKey(part.key());
      if (wrong.isPresent()) {
        return wrong;
      } else if (isOrdered && part.type() < last) {
        return Optional.of(name(part) + " comes behind a part that it must precede");
      }
      last = isOrdered ? part.type() : last;
    }
    return Optional.empty();
  }

  private Optional<String> wrong(DevicePart part) {
    ContextField mine = own.get(part.key());
    if (mine == null) {
      return part.optional()
          ? Optional.empty()
          : Optional.of("the device has no " + name(part) + ", and it is not optional");
    } else if (part.length() != mine.value().size()) {
      return Optional.of(
          "%s has %s, the device's %d"
              .formatted(name(part), Counted.of(part.length(), "byte"), mine.value().size()));
    }
    return wrong(part, part.field().value(), mine.value());
  }

  private Optional<String> wrong(DevicePart part, Bytes value, Bytes mine) {
    return switch (part.type()) {
      case ContextField.PART_DEVICE_FEATURES -> differing(part, value, mine);
      case ContextField.PART_DRIVER_FEATURES -> beyond(part, value);
      case ContextField.PART_COMMON_CONFIG ->
          part.selector() == StandardParts.NUM_QUEUES
              ? differing(part, value, mine)
              : Optional.empty();
      case ContextField.PART_QUEUE_CONFIG -> noSize(part, value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> differing(DevicePart part, Bytes value, Bytes mine) {
    return value.equals(mine)
        ? Optional.empty()
        : Optional.of("%s is %s, the device's %s".formatted(name(part), value, mine));
  }

  /** A driver has no feature that the device does not offer. */
  private Optional<String> beyond(DevicePart part, Bytes value) {
    ContextField offered = own.get(new ContextField.Key(ContextField.PART_DEVICE_FEATURES, 0));
    for (int i = 0; i < value.size(); i++) {
      if ((value.at(i) & ~offered.value().at(i)) != 0) {
        return Optional.of(name(part) + " has features that the device does not offer");
      }
    }
    return Optional.empty();
  }

  /** At most what the device has; of split rings a power of 2 (virtio 1.4, 2.7). */
  private Optional<String> noSize(DevicePart part, Bytes value) {
    int size = CommandFrames.u16(value, 0);
    if (size < 1 || size > Rings.QUEUE_SIZE) {
      return Optional.of("%s: 1 to %d entries".formatted(name(part), Rings.QUEUE_SIZE));
    }
    return packed || Integer.bitCount(size) == 1
        ? Optional.empty()
        : Optional.of("%s: %d entries are no power of 2".formatted(name(part), size));
  }

  private static String name(DevicePart part) {
    return "part 0x%x/0x%x".formatted(part.type(), part.selector());
  }

  /**
   * The parts that a device takes: those that it has; what was verified is as it was. Of one that
   * is there twice the last counts.
   */
  public List<ContextField> taken(List<DevicePart> parts) {
    return parts.stream()
        .filter(part -> own.containsKey(part.key()))
        .map(DevicePart::field)
        .sorted()
        .toList();
  }
}
