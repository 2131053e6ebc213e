package io.godwit.model.bench;

import static io.godwit.model.bench.Bench14.MEMBERS;
import static io.godwit.model.bench.Bench14.header;
import static io.godwit.model.bench.Bench14.le;
import static io.godwit.model.bench.Bench14.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.device.Access;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.PartsCodec;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Device parts and legacy registers on the wire, to the letter of virtio 1.4, 2.12.1.6. */
class PartsWireTest {

  private static final AdminResult BAD_FIELD = AdminResult.invalid(AdminQualifier.INVALID_FIELD);
  private static final AdminResult DONE = AdminResult.success(Bytes.EMPTY);

  /** Reads member 1 through object 0, writes member 2 through object 1. */
  private static Bench14 bench(DeviceTypes type, int queues, boolean packed) {
    Bench14 bench = Bench14.prepared(type, queues, packed);
    bench.create(1, 0, 0);
    bench.create(2, 1, 1);
    bench.create(2, 2, 0);
    return bench;
  }

  private static Bench14 stopped() {
    Bench14 bench = bench(DeviceTypes.NET, 3, false);
    bench.mode(2, 1);
    return bench;
  }

  private static long metadata(Bench14 bench, int kind) {
    AdminResult result = bench.ask(0xe, MEMBERS, 1, header(0, 0) + le(kind, 8));
    assertThat(result.result().slice(4, 8)).isEqualTo(Bytes.ofHex("00000000"));
    return CommandFrames.u16(result.result(), 0)
        | (long) CommandFrames.u16(result.result(), 2) << 16;
  }

  /** For every type and ring, 1 to 256 queues. */
  @Property(tries = 60)
  void should_make_an_equal_device_of_what_it_gave(Gen gen) {
    int queues = gen.between(1, 256);
    Bench14 bench = bench(gen.oneOf(List.of(DeviceTypes.values())), queues, gen.chance(50));
    bench.mode(1, 1);
    bench.mode(2, 1);
    Bytes parts = bench.get(1, 0).result();
    assertThat(metadata(bench, 0)).isEqualTo(parts.size());
    assertThat(metadata(bench, 1)).isEqualTo(PartsCodec.parts(parts).size());
    AdminResult list = bench.ask(0xe, MEMBERS, 1, header(0, 0) + le(2, 8));
    assertThat(list.result().size()).isEqualTo(8 + 16 * (int) metadata(bench, 1));

    assertThat(bench.set(2, 1, parts + "00".repeat(-parts.size() & 7))).isEqualTo(DONE);
    assertThat(bench.get(2, 2).result()).isEqualTo(parts);
    assertThat(bench.mode(2, 0)).isEqualTo(DONE);
    assertThat(bench.get(2, 2).result()).isEqualTo(parts);
  }

  /** What a guest has set up is gone; what is read-only is the device's. */
  @Test
  void should_keep_what_is_read_only_over_a_reset_and_nothing_else() {
    Bench14 bench = bench(DeviceTypes.BLK, 2, false);
    List<ContextField> before = bench.bench.view(1).fields();
    bench.bench.strike(1, new Access.Strike.Disturb(Disturbance.VF_FLR));
    bench.bench.pass(SimDuration.ofMillis(31));
    List<ContextField> after = PartsCodec.decode(bench.get(1, 0).result()).orElseThrow();
    assertThat(after).hasSameSizeAs(before);
    for (ContextField field : after) {
      Bytes was = before.get(after.indexOf(field)).value();
      Bytes nothing = Bytes.ofHex("00".repeat(was.size()));
      switch (field.type()) {
        case 0x100, 0x105, ContextField.DEVICE_CONFIG -> assertThat(field.value()).isEqualTo(was);
        case 0x102 -> assertThat(field.value()).isEqualTo(field.instance() == 18 ? was : nothing);
        case 0x104 ->
            assertThat(field.value()).isEqualTo(was.slice(0, 2).plus(Bytes.ofHex("00".repeat(30))));
        default -> assertThat(field.value()).isEqualTo(nothing);
      }
    }
  }

