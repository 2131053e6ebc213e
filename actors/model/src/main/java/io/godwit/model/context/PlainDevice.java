package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.util.Arrays;
import java.util.List;

/**
 * A device with nothing but a configuration to set it apart, whose first eight bytes differ from
 * guest to guest; layouts as in the virtio specification.
 */
record PlainDevice(long features, List<ConfigRegister> layout) implements DeviceType {

  /** A name of 36 bytes, and queues (virtio 1.4, 5.11). */
  static PlainDevice fileSystem() {
    return new PlainDevice(
        0,
        List.of(
            ConfigRegister.read("tag", 0, 36), ConfigRegister.read("num_request_queues", 36, 4)));
  }

  /** Services and algorithms, a word each, and the largest request (5.9). */
  static PlainDevice crypto() {
    return new PlainDevice(
        0,
        List.of(
            ConfigRegister.read("status", 0, 4),
            ConfigRegister.read("max_dataqueues", 4, 4),
            ConfigRegister.read("crypto_services", 8, 4),
            ConfigRegister.read("cipher_algo_l", 12, 4),
            ConfigRegister.read("cipher_algo_h", 16, 4),
            ConfigRegister.read("hash_algo", 20, 4),
            ConfigRegister.read("mac_algo_l", 24, 4),
            ConfigRegister.read("mac_algo_h", 28, 4),
            ConfigRegister.read("aead_algo", 32, 4),
            ConfigRegister.read("max_cipher_key_len", 36, 4),
            ConfigRegister.read("max_auth_key_len", 40, 4),
            ConfigRegister.read("akcipher_algo", 44, 4),
            ConfigRegister.read("max_size", 48, 8)));
  }

  /** Events, which a driver clears, scan-outs and capability sets (5.7); it offers EDID. */
  static PlainDevice graphics() {
    return new PlainDevice(
        1L << 1,
        List.of(
            ConfigRegister.read("events_read", 0, 4),
            ConfigRegister.write("events_clear", 4, 4),
            ConfigRegister.read("num_scanouts", 8, 4),
            ConfigRegister.read("num_capsets", 12, 4)));
  }

  @Override
  public Bytes config(long identity, int queues) {
    byte[] config = new FieldWriter(Long.BYTES).u64(identity).bytes().toArray();
    return Bytes.copyOf(Arrays.copyOf(config, ConfigRegister.size(layout)));
  }

  @Override
  public List<ContextField> tables(long identity) {
    return List.of();
  }
}
