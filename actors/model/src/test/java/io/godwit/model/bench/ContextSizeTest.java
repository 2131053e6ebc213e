package io.godwit.model.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.context.DeviceBuild;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.Firmware;
import io.godwit.model.context.GuestDevice;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.member.MemberBench;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DevicePart;
import io.godwit.model.virtio.PartsCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sizes against the closed forms of facts/virtio.md C. */
class ContextSizeTest {

  private static MemberBench bench(Profiles profile, DeviceTypes type, int queues) {
    return new MemberBench(
        MemberSettings.plain(
            type, Protocol.of(profile), queues, 0, SimDuration.ZERO, SimDuration.ofMillis(30)),
        true);
  }

  /**
   * Pairs, bytes and parts of the table in C.5, with a queue for control; and the configuration.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1617, 27",
    "4, 2049, 39",
    "8, 2625, 55",
    "16, 3777, 87",
    "32, 6081, 151",
    "64, 10689, 279"
  })
  void should_have_the_parts_of_a_network_device(int pairs, int bytes, int parts) {
    var bench = bench(Profiles.VIRTIO_1_4, DeviceTypes.NET, 2 * pairs + 1);
    assertThat(bench.read().size()).isEqualTo(bytes + 16 + 24);
    assertThat(bench.member.last(ContextRead.class).fields()).isEqualTo(parts + 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 248", "16, 1328", "64, 4784"})
  void should_have_the_parts_of_a_block_device(int queues, int bytes) {
    assertThat(bench(Profiles.VIRTIO_1_4, DeviceTypes.BLK, queues).read().size())
        .isEqualTo(bytes + 16 + 60);
  }

  /** Type 24 bytes of configuration and 4 of receive mode: 88 + 60 Q, without optional tables. */
  @ParameterizedTest
  @CsvSource({"2, 208", "16, 1048", "64, 3928"})
  void should_have_the_fields_of_the_precursor(int queues, int bytes) {
    var optional =
        Set.of(
            ContextField.VLAN_TABLE,
            ContextField.MAC_UNICAST,
            ContextField.IN_FLIGHT,
            ContextField.COMPLETED);
    List<ContextField> mandatory =
        ContextCodec.decode(bench(Profiles.PRECURSOR, DeviceTypes.NET, queues).read())
            .orElseThrow()
            .stream()
            .filter(field -> !optional.contains(field.type()))
            .toList();
    assertThat(ContextCodec.encode(mandatory).size()).isEqualTo(bytes);
  }

  @Test
  void should_keep_parts_in_their_mandatory_order() {
    var bench = bench(Profiles.VIRTIO_1_4, DeviceTypes.NET, 3);
    List<DevicePart> parts = PartsCodec.parts(bench.read());
    assertThat(parts.stream().map(DevicePart::type)).isSorted();
    assertThat(parts.get(0).type()).isEqualTo(ContextField.PART_DEVICE_FEATURES);
  }

  @Test
  void should_count_state_that_only_the_vendor_can_read_without_holding_it() {
    ByteCount opaque = ByteCount.of(400L << 20);
    var settings =
        new MemberSettings(
            DeviceTypes.GPU,
            Protocol.of(Profiles.SEED_2023),
            2,
            1_000,
            SimDuration.ofMicros(100),
            SimDuration.ofMillis(30),
            SimDuration.ZERO,
            opaque,
            25,
            MemberSettings.READ_BUFFER,
            true,
            true,
            true);
    var bench = new MemberBench(settings, true);
    var first = bench.read();
    assertThat(bench.frames.weight(first)).isGreaterThanOrEqualTo(opaque);
    assertThat(first.size()).isLessThan(1_000);
    bench.member.later(SimDuration.ofSeconds(1));
    var second = bench.read();
    assertThat(CommandFrames.unseen(ContextCodec.decode(second).orElseThrow()))
        .isEqualTo(ByteCount.of(100L << 20));
  }

  /** A part that came later is put to what came first, from whichever side of a reset. */
  @ParameterizedTest
  @EnumSource(
      value = Profiles.class,
      names = {"SEED_2023", "VIRTIO_1_4"})
  void should_hold_as_much_vendor_state_after_a_reset_as_before(Profiles profile) {
    var source = new MemberBench(vendorState(profile), true);
    Bytes working = source.read();
    source.disturb(Disturbance.VF_FLR);
    source.settle(Disturbance.VF_FLR);
    Bytes blank = source.read();
    assertThat(vendorState(taken(profile, working, blank)))
        .isEqualTo(vendorState(source))
        .isEqualTo(Bytes.ofHex("0010000000000000" + "00".repeat(8) + "0700000000000000"));
    source.member.given(
        new DeviceInitialised(
            ContextCodec.encode(
                GuestDevice.setUpAgain(
                    "h/net0/1", vendorState(profile), source.member.state.fields()))));
    assertThat(vendorState(taken(profile, blank, source.read()))).isEqualTo(vendorState(source));
  }

