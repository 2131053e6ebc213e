package io.godwit.model.context;

import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a device of the seed's and its kin says to a context: the thread names nothing to verify,
 * but a device cannot take what it has no place for.
 */
public final class FieldChecks {

  /** Where the common configuration has the upper half of the driver's features. */
  private static final int DRIVER_FEATURES = 12;

  private final MemberSettings settings;
  private final Map<ContextField.Key, ContextField> own = new TreeMap<>();

  public FieldChecks(MemberSettings settings, List<ContextField> own) {
    this.settings = settings;
    own.forEach(field -> this.own.put(field.key(), field));
  }

  /** What is wrong with it; empty when nothing is. */
  public Optional<String> wrong(List<ContextField> fields) {
    return fields.stream().flatMap(field -> wrong(field).stream()).findFirst();
  }

  private Optional<String> wrong(ContextField field) {
    return switch (field.type()) {
      case ContextField.QUEUE_CONFIG, ContextField.QUEUE_RUN_STATE ->
          field.instance() < settings.queues()
              ? Optional.empty()
              : Optional.of(
                  "there is no queue %d; the device has %d"
                      .formatted(field.instance(), settings.queues()));
      case ContextField.DEVICE_CONFIG -> longerThanMine(field);
      case ContextField.COMMON_CONFIG -> beyond(field);
      case ContextField.OPAQUE -> newer(field, settings);
      default -> Optional.empty();
    };
  }

  private Optional<String> longerThanMine(ContextField field) {
    ContextField mine = own.get(field.key());
    return field.value().size() <= mine.value().size()
        ? Optional.empty()
        : Optional.of(
            "its configuration has %d bytes, the device's %d"
                .formatted(field.value().size(), mine.value().size()));
  }

  private Optional<String> beyond(ContextField field) {
    long wanted =
        Wire.zeroFilled(field.value(), DRIVER_FEATURES + Integer.BYTES).getInt(DRIVER_FEATURES);
    long missing = (wanted << 32) & ~settings.features();
    return missing == 0
        ? Optional.empty()
        : Optional.of(
            "its driver has features that the device does not offer: "
                + Feature.named(settings.type(), missing));
  }

  /** Vendor state of a later firmware than the device's. */
  public static Optional<String> newer(ContextField field, MemberSettings settings) {
    if (field.value().size() < 3 * Long.BYTES) {
      return Optional.empty();
    }
    var its = new Firmware(Wire.zeroFilled(field.value(), 3 * Long.BYTES).getLong(2 * Long.BYTES));
    Firmware mine = settings.build().firmware().orElse(new Firmware(0));
    return its.compareTo(mine) <= 0
        ? Optional.empty()
        : Optional.of("vendor state of firmware %s, and the device has %s".formatted(its, mine));
  }
}