  /** Each has its effect and its end, whatever else goes on. */
  @Test
  void should_end_a_reset_that_a_power_transition_overlaps() {
    Bench14 bench = bench(DeviceTypes.NET, 3, false);
    bench.bench.strike(1, new Access.Strike.Disturb(Disturbance.VF_FLR));
    bench.bench.pass(SimDuration.ofMillis(1));
    bench.bench.strike(1, new Access.Strike.Disturb(Disturbance.POWER));
    bench.bench.pass(SimDuration.ofMillis(40));
    assertThat(bench.bench.view(1).disturbance()).isEmpty();
    assertThat(bench.bench.view(1).fields())
        .contains(new ContextField(0x103, 0, Bytes.ofHex("00")));
  }

  @Test
  void should_set_nothing_on_a_device_that_runs() {
    Bench14 bench = bench(DeviceTypes.NET, 3, false);
    AdminResult refused = bench.set(2, 1, part(0x103, 0, 0, "0f"));
    assertThat(refused).isEqualTo(AdminResult.invalid(AdminQualifier.INVALID_COMMAND));
  }

  @Test
  void should_keep_what_is_not_set() {
    Bench14 bench = stopped();
    List<ContextField> before = bench.bench.view(2).fields();
    assertThat(bench.set(2, 1, part(0x103, 0, 0, "0b"))).isEqualTo(DONE);
    bench.mode(2, 0);
    List<ContextField> after = bench.bench.view(2).fields();
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.stream().filter(field -> !before.contains(field)))
        .containsExactly(new ContextField(0x103, 0, Bytes.ofHex("0b")));
  }

  private static void refuses(String parts) {
    Bench14 bench = stopped();
    Bytes before = bench.get(2, 2).result();
    String status = part(0x103, 0, 0, "0b");
    assertThat(bench.set(2, 1, parts)).as(parts).isEqualTo(BAD_FIELD);
    assertThat(bench.set(2, 1, status + parts)).isEqualTo(BAD_FIELD);
    assertThat(bench.get(2, 2).result()).as("no side effects of %s", parts).isEqualTo(before);
  }

  @Test
  void should_verify_what_it_is_told() {
    refuses(part(0x100, 1, 0, "e732000000000000"));
    refuses(part(0x101, 0, 0, "ffffffffffffffff"));
    refuses(part(0x102, 0, 18, "4d00"));
    refuses(part(0x102, 0, 4, "00000000"));
    refuses(part(0x103, 0, 0, "0f00"));
    refuses(part(0x104, 0, 0, "00".repeat(31)));
    refuses(part(0x104, 0, 200, "00".repeat(32)));
    refuses(part(0x104, 0, 3, "00".repeat(32)));
    refuses(part(0x104, 0, 0, "0101" + "00".repeat(30)));
    refuses(part(0x106, 0, 0, ""));
    refuses(part(0x000, 0, 0, "00"));
    refuses(part(0x200, 0, 9, "00"));
    refuses(part(0x104, 0, 0, "6400" + "00".repeat(30)));
    refuses(part(0x104, 0, 0, "00".repeat(32)));
    refuses(part(0x104, 0, 0, "0001" + "00".repeat(30)) + part(0x103, 0, 0, "0f"));
    refuses("0401" + "0000" + "0000000000000000" + "ffffffff");
  }

  @Test
  void should_take_queues_in_any_order_and_leave_unknown_parts_that_are_optional() {
    Bench14 bench = stopped();
    String queue = "0001" + "00".repeat(30);
    String parts =
        part(0x104, 0, 1, queue) + part(0x104, 0, 0, queue) + part(0x5f0, 1, 7, "010203");
    assertThat(bench.set(2, 1, parts)).isEqualTo(DONE);
    bench.mode(2, 0);
    assertThat(bench.bench.view(2).fields())
        .contains(new ContextField(0x104, 0, Bytes.ofHex(queue)))
        .noneMatch(field -> field.type() == 0x5f0);
  }

  @Test
  void should_take_any_size_of_a_packed_ring_that_it_has() {
    Bench14 bench = bench(DeviceTypes.NET, 3, true);
    bench.mode(2, 1);
    assertThat(bench.set(2, 1, part(0x104, 0, 0, "6400" + "00".repeat(30)))).isEqualTo(DONE);
    assertThat(bench.set(2, 1, part(0x104, 0, 0, "0101" + "00".repeat(30)))).isEqualTo(BAD_FIELD);
  }

  /** Nobody knows where a part belongs that the device does not have. */
  @Test
  void should_find_no_order_in_parts_that_it_does_not_have_and_take_the_last_of_those_it_has() {
    Bench14 bench = stopped();
    String twice = part(0x103, 0, 0, "01") + part(0x103, 0, 0, "03");
    assertThat(bench.set(2, 1, part(0x106, 1, 0, "0102") + twice)).isEqualTo(DONE);
    bench.mode(2, 0);
    assertThat(bench.bench.view(2).fields())
        .contains(new ContextField(0x103, 0, Bytes.ofHex("03")));
  }

  /** "acting as if any data that would be read outside the device-readable buffers is zero". */
  @Test
  void should_read_zeros_where_a_value_is_cut_off() {
    Bench14 bench = stopped();
    String whole = part(0x104, 0, 0, "0001" + "00".repeat(30));
    assertThat(bench.set(2, 1, whole.substring(0, 36))).isEqualTo(DONE);
    bench.mode(2, 0);
    assertThat(bench.bench.view(2).fields())
        .contains(new ContextField(0x104, 0, Bytes.ofHex("0001" + "00".repeat(30))));
  }

  @Test
  void should_take_effect_when_it_resumes_and_have_the_last_value_win() {
    Bench14 bench = stopped();
    bench.set(2, 1, part(0x103, 0, 0, "01"));
    bench.set(2, 1, part(0x103, 0, 0, "03"));
    assertThat(bench.bench.view(2).fields())
        .contains(new ContextField(0x103, 0, Bytes.ofHex("0f")));
    bench.mode(2, 0);
    assertThat(bench.bench.view(2).fields())
        .contains(new ContextField(0x103, 0, Bytes.ofHex("03")));
  }

  @Test
  void should_give_selected_parts_in_order_and_refuse_another_kind_of_read() {
    Bench14 bench = bench(DeviceTypes.NET, 3, false);
    String wanted =
        part(0x104, 0, 2, "").substring(0, 32)
            + part(0x101, 0, 0, "").substring(0, 32)
            + part(0x106, 0, 0, "").substring(0, 32);
    AdminResult some = bench.ask(0xf, MEMBERS, 1, header(0, 0) + le(0, 8) + wanted);
    assertThat(PartsCodec.parts(some.result()).stream().map(each -> each.type()))
        .containsExactly(0x101, 0x104);
    assertThat(bench.ask(0xf, MEMBERS, 1, header(0, 0) + le(0, 8)).result()).isEqualTo(Bytes.EMPTY);
    assertThat(bench.ask(0xf, MEMBERS, 1, header(0, 0) + le(7, 8))).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(0xe, MEMBERS, 1, header(0, 0) + le(3, 8))).isEqualTo(BAD_FIELD);
  }

  @Test
  void should_have_a_common_configuration_that_agrees_with_itself() {
    Bench14 bench = bench(DeviceTypes.NET, 3, true);
    List<ContextField> fields = bench.bench.view(1).fields();
    assertThat(fields).contains(new ContextField(0x102, 18, Bytes.ofHex("0300")));
    Bytes offered = field(fields, 0x100).value();
    assertThat(offered.at(4) & 1).as("VERSION_1").isOne();
    assertThat(offered.at(4) >> 2 & 1).as("RING_PACKED").isOne();
    assertThat(bench(DeviceTypes.BLK, 3, false).bench.view(1).fields())
        .filteredOn(field -> field.type() == 0x100)
        .allMatch(field -> (field.value().at(4) >> 2 & 1) == 0);
  }

  private static ContextField field(List<ContextField> fields, int type) {
    return fields.stream().filter(field -> field.type() == type).findFirst().orElseThrow();
  }

  // Legacy.

  private static AdminResult readLegacy(Bench14 bench, int opcode, int offset, int length) {
    return AdminResult.decode(bench.ask(opcode, MEMBERS, 1, le(offset, 1), 8 + length));
  }

  private static AdminResult writeLegacy(Bench14 bench, int opcode, int offset, String value) {
    return bench.ask(opcode, MEMBERS, 1, le(offset, 8) + value);
  }

  private static String common(Bench14 bench, int offset, int length) {
    return readLegacy(bench, 3, offset, length).result().toString();
  }

  @Test
  void should_read_what_a_legacy_driver_has_written() {
    Bench14 bench = Bench14.prepared();
    assertThat(common(bench, 0, 4)).isEqualTo(lower(bench, 0x100));
    assertThat(writeLegacy(bench, 2, 4, "21000000")).isEqualTo(DONE);
    assertThat(common(bench, 4, 4)).isEqualTo("21000000");
    assertThat(writeLegacy(bench, 2, 5, "01")).isEqualTo(DONE);
    assertThat(common(bench, 4, 4)).isEqualTo("21010000");
    assertThat(writeLegacy(bench, 2, 14, "0100")).isEqualTo(DONE);
    assertThat(common(bench, 14, 2)).isEqualTo("0100");
    assertThat(common(bench, 12, 2)).isEqualTo("0001");
    assertThat(writeLegacy(bench, 2, 8, "78563412")).isEqualTo(DONE);
    assertThat(common(bench, 8, 4)).isEqualTo("78563412");
    assertThat(bench.bench.view(1).fields())
        .filteredOn(field -> field.type() == 0x104 && field.instance() == 1)
        .extracting(field -> field.value().toString())
        .containsExactly(
            "0001"
                + "0200"
                + "0100"
                + "0000"
                + le(0x12345678L << 12, 8)
                + le((0x12345678L << 12) + 4096, 8)
                + le((0x12345678L << 12) + 8192, 8));
    assertThat(writeLegacy(bench, 2, 18, "07")).isEqualTo(DONE);
    assertThat(common(bench, 18, 1)).isEqualTo("07");
    assertThat(writeLegacy(bench, 2, 14, "0900")).isEqualTo(DONE);
    assertThat(common(bench, 12, 2)).as("there is no queue 9").isEqualTo("0000");
  }

  private static String lower(Bench14 bench, int type) {
    return field(bench.bench.view(1).fields(), type).value().slice(0, 4).toString();
  }

  @Test
  void should_fail_what_is_of_no_single_legacy_field() {
    Bench14 bench = Bench14.prepared();
    assertThat(readLegacy(bench, 3, 0, 16)).isEqualTo(BAD_FIELD);
    assertThat(readLegacy(bench, 3, 3, 2)).isEqualTo(BAD_FIELD);
    assertThat(readLegacy(bench, 3, 20, 1)).isEqualTo(BAD_FIELD);
    assertThat(common(bench, 3, 1)).hasSize(2);
    assertThat(writeLegacy(bench, 2, 0, "00".repeat(16))).isEqualTo(BAD_FIELD);
    assertThat(writeLegacy(bench, 2, 13, "0000")).isEqualTo(BAD_FIELD);
    assertThat(writeLegacy(bench, 2, 4, "")).isEqualTo(BAD_FIELD);
    assertThat(readLegacy(bench, 5, 200, 1)).isEqualTo(BAD_FIELD);
    assertThat(readLegacy(bench, 5, 250, 4)).isEqualTo(BAD_FIELD);
    assertThat(readLegacy(bench, 5, 0, 8)).isEqualTo(BAD_FIELD);
    assertThat(readLegacy(bench, 5, 22, 4)).isEqualTo(BAD_FIELD);
    assertThat(writeLegacy(bench, 4, 24, "00")).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(3, MEMBERS, 1, "00").result().size()).isEqualTo(4);
  }

  @Test
  void should_write_a_legacy_address_and_a_write_cache_and_nothing_that_is_read_only() {
    Bench14 net = Bench14.prepared();
    assertThat(writeLegacy(net, 4, 0, "525400000001")).isEqualTo(DONE);
    assertThat(readLegacy(net, 5, 0, 6).result()).isEqualTo(Bytes.ofHex("525400000001"));
    Bytes mtu = readLegacy(net, 5, 10, 2).result();
    assertThat(writeLegacy(net, 4, 10, "ffff")).isEqualTo(DONE);
    assertThat(readLegacy(net, 5, 10, 2).result()).isEqualTo(mtu);

    Bench14 blk = Bench14.prepared(DeviceTypes.BLK, 1, false);
    for (String cache : List.of("00", "01")) {
      assertThat(writeLegacy(blk, 4, 32, cache)).isEqualTo(DONE);
      assertThat(readLegacy(blk, 5, 32, 1).result()).isEqualTo(Bytes.ofHex(cache));
    }
  }

  @Test
  void should_name_an_address_for_doorbells_and_then_the_end() {
    Bytes info = Bench14.prepared().ask(6, MEMBERS, 1, "").result();
    assertThat(info.size()).isEqualTo(64);
    assertThat(info.at(0)).as("of the member").isEqualTo((byte) 2);
    assertThat(info.at(8) & 1).as("aligned").isZero();
    assertThat(info.slice(48, 64)).isEqualTo(Bytes.ofHex("00".repeat(16)));
  }
}