  private static MemberSettings vendorState(Profiles profile) {
    return new MemberSettings(
            DeviceTypes.GPU,
            Protocol.of(profile),
            2,
            0,
            SimDuration.ZERO,
            SimDuration.ofMillis(30),
            SimDuration.ZERO,
            ByteCount.ofKib(4),
            100,
            MemberSettings.READ_BUFFER,
            false,
            false,
            true)
        .withBuild(new DeviceBuild(0, Optional.of(new Firmware(7))));
  }

  /** A device that works with both. */
  private static MemberBench taken(Profiles profile, Bytes first, Bytes second) {
    var destination = new MemberBench(vendorState(profile), false);
    destination.bring(destination.protocol.modes().in(Stage.FROZEN));
    assertThat(destination.ask(destination.frames.write(1, first)).ok()).isTrue();
    assertThat(destination.ask(destination.frames.write(1, second)).ok()).isTrue();
    destination.bring(destination.protocol.modes().first());
    return destination;
  }

  /** Size, generation and firmware. */
  private static Bytes vendorState(MemberBench bench) {
    return bench.member.state.fields().stream()
        .filter(field -> field.type() == ContextField.OPAQUE)
        .map(ContextField::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void should_tell_sizes_counts_and_lists_and_return_what_is_named() {
    var bench = bench(Profiles.VIRTIO_1_4, DeviceTypes.NET, 3);
    List<DevicePart> parts = PartsCodec.parts(bench.read());
    byte[] kind = bench.frames.size(1).data().toArray();
    kind[8] = CommandFrames.COUNT;
    assertThat(bench.ask(metadata(bench, kind)).result().at(0)).isEqualTo((byte) parts.size());
    kind[8] = CommandFrames.LIST;
    Bytes list = bench.ask(metadata(bench, kind)).result();
    assertThat(list.size()).isEqualTo(8 + 16 * parts.size());
    kind[8] = 3;
    assertThat(bench.ask(metadata(bench, kind)).qualifier())
        .isEqualTo(AdminQualifier.INVALID_FIELD);

    Bytes headers = list.slice(8 + 16, 8 + 3 * 16);
    Bytes nobody = Bytes.ofHex("ff0f" + "00".repeat(14));
    Bytes some = bench.frames.size(1).data().plus(headers).plus(nobody);
    int read = bench.frames.read(1).opcode();
    Bytes content = bench.ask(new AdminCommand(read, AdminCommand.GROUP_SRIOV, 1, some)).result();
    assertThat(PartsCodec.parts(content)).isEqualTo(parts.subList(1, 3));
  }

  /** 32 bits of size, and what is reserved stays zero. */
  @Test
  void should_say_the_most_that_it_can_of_a_state_beyond_4_gib() {
    var settings =
        new MemberSettings(
            DeviceTypes.GPU,
            Protocol.of(Profiles.VIRTIO_1_4),
            2,
            0,
            SimDuration.ZERO,
            SimDuration.ofMillis(30),
            SimDuration.ZERO,
            ByteCount.of(5L << 30),
            25,
            MemberSettings.READ_BUFFER,
            false,
            true,
            true);
    var bench = new MemberBench(settings, true);
    assertThat(bench.ask(bench.frames.size(1)).result()).isEqualTo(Bytes.ofHex("ffffffff00000000"));
    assertThat(PartsCodec.parts(bench.read()).get(0).type())
        .isEqualTo(ContextField.PART_DEVICE_FEATURES);
  }

  private static AdminCommand metadata(MemberBench bench, byte[] data) {
    return new AdminCommand(
        bench.frames.size(1).opcode(), AdminCommand.GROUP_SRIOV, 1, Bytes.copyOf(data));
  }

  @Test
  void should_take_a_legacy_access_of_exactly_one_register() {
    var bench = bench(Profiles.VIRTIO_1_4, DeviceTypes.NET, 1);
    assertThat(legacy(bench, 0x3, "12").ok()).isTrue();
    assertThat(legacy(bench, 0x3, "0d").result().size()).isOne();
    assertThat(legacy(bench, 0x3, "14").qualifier()).isEqualTo(AdminQualifier.INVALID_FIELD);
    assertThat(legacy(bench, 0x2, "10" + "00".repeat(7) + "0100").ok()).isTrue();
    assertThat(bench.all(AccessServed.class).get(0).access()).isEqualTo("doorbell");
    assertThat(legacy(bench, 0x2, "10").qualifier()).isEqualTo(AdminQualifier.INVALID_FIELD);
    assertThat(legacy(bench, 0x6, "").result().size()).isEqualTo(64);
  }

  private static AdminResult legacy(MemberBench bench, int opcode, String data) {
    return bench.ask(new AdminCommand(opcode, AdminCommand.GROUP_SRIOV, 1, Bytes.ofHex(data)));
  }
}
