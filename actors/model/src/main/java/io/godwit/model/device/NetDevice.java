package io.godwit.model.device;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.List;

/** A virtio network device; sizes as in facts/virtio.md C.2. */
final class NetDevice implements DeviceType {

  private static final int CONFIG_BYTES = 24;
  private static final int VLAN_TABLE_BYTES = 512;
  private static final int MAC_BYTES = 6;
  private static final int LINK_UP = 1;
  private static final int MTU = 1500;

  /** A locally administered address, as hypervisors give to guests. */
  private static final int LOCAL_ADDRESS = 0x52;

  @Override
  public List<ContextField> ownFields(long identity) {
    return List.of(
        new ContextField(ContextField.DEVICE_CONFIG, 0, config(identity)),
        new ContextField(ContextField.RX_MODE, 0, new FieldWriter(4).u32(identity & 0x3).bytes()),
        new ContextField(ContextField.VLAN_TABLE, 0, vlans(identity)),
        new ContextField(ContextField.MAC_UNICAST, 0, mac(identity)));
  }

  private static Bytes config(long identity) {
    var writer = new FieldWriter(CONFIG_BYTES);
    writer.u8(LOCAL_ADDRESS).u8((int) (identity >> 32)).u32(identity);
    return writer.u16(LINK_UP).u16(1).u16(MTU).bytes();
  }

  /** One bit for each of 4,096 VLANs; a guest here is in the one that its identity names. */
  private static Bytes vlans(long identity) {
    byte[] table = new byte[VLAN_TABLE_BYTES];
    int vlan = (int) (identity & 0xfff);
    table[vlan / 8] |= (byte) (1 << vlan % 8);
    return Bytes.copyOf(table);
  }

  private static Bytes mac(long identity) {
    return new FieldWriter(MAC_BYTES)
        .u8(LOCAL_ADDRESS)
        .u8((int) (identity >> 32))
        .u32(identity)
        .bytes();
  }
}
