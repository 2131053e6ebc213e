package io.godwit.model.device;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.List;

/**
 * A device with nothing but a configuration to set it apart; sizes as in the virtio specification.
 *
 * @param configBytes of its configuration space
 */
record PlainDevice(int configBytes) implements DeviceType {

  @Override
  public List<ContextField> ownFields(long identity) {
    byte[] config = new byte[configBytes];
    for (int i = 0; i < Long.BYTES; i++) {
      config[i] = (byte) (identity >>> (8 * i));
    }
    return List.of(new ContextField(ContextField.DEVICE_CONFIG, 0, Bytes.copyOf(config)));
  }
}
