package io.godwit.model.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTraitsTest {

  private static DeviceTraits traits(
      DeviceTypes type, Profiles profile, int queues, String firmware, String... lacks) {
    long bits = 0;
    for (String lack : lacks) {
      bits |= Feature.bits(type, lack).orElseThrow();
    }
    var member =
        new MemberSettings(
            type,
            Protocol.of(profile),
            queues,
            0,
            SimDuration.ZERO,
            SimDuration.ZERO,
            SimDuration.ZERO,
            firmware.isEmpty() ? ByteCount.ZERO : ByteCount.ofKib(1),
            100,
            MemberSettings.READ_BUFFER,
            false,
            false,
            true);
    return DeviceTraits.of(member.withBuild(new DeviceBuild(bits, Firmware.parse(firmware))));
  }

  private static Optional<String> misfit(Profiles profile, DeviceTraits there) {
    return traits(DeviceTypes.NET, profile, 4, "").misfit(there);
  }

  @Test
  void should_fit_what_is_the_same() {
    for (Profiles profile : Profiles.values()) {
      assertThat(misfit(profile, traits(DeviceTypes.NET, profile, 4, ""))).isEmpty();
    }
  }

  /** The accepted text verifies both for equality; a device of the seed must have enough. */
  @Test
  void should_ask_for_equality_only_where_the_text_does() {
    Profiles accepted = Profiles.VIRTIO_1_4;
    assertThat(misfit(accepted, traits(DeviceTypes.NET, accepted, 8, "")))
        .contains("has 8 queues there, and 4 here");
    assertThat(misfit(Profiles.SEED_2023, traits(DeviceTypes.NET, Profiles.SEED_2023, 8, "")))
        .isEmpty();
    assertThat(misfit(Profiles.SEED_2023, traits(DeviceTypes.NET, Profiles.SEED_2023, 2, "")))
        .contains("has 2 queues there, and 4 here");
    DeviceTraits lean = traits(DeviceTypes.NET, accepted, 4, "", "rss", "mq");
    assertThat(misfit(accepted, lean)).contains("lacks there what it offers here: mq, rss");
    assertThat(lean.misfit(traits(DeviceTypes.NET, accepted, 4, "")))
        .contains("offers there what it does not offer here: mq, rss");
  }

  @Test
  void should_not_take_a_device_for_another() {
    assertThat(misfit(Profiles.VIRTIO_1_4, traits(DeviceTypes.BLK, Profiles.VIRTIO_1_4, 4, "")))
        .contains("is a blk device there, and a net device here");
    assertThat(misfit(Profiles.VIRTIO_1_4, traits(DeviceTypes.NET, Profiles.PRECURSOR, 4, "")))
        .contains("speaks precursor there, and virtio-1.4 here");
  }

  @Test
  void should_read_vendor_state_of_the_same_or_an_earlier_firmware() {
    DeviceTraits here = traits(DeviceTypes.NET, Profiles.VIRTIO_1_4, 4, "22.41");
    assertThat(here.misfit(traits(DeviceTypes.NET, Profiles.VIRTIO_1_4, 4, "22.41.3"))).isEmpty();
    assertThat(here.misfit(traits(DeviceTypes.NET, Profiles.VIRTIO_1_4, 4, "22.9")))
        .contains("has firmware 22.9 there, and vendor state of 22.41 here");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "22.41, 22.41", "22.41.0, 22.41", "1.2.3.4, 1.2.3.4", "0.1, 0.1"})
  void should_say_a_version_as_it_is_written(String text, String shown) {
    assertThat(Firmware.parse(text).orElseThrow()).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource({"a", "1.", "1.2.3.4.5", "70000", "1..2"})
  void should_refuse_what_is_no_version(String text) {
    assertThat(Firmware.parse(text)).isEmpty();
  }
}
