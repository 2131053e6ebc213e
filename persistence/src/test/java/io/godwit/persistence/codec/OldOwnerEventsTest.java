package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Runs of the first version stay readable; what they did not record is 0. */
class OldOwnerEventsTest {

  private static final Path GOLDEN = Golden.RESOURCES.resolve("golden");

  private final EventCodec codec = new EventCodec();

  @Test
  void should_read_commands_without_tickets() throws IOException {
    assertThat(read("command-fetched.v1"))
        .isEqualTo(
            new CommandFetched(
                0, 1_000_000_007L, "text-é-2", "text-é-3", ByteCount.of(4_096L * 4), 301 * 5));
    assertThat(read("command-served.v1"))
        .isEqualTo(
            new CommandServed(
                0,
                1_000_000_007L,
                "text-é-2",
                301 * 3,
                301 * 4,
                ByteCount.of(4_096L * 5),
                ByteCount.ZERO,
                SimDuration.ofNanos(70_006),
                SimDuration.ofNanos(70_007)));
  }

  @Test
  void should_read_objects_without_ids() throws IOException {
    assertThat(read("object-changed.v1"))
        .isEqualTo(new ObjectChanged("text-é-1", 0, 0, "text-é-2", 301 * 3));
  }

  private Event read(String manifest) throws IOException {
    String hex = Files.readString(GOLDEN.resolve(manifest + ".hex")).strip();
    return codec.decode(manifest, HexFormat.of().parseHex(hex)).event();
  }
}
