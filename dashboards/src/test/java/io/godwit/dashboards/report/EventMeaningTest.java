package io.godwit.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.MigrationEvent.CancelRequested;
import io.godwit.persistence.codec.EventType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventMeaningTest {

  @Test
  void should_have_a_sentence_for_every_public_event() {
    assertThat(
            Arrays.stream(EventType.values())
                .filter(type -> !type.isPrivate())
                .filter(type -> !EventMeaning.knows(type.record())))
        .as("public events that no reader is told the meaning of: add a sentence each")
        .isEmpty();
  }

  @Test
  void should_tell_a_private_event_by_its_components() {
    assertThat(EventMeaning.of(new CancelRequested(2, "the guest left")))
        .isEqualTo("cancel-requested attempt=2 reason=the guest left");
    assertThat(EventMeaning.of(new VcpusStopped("web-0"))).isEqualTo("web-0 stands still");
  }
}
