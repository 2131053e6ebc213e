package io.godwit.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.network.FabricMessage.ChangeLink;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** A flow with patience ends when no byte has come for longer, counted from the last one. */
class FabricTest {

  private static final EntityId ASKER = EntityId.migration("m");
  private static final ByteRate LINK = ByteRate.of(100_000_000);
  private static final SimDuration FOR_EVER = new SimDuration(Long.MAX_VALUE);
  private static final SimDuration PATIENCE = SimDuration.ofSeconds(30);

  private record Due(SimTime at, int order, Message message) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Integer.compare(order, other.order);
    }
  }

  private final Fabric fabric =
      new Fabric(new Topology(FabricShape.of(1, 1, 2, LINK, LINK, SimDuration.ZERO)));
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final List<Due> answers = new ArrayList<>();
  private int order;

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
  private FlowEnded afterOutages(SimDuration patience, int... downAndUp) {
    var scene = new FabricTest();
    scene.at(
        SimTime.ZERO,
        new StartFlow(
            1,
            "pod-0/rack-0/host-0",
            "pod-0/rack-0/host-1",
            ByteCount.of(9_000_000_000L),
            LINK,
            FOR_EVER,
            patience));
    int[] route = new Topology(FabricShape.of(1, 1, 2, LINK, LINK, SimDuration.ZERO)).route(0, 1);
    for (int i = 0; i < downAndUp.length; i++) {
      ByteRate capacity = i % 2 == 0 ? ByteRate.ZERO : LINK;
      scene.at(
          SimTime.ZERO.plus(SimDuration.ofSeconds(downAndUp[i])),
          new ChangeLink(route[1], capacity));
    }
    return scene.answer().orElseThrow();
  }

  private void at(SimTime time, Message message) {
    queue.add(new Due(time, order++, message));
  }

  private Optional<FlowEnded> answer() {
    while (answers.isEmpty() && !queue.isEmpty()) {
      Due due = queue.poll();
      for (Outgoing out : fabric.serve(due.at(), ASKER, due.message())) {
        if (out.to().equals(EntityId.fabric())) {
          at(due.at().plus(out.delay()), out.message());
        } else {
          answers.add(new Due(due.at(), 0, out.message()));
        }
      }
    }
    return answers.stream().map(each -> (FlowEnded) each.message()).findFirst();
  }
}
