package io.godwit.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.PartsCodec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes against the closed forms of facts/virtio.md C. */
class ContextSizeTest {

  private static MemberBench bench(Profiles profile, DeviceTypes type, int queues) {
    return new MemberBench(
        MemberSettings.plain(
            type, Protocol.of(profile), queues, 0, SimDuration.ZERO, SimDuration.ofMillis(30)),
        true);
  }

  /** Pairs, bytes and parts of the table in C.5, with a queue for control. */
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
    assertThat(bench.read().size()).isEqualTo(bytes);
    assertThat(bench.member.last(ContextRead.class).fields()).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource({"1, 248", "16, 1328", "64, 4784"})
  void should_have_the_parts_of_a_block_device(int queues, int bytes) {
    assertThat(bench(Profiles.VIRTIO_1_4, DeviceTypes.BLK, queues).read().size()).isEqualTo(bytes);
  }

  /** Type 24 bytes of configuration and 4 of receive mode: 88 + 60 Q, without optional tables. */
  @ParameterizedTest
  @CsvSource({"2, 208", "16, 1048", "64, 3928"})
  void should_have_the_fields_of_the_precursor(int queues, int bytes) {
    var optional =
        Set.of(ContextField.VLAN_TABLE, ContextField.MAC_UNICAST, ContextField.IN_FLIGHT);
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
    List<ContextField> parts = PartsCodec.decode(bench.read()).orElseThrow();
    assertThat(parts.stream().map(ContextField::type)).isSorted();
    var swapped = List.of(parts.get(1), parts.get(0));
    assertThat(PartsCodec.decode(PartsCodec.encode(swapped))).isEmpty();
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
            true);
    var bench = new MemberBench(settings, true);
    var first = bench.read();
    assertThat(bench.frames.weight(first)).isGreaterThanOrEqualTo(opaque);
    assertThat(first.size()).isLessThan(1_000);
    bench.member.later(SimDuration.ofSeconds(1));
    var second = bench.read();
    assertThat(bench.frames.unseen(second)).isEqualTo(ByteCount.of(100L << 20));
  }
}
