package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Journals of before are read: what they lack is said to be nothing. */
class OldHypervisorEventsTest {

  @Test
  void should_read_a_command_as_the_first_of_its_operation() throws IOException {
    assertThat(released("command-submitted.v1"))
        .isEqualTo(
            new CommandSubmitted(
                1_000_000_007L,
                "text-é-2",
                "text-é-3",
                "text-é-4",
                "text-é-5",
                "text-é-6",
                0,
                Bytes.EMPTY));
  }

  @Test
  void should_read_a_result_as_one_that_nothing_goes_on_with() throws IOException {
    assertThat(released("command-completed.v1"))
        .isEqualTo(
            new CommandCompleted(
                1_000_000_007L,
                "text-é-2",
                "text-é-3",
                1_204,
                1_505,
                new SimDuration(70_006L),
                Bytes.EMPTY));
  }

  private static Event released(String manifest) throws IOException {
    String hex = Files.readString(Golden.RESOURCES.resolve("golden/" + manifest + ".hex"));
    return new EventCodec().decode(manifest, HexFormat.of().parseHex(hex.strip())).event();
  }
}
