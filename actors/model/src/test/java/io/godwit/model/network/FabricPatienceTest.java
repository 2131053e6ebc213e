package io.godwit.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.network.FabricMessage.ChangeLink;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import org.junit.jupiter.api.Test;

/** A flow with patience ends when no byte has come for longer, counted from the last one. */
class FabricPatienceTest {

  private static final EntityId ASKER = EntityId.migration("m");
  private static final ByteRate LINK = ByteRate.of(100_000_000);
  private static final SimDuration FOR_EVER = new SimDuration(Long.MAX_VALUE);
  private static final SimDuration PATIENCE = SimDuration.ofSeconds(30);

  @Test
  void should_go_on_after_an_outage_of_no_more_than_the_patience_whenever_it_begins() {
    for (int from : new int[] {1, 15, 29, 30, 31, 45, 59}) {
      FlowEnded ended = afterOutages(PATIENCE, from, from + 30);
      assertThat(ended.sent()).as("from %d s", from).isEqualTo(ByteCount.of(9_000_000_000L));
      assertThat(ended.took()).as("from %d s", from).isEqualTo(SimDuration.ofSeconds(120));
    }
  }

  @Test
  void should_end_when_the_patience_is_over_whenever_the_outage_begins() {
    for (int from : new int[] {1, 15, 29, 30, 31, 45, 59}) {
      FlowEnded ended = afterOutages(PATIENCE, from, from + 31);
      assertThat(ended.sent()).isEqualTo(ByteCount.of(from * 100_000_000L));
      assertThat(ended.took())
          .isEqualTo(SimDuration.ofSeconds(from + 30).plus(SimDuration.ofNanos(1)));
      assertThat(ended.silent()).isTrue();
    }
  }

  @Test
  void should_count_anew_after_every_byte_and_not_add_outages_up() {
    FlowEnded ended = afterOutages(PATIENCE, 10, 35, 36, 61, 62, 87);
    assertThat(ended.sent()).isEqualTo(ByteCount.of(9_000_000_000L));
    assertThat(ended.took()).isEqualTo(SimDuration.ofSeconds(165));
  }

  @Test
  void should_wait_for_ever_without_patience() {
    FlowEnded ended = afterOutages(FOR_EVER, 10, 1_010);
    assertThat(ended.sent()).isEqualTo(ByteCount.of(9_000_000_000L));
  }

  /** The end of a flow of 9 GB, when the receiving link is down from, to, from, to in seconds. */
  private static FlowEnded afterOutages(SimDuration patience, int... downAndUp) {
    var topology = new Topology(FabricShape.of(1, 1, 2, LINK, LINK, SimDuration.ZERO));
    var world = new FabricWorld(topology);
    world.ask(
        SimTime.ZERO,
        ASKER,
        new StartFlow(
            1,
            topology.hostName(0),
            topology.hostName(1),
            ByteCount.of(9_000_000_000L),
            ByteCount.ZERO,
            LINK,
            FOR_EVER,
            patience));
    for (int i = 0; i < downAndUp.length; i++) {
      world.ask(
          SimTime.ZERO.plus(SimDuration.ofSeconds(downAndUp[i])),
          EntityId.fleet(),
          new ChangeLink(topology.route(0, 1)[1], i % 2 == 0 ? ByteRate.ZERO : LINK));
    }
    world.run();
    assertThat(world.answers()).hasSize(1);
    return world.answers().get(0);
  }
}
