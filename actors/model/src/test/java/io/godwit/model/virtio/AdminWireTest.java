package io.godwit.model.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.unit.Bytes;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminWireTest {

  /** Header and padding by hand from facts/virtio.md A.1: opcode 8, group 1, member 17, mode 2. */
  private static final String SET_FREEZE_OF_17 =
      "08000100" + "00".repeat(12) + "1100000000000000" + "0200000000000000";

  @Test
  void should_lay_a_command_out_as_the_specification_says() {
    assertThat(new AdminCommand(8, 1, 17, Bytes.ofHex("02")).encode())
        .isEqualTo(Bytes.ofHex(SET_FREEZE_OF_17));
  }

  @Test
  void should_lay_a_result_out_as_the_specification_says() {
    assertThat(AdminResult.invalid(AdminQualifier.INVALID_MEMBER).encode())
        .isEqualTo(Bytes.ofHex("1600" + "0500" + "00000000"));
  }

  @Property
  void should_read_back_what_it_wrote(Gen gen) {
    var command =
        new AdminCommand(
            gen.between(0, 0xffff),
            gen.between(0, 0xffff),
            gen.magnitude(Long.MAX_VALUE),
            Bytes.copyOf(gen.bytes(8 * gen.between(0, 20))));
    assertThat(AdminCommand.decode(command.encode())).isEqualTo(command);
    var result =
        new AdminResult(
            gen.between(0, 0xffff),
            gen.between(0, 0xffff),
            Bytes.copyOf(gen.bytes(8 * gen.between(0, 20))));
    assertThat(AdminResult.decode(result.encode())).isEqualTo(result);
    assertThat(command.encode().size() % 8).isZero();
  }

  @Property(tries = 2000)
  void should_take_any_bytes_for_a_frame(Gen gen) {
    Bytes noise = Bytes.copyOf(gen.bytes(gen.between(0, 80)));
    assertThat(AdminCommand.decode(noise).opcode()).isBetween(0, 0xffff);
    assertThat(AdminResult.decode(noise).status()).isBetween(0, 0xffff);
    assertThat(ContextCodec.decode(noise)).isNotNull();
  }

  @Property
  void should_read_back_a_context(Gen gen) {
    var fields =
        gen.listOf(
            0,
            12,
            g ->
                new ContextField(
                    ContextField.VLAN_TABLE, 0, Bytes.copyOf(g.bytes(g.between(0, 64)))));
    Bytes encoded = ContextCodec.encode(fields);
    assertThat(ContextCodec.decode(encoded)).contains(fields);
    if (!fields.isEmpty()) {
      assertThat(ContextCodec.decode(encoded.slice(0, encoded.size() - 1)))
          .satisfiesAnyOf(
              cut -> assertThat(cut).isEmpty(),
              cut -> assertThat(fields.get(fields.size() - 1).value().size()).isZero());
    }
  }

  /** A frame is padded to 8 bytes; more than that is something that nobody has counted. */
  @Property
  void should_take_what_is_behind_a_context_for_padding_only_as_far_as_it_goes(Gen gen) {
    int behind = gen.between(0, 24);
    Bytes padded = ContextCodec.encode(List.of()).plus(Bytes.copyOf(gen.bytes(behind)));
    assertThat(ContextCodec.decode(padded).isPresent()).isEqualTo(behind < 8);
  }
}
