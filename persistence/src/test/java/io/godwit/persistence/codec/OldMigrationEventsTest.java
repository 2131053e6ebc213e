package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.MigrationEvent.CancelRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** When only operators cancelled, nobody noted who it was. */
class OldMigrationEventsTest {

  @Test
  void should_take_who_cancelled_for_an_operator() throws IOException {
    String hex =
        Files.readString(Golden.RESOURCES.resolve("golden/cancel-requested.v1.hex")).strip();
    assertThat(new EventCodec().decode("cancel-requested.v1", HexFormat.of().parseHex(hex)).event())
        .isEqualTo(new CancelRequested(301, "cancelled by the operator"));
  }
}
