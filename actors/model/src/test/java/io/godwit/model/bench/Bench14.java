package io.godwit.model.bench;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminResult;
import java.util.Optional;

/** A bench of virtio 1.4, asked in frames as a driver lays them out, byte by byte. */
public final class Bench14 {

  static final int SELF = 0;
  static final int MEMBERS = 1;

  public final DeviceBench bench;

  Bench14(DeviceTypes type, int queues, int objects, boolean packed) {
    this.bench = bench(Profiles.VIRTIO_1_4, type, queues, objects, packed);
  }

  public static DeviceBench bench(
      Profiles profile, DeviceTypes type, int queues, int objects, boolean packed) {
    Protocol protocol = Protocol.of(profile);
    var owner =
        new OwnerSettings(
            protocol,
            4,
            1,
            64,
            4,
            PcieLink.parse("gen4 x16").orElseThrow(),
            objects,
            OwnerSettings.ServiceTimes.ASSUMED);
    var member =
        new MemberSettings(
            type,
            protocol,
            queues,
            0,
            SimDuration.ZERO,
            SimDuration.ofMillis(30),
            SimDuration.ZERO,
            ByteCount.ZERO,
            100,
            MemberSettings.READ_BUFFER,
            packed,
            false,
            true);
    return new DeviceBench(owner, member, 1);
  }

  /** A three-queue network device, whose driver has said that it uses all there is. */
  public static Bench14 prepared() {
    return prepared(DeviceTypes.NET, 3, false);
  }

  public static Bench14 prepared(DeviceTypes type, int queues, boolean packed) {
    var bench = new Bench14(type, queues, 8, packed);
    bench.useAll();
    return bench;
  }

  void useAll() {
    ask(1, SELF, 0, "8303000000000000");
    ask(1, MEMBERS, 0, "7ffc030000000000");
    ask(9, SELF, 0, "0000000000000000" + "0808");
  }

  static Bytes frame(int opcode, int group, long member, String data) {
    String header = le(opcode, 2) + le(group, 2) + "00".repeat(12) + le(member, 8);
    return Bytes.ofHex(header + data);
  }

  /** A number, little endian. */
  static String le(long number, int bytes) {
    var hex = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      hex.append("%02x".formatted((number >>> (8 * i)) & 0xff));
    }
    return hex.toString();
  }

  AdminResult ask(int opcode, int group, long member, String data) {
    return AdminResult.decode(answer(frame(opcode, group, member, data), Optional.empty()));
  }

  /** The same with so many device-writable bytes; gives what was written. */
  Bytes ask(int opcode, int group, long member, String data, int room) {
    return answer(frame(opcode, group, member, data), Optional.of(room));
  }

  private Bytes answer(Bytes frame, Optional<Integer> room) {
    return bench.ask(frame, room).orElseThrow().frame();
  }

  /** le16 type, two reserved, le32 id. */
  static String header(int type, long id) {
    return le(type, 2) + "0000" + le(id, 4);
  }

  AdminResult create(long member, long id, int direction) {
    return ask(0xa, MEMBERS, member, header(0, id) + le(0, 8) + le(direction, 8));
  }

  AdminResult mode(long member, int flags) {
    return ask(0x11, MEMBERS, member, le(flags, 1));
  }

  AdminResult get(long member, long id) {
    return ask(0xf, MEMBERS, member, header(0, id) + le(1, 8));
  }

  AdminResult set(long member, long id, String parts) {
    return ask(0x10, MEMBERS, member, header(0, id) + parts);
  }

  /** A part with a whole header. */
  static String part(int type, int flags, long selector, String value) {
    return le(type, 2) + le(flags, 1) + "00" + le(selector, 8) + le(value.length() / 2, 4) + value;
  }
}
