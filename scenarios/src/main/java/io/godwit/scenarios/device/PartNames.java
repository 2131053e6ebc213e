package io.godwit.scenarios.device;

import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.PartsCodec;

/** Names of device parts, as the text has them; of our own, what they are. */
final class PartNames {

  private PartNames() {}

  static String of(int partType) {
    if (partType == PartsCodec.partType(ContextField.DEVICE_CONFIG)) {
      return "device configuration";
    } else if (partType == PartsCodec.partType(ContextField.OPAQUE)) {
      return "vendor state";
    } else if (partType == PartsCodec.partType(ContextField.SHARED_MEMORY)) {
      return "shared memory";
    }
    return switch (partType) {
      case ContextField.PART_DEVICE_FEATURES -> "DEV_FEATURES";
      case ContextField.PART_DRIVER_FEATURES -> "DRV_FEATURES";
      case ContextField.PART_COMMON_CONFIG -> "PCI_COMMON_CFG";
      case ContextField.PART_DEVICE_STATUS -> "DEVICE_STATUS";
      case ContextField.PART_QUEUE_CONFIG -> "VQ_CFG";
      case ContextField.PART_QUEUE_NOTIFY -> "VQ_NOTIFY_CFG";
      case ContextField.PART_CONTROL_QUEUE -> "CVQ_CFG_PART";
      default -> "unknown";
    };
  }
}
