package io.godwit.model.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.bench.Bench14;
import io.godwit.model.device.Access;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.member.MemberBench;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a guest sets through the control queue, and whether another device gets it. */
class ControlSettingTest {

  private static Bytes arrived(Profiles profile, ControlSetting setting) {
    Protocol protocol = Protocol.of(profile);
    var source = new MemberBench(protocol, true);
    source.strike(
        new Access.Strike.Control(setting.commandClass(), setting.command(), Bytes.EMPTY));
    source.bring(protocol.modes().in(Stage.FROZEN));
    var destination = new MemberBench(protocol, false);
    destination.bring(protocol.modes().in(Stage.FROZEN));
    destination.ask(destination.frames.write(1, source.read()));
    destination.bring(protocol.modes().first());
    assertThat(destination.context()).isEqualTo(source.context());
    return destination.context();
  }

  @ParameterizedTest
  @EnumSource
  void should_arrive_as_a_part_of_the_accepted_text(ControlSetting setting) {
    var before = new MemberBench(Protocol.of(Profiles.VIRTIO_1_4), true);
    before.bring(before.protocol.modes().in(Stage.STOPPED));
    assertThat(arrived(Profiles.VIRTIO_1_4, setting)).isNotEqualTo(before.context());
  }

  @ParameterizedTest
  @CsvSource({"RECEIVE_MODE, true", "VLAN, true", "MAC, true", "PAIRS, false", "RSS, false"})
  void should_be_lost_where_no_field_holds_it(ControlSetting setting, boolean holds) {
    var bench = new MemberBench(Protocol.of(Profiles.SEED_2023), true);
    bench.strike(new Access.Strike.Control(setting.commandClass(), setting.command(), Bytes.EMPTY));
    AccessServed served = bench.member.last(AccessServed.class);
    assertThat(ContextCodec.decode(served.asked()).orElseThrow()).isNotEmpty();
    assertThat(ContextCodec.decode(served.fields()).orElseThrow().isEmpty()).isEqualTo(!holds);
  }

  @Test
  void should_change_an_address_wherever_it_stands() {
    Bench14 bench = Bench14.prepared();
    bench.bench.strike(1, new Access.Strike.Control(1, 1, Bytes.ofHex("525400000009")));
    assertThat(bench.bench.view(1).fields())
        .contains(new ContextField(0x200, 0x101, Bytes.ofHex("525400000009")))
        .anyMatch(
            field ->
                field.type() == ContextField.DEVICE_CONFIG
                    && field.value().slice(0, 6).equals(Bytes.ofHex("525400000009")));
  }

  @Test
  void should_not_have_every_command() {
    Bench14 bench = Bench14.prepared();
    var before = bench.bench.view(1).fields();
    bench.bench.strike(1, new Access.Strike.Control(9, 9, Bytes.ofHex("01")));
    assertThat(bench.bench.view(1).fields()).isEqualTo(before);
  }
}
