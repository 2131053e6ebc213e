package io.godwit.model.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames by hand from facts/virtio.md A.1, A.3, A.6 and A.8, for member 17. */
class CommandFramesTest {

  private static final String TO_17 = "0100" + "00".repeat(12) + "1100000000000000";
  private static final CommandFrames SEED = new CommandFrames(Protocol.of(Profiles.SEED_2023));
  private static final CommandFrames STANDARD = new CommandFrames(Protocol.of(Profiles.VIRTIO_1_4));
  private static final Bytes CONTENT = Bytes.ofHex("0102030405060708");

  /**
   * Type 0 in 2 bytes, 2 reserved, then the id of the object in 4: member 17's to read, to write.
   */
  private static final String READER = "0000" + "0000" + "22000000";

  private static final CommandFrames PRECURSOR = new CommandFrames(Protocol.of(Profiles.PRECURSOR));
  private static final Optional<Integer> NO_LIMIT = Optional.empty();
  private static final String WRITER = "0000" + "0000" + "23000000";

  @Test
  void should_lay_the_seeds_commands_out() {
    frame(SEED.setMode(17, Profiles.SEED_2023.modes().ofWord("freeze")), "0800", "02", 8);
    frame(SEED.size(17), "0900", "01", 8);
    frame(SEED.read(17), "0a00", "", 0);
    frame(SEED.write(17, CONTENT), "0b00", "0102030405060708", 8);
    frame(SEED.discard(17), "0d00", "", 0);
  }

  @Test
  void should_lay_the_accepted_commands_out() {
    frame(STANDARD.setMode(17, Profiles.VIRTIO_1_4.modes().ofWord("stopped")), "1100", "01", 8);
    CommandFrames reader = STANDARD.through(34);
    CommandFrames writer = STANDARD.through(35);
    frame(reader.createObject(17, CommandFrames.GET), "0a00", READER, 24);
    frame(
        writer.createObject(17, CommandFrames.SET), "0a00", WRITER + "0000000000000000" + "01", 24);
    frame(reader.size(17), "0e00", READER, 16);
    frame(reader.read(17), "0f00", READER + "01", 16);
    frame(writer.write(17, CONTENT), "1000", WRITER + "0102030405060708", 16);
    frame(reader.destroyObject(17), "0d00", READER, 8);
  }

  /** As they ship: a class and a command, data, and an answer with its status at the end. */
  @Test
  void should_lay_the_precursors_frames_out() {
    wire(PRECURSOR.getMode(17), "4001" + "1100" + "0000");
    wire(PRECURSOR.setMode(17, Profiles.PRECURSOR.modes().ofWord("freezed")), "40021100" + "0300");
    wire(PRECURSOR.size(17), "4003" + "11000000");
    String device = "1100000000000000";
    wire(PRECURSOR.read(17, 2, 3), "4004" + device + "0200000000000000" + "0300000000000000");
    wire(
        PRECURSOR.write(17, CONTENT),
        "4005" + device + "0000000000000000" + "0800000000000000" + "0102030405060708");
    AdminCommand read = PRECURSOR.read(17, 0, 3);
    AdminResult piece = PRECURSOR.result(read, Bytes.ofHex("01020300"));
    assertThat(PRECURSOR.content(piece)).isEqualTo(Bytes.ofHex("010203"));
    assertThat(PRECURSOR.remaining(piece)).as("as much as there was room for").isPositive();
    assertThat(PRECURSOR.remaining(PRECURSOR.result(read, Bytes.ofHex("010200")))).isZero();
    assertThat(PRECURSOR.frame(read, AdminResult.invalid(AdminQualifier.INVALID_FIELD), NO_LIMIT))
        .isEqualTo(Bytes.ofHex("81"));
  }

  private static void wire(AdminCommand command, String frame) {
    assertThat(PRECURSOR.frame(command)).isEqualTo(Bytes.ofHex(frame));
    AdminCommand back = PRECURSOR.command(Bytes.ofHex(frame));
    assertThat(back).isEqualTo(command);
  }

  private static void frame(AdminCommand command, String opcode, String data, int dataBytes) {
    String padding = "00".repeat(dataBytes - data.length() / 2);
    assertThat(command.encode()).isEqualTo(Bytes.ofHex(opcode + TO_17 + data + padding));
  }

  @ParameterizedTest
  @EnumSource
  void should_know_each_command_by_its_number(Profiles profile) {
    Protocol protocol = Protocol.of(profile);
    for (DeviceCommand command : DeviceCommand.values()) {
      command
          .code(protocol)
          .ifPresent(code -> assertThat(DeviceCommand.of(protocol, code)).contains(command));
    }
    assertThat(DeviceCommand.of(protocol, 0x12)).isEmpty();
    assertThat(DeviceCommand.wordOf(protocol, 0x7fff)).isEqualTo("0x7fff");
    assertThat(
            Arrays.stream(DeviceCommand.values())
                .filter(each -> !each.isInBand(profile))
                .map(each -> each.word(profile)))
        .doesNotHaveDuplicates();
  }

  @Test
  void should_take_other_numbers_for_what_is_only_inferred() {
    Protocol moved = Protocol.of(Profiles.SEED_2023).withFirstOpcode(0x20);
    assertThat(DeviceCommand.MODE_SET.code(moved)).contains(0x21);
    assertThat(DeviceCommand.LIST_USE.code(moved)).contains(0x1);
    assertThat(DeviceCommand.of(moved, 0x8)).isEmpty();
    Protocol standard = Protocol.of(Profiles.VIRTIO_1_4).withFirstOpcode(0x20);
    assertThat(DeviceCommand.MODE_SET.code(standard)).contains(0x11);
  }
}
