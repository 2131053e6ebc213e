package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.util.List;

/** A virtio network device (virtio 1.4, 5.1); sizes as in facts/virtio.md C.2. */
final class NetDevice implements DeviceType {

  static final int MAC_BYTES = 6;

  private static final int CONFIG_BYTES = 24;
  private static final int VLAN_TABLE_BYTES = 512;
  private static final int LINK_UP = 1;
  private static final int MTU = 1500;
  private static final int RSS_KEY_BYTES = 40;
  private static final int RSS_ENTRIES = 128;

  /** CSUM, GUEST_CSUM, MTU, MAC, STATUS, CTRL_VQ, CTRL_RX, CTRL_VLAN, CTRL_RX_EXTRA, ANNOUNCE. */
  private static final long BASIC = 0x3L | 1L << 3 | 1L << 5 | 0x3fL << 16;

  /** MQ, CTRL_MAC_ADDR, and RSS. */
  private static final long MORE = 1L << 22 | 1L << 23 | 1L << 60;

  private static final List<ConfigRegister> LAYOUT =
      List.of(
          ConfigRegister.read("mac", 0, MAC_BYTES),
          ConfigRegister.read("status", 6, 2),
          ConfigRegister.read("max_virtqueue_pairs", 8, 2),
          ConfigRegister.read("mtu", 10, 2),
          ConfigRegister.read("speed", 12, 4),
          ConfigRegister.read("duplex", 16, 1),
          ConfigRegister.read("rss_max_key_size", 17, 1),
          ConfigRegister.read("rss_max_indirection_table_length", 18, 2),
          ConfigRegister.read("supported_hash_types", 20, 4));

  /** A locally administered address, as hypervisors give to guests. */
  private static final int LOCAL_ADDRESS = 0x52;

  @Override
  public long features() {
    return BASIC | MORE;
  }

  @Override
  public List<ConfigRegister> layout() {
    return LAYOUT;
  }

  @Override
  public ConfigRegister ownField() {
    return LAYOUT.get(1);
  }

  @Override
  public Bytes config(long identity, int queues) {
    var writer = new FieldWriter(CONFIG_BYTES);
    writer.u8(LOCAL_ADDRESS).u8((int) (identity >> 32)).u32(identity);
    writer.u16(LINK_UP).u16(Math.max(1, queues / 2)).u16(MTU).u32(25_000).u8(1);
    return writer.u8(RSS_KEY_BYTES).u16(RSS_ENTRIES).u32(0x1ff).bytes();
  }

  @Override
  public List<ContextField> tables(long identity) {
    return List.of(
        new ContextField(ContextField.RX_MODE, 0, new FieldWriter(4).u32(identity & 0x3).bytes()),
        new ContextField(ContextField.VLAN_TABLE, 0, vlans(identity)),
        new ContextField(ContextField.MAC_UNICAST, 0, mac(identity)));
  }

  /** One bit for each of 4,096 VLANs; a guest here is in the one that its identity names. */
  static Bytes vlans(long identity) {
    byte[] table = new byte[VLAN_TABLE_BYTES];
    int vlan = (int) (identity & 0xfff);
    table[vlan / 8] |= (byte) (1 << vlan % 8);
    return Bytes.copyOf(table);
  }

  static Bytes mac(long identity) {
    return new FieldWriter(MAC_BYTES)
        .u8(LOCAL_ADDRESS)
        .u8((int) (identity >> 32))
        .u32(identity)
        .bytes();
  }
}
