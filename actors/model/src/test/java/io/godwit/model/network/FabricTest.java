package io.godwit.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.FabricEvent.FlowBegun;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FabricEvent.LinkCapacityChanged;
import io.godwit.model.fleet.FleetMessage;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricAnswer.LinkUsage;
import io.godwit.model.network.FabricMessage.ChangeLink;
import io.godwit.model.network.FabricMessage.Look;
import io.godwit.model.network.FabricMessage.ReportUsage;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.network.FabricMessage.StopFlow;
import io.godwit.model.sharing.FlowTable;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.NetworkModels;
import io.godwit.model.topology.Topology;
import io.godwit.model.topology.Wiring;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases that can be worked out by hand: three hosts with links of 1000 B/s, 2 us apart. */
class FabricTest {

  private static final EntityId ASKER = EntityId.migration("m");
  private static final EntityId OTHER = EntityId.migration("n");
  private static final ByteRate RATE = ByteRate.of(1000);
  private static final SimDuration HOP = SimDuration.ofMicros(1);
  private static final SimDuration FOR_EVER = new SimDuration(Long.MAX_VALUE);
  private static final FabricShape SHAPE = FabricShape.of(1, 1, 3, RATE, ByteRate.of(10_000), HOP);
  private static final Topology RACK = new Topology(SHAPE);

  private final Scene<FabricState> scene = Scene.of(new Fabric(RACK)).after(SimDuration.ofNanos(1));

  private static String host(int number) {
    return "pod-0/rack-0/host-" + number;
  }

  private static StartFlow flow(long number, int from, int to, long size) {
    return flow(number, from, to, size, FOR_EVER);
  }

  private static StartFlow flow(long number, int from, int to, long size, SimDuration atMost) {
    return new StartFlow(
        number,
        host(from),
        host(to),
        ByteCount.of(size),
        ByteCount.ZERO,
        FlowTable.UNLIMITED,
        atMost);
  }

  private static FlowEnded ended(long flow, long sent, SimDuration took) {
    return new FlowEnded(flow, ByteCount.of(sent), took);
  }

  private static FabricAnswer.FlowEnded answer(long number, long sent, SimDuration took) {
    return new FabricAnswer.FlowEnded(number, ByteCount.of(sent), took, false);
  }

  private static SimDuration seconds(long seconds) {
    return SimDuration.ofSeconds(seconds);
  }

  private Scene<FabricState> look() {
    return scene.recovered().when(EntityId.fabric(), new Look()).recovered();
  }

  @Test
  void should_record_a_flow_with_the_links_it_crosses_and_look_when_it_is_complete() {
    scene
        .when(ASKER, flow(7, 0, 1, 5000))
        .thenEvents(
            new FlowStarted(
                1,
                "migration|m",
                7,
                host(0),
                host(1),
                ByteCount.of(5000),
                ByteCount.ZERO,
                FlowTable.UNLIMITED,
                FOR_EVER,
                FOR_EVER,
                List.of(host(0) + "/tx", host(1) + "/rx")));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(EntityId.fabric(), seconds(5), new Look()));
    scene.after(seconds(5));
    look().thenEvents(ended(1, 5000, seconds(5)));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(ASKER, HOP.times(2), answer(7, 5000, seconds(5))));
  }

  @Test
  void should_tell_what_a_flow_had_sent_when_its_asker_stops_it() {
    scene.when(ASKER, flow(7, 0, 1, 5000)).recovered().after(seconds(2));
    scene
        .when(OTHER, new StopFlow(7))
        .thenEvents()
        .thenMessages()
        .when(ASKER, new StopFlow(7))
        .thenEvents(ended(1, 2000, seconds(2)))
        .thenMessages(answer(7, 2000, seconds(2)))
        .recovered()
        .when(ASKER, new StopFlow(7))
        .thenEvents();
    scene.after(seconds(3));
    look().thenEvents().thenMessages();
  }

  @Test
  void should_end_a_flow_whose_time_is_up() {
    scene.when(ASKER, flow(7, 0, 1, 5000, seconds(3)));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(EntityId.fabric(), seconds(3), new Look()));
    scene.after(seconds(3));
    look().thenEvents(ended(1, 3000, seconds(3))).thenMessages(answer(7, 3000, seconds(3)));
  }

  @Test
  void should_end_what_ends_together_by_number_and_share_anew_afterwards() {
    scene.when(ASKER, flow(9, 0, 1, 1000)).recovered();
    scene.when(OTHER, flow(4, 0, 1, 1000)).recovered();
    scene.when(ASKER, flow(8, 0, 1, 3000)).recovered();
    scene.when(ASKER, flow(5, 0, 1, 3000)).recovered();
    scene.after(seconds(4));
    look()
        .thenEvents(ended(1, 1000, seconds(4)), ended(2, 1000, seconds(4)))
        .thenMessages(answer(9, 1000, seconds(4)), answer(4, 1000, seconds(4)), new Look());
    assertThat(scene.outgoing().get(2).delay()).isEqualTo(seconds(4));
    scene.after(seconds(4));
    look().thenEvents(ended(3, 3000, seconds(8)), ended(4, 3000, seconds(8)));
  }

  @Test
  void should_look_again_without_a_record_when_an_end_was_put_off() {
    scene.when(ASKER, flow(1, 0, 1, 5000)).after(seconds(1));
    scene.when(OTHER, flow(1, 0, 2, 9000)).thenMessages();
    scene.after(seconds(4));
    look().thenEvents().thenMessages(new Look());
    assertThat(scene.outgoing().get(0).delay()).isEqualTo(seconds(4));
    scene.after(seconds(1));
    look().thenEvents().thenMessages();
    scene.after(seconds(3));
    look().thenEvents(ended(1, 5000, seconds(9)));
  }

  @Test
  void should_not_set_a_look_that_is_set_already_by_one_that_found_nothing() {
    scene.when(ASKER, flow(1, 0, 1, 5000)).after(seconds(1));
    scene.when(OTHER, flow(1, 0, 2, 9000)).after(seconds(4));
    look().thenMessages(new Look());
    scene.after(seconds(2)).when(ASKER, flow(2, 2, 1, 9000)).thenMessages().after(seconds(2));
    look().thenEvents(ended(1, 5000, seconds(9)));
  }

  @Test
  void should_let_flows_stand_while_a_link_is_down() {
    scene.when(ASKER, flow(1, 0, 1, 5000)).recovered().after(seconds(2));
    scene
        .when(EntityId.fleet(), new ChangeLink(0, ByteRate.ZERO))
        .thenEvents(new LinkCapacityChanged(host(0) + "/tx", ByteRate.ZERO))
        .thenMessages()
        .after(seconds(3));
    look().thenEvents().thenMessages();
    scene.after(seconds(5)).when(EntityId.fleet(), new ChangeLink(0, RATE)).recovered();
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(EntityId.fabric(), seconds(3), new Look()));
    scene.after(seconds(3));
    look().thenEvents(ended(1, 5000, seconds(13)));
  }

  @Test
  void should_end_at_once_what_has_nothing_to_send_or_nothing_to_cross() {
    scene.when(ASKER, flow(1, 0, 1, 0));
    assertThat(scene.events().get(1)).isEqualTo(ended(1, 0, SimDuration.ZERO));
    scene.thenMessages(answer(1, 0, SimDuration.ZERO)).recovered();
    scene.when(ASKER, flow(2, 1, 1, 5000));
    assertThat(scene.events().get(1)).isEqualTo(ended(2, 5000, SimDuration.ZERO));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(ASKER, Outgoing.SHORTEST, answer(2, 5000, SimDuration.ZERO)));
  }

  @Test
  void should_do_what_is_due_before_what_is_asked() {
    scene.when(ASKER, flow(1, 0, 1, 1000)).recovered().after(seconds(1));
    scene.when(OTHER, flow(1, 0, 1, 500));
    assertThat(scene.events().get(0)).isEqualTo(ended(1, 1000, seconds(1)));
    assertThat(scene.events().get(1)).isInstanceOf(FlowStarted.class);
    look().thenEvents().thenMessages();
  }

  @Test
  void should_report_what_links_have_carried_stopped_flows_included() {
    scene.when(ASKER, flow(1, 0, 1, 5000)).recovered().after(seconds(1));
    scene.when(ASKER, new StopFlow(1)).recovered().when(ASKER, flow(2, 0, 2, 3000));
    scene.recovered().after(seconds(2)).when(EntityId.fleet(), new ReportUsage()).thenEvents();
    assertThat(scene.messages())
        .containsExactly(
            new FabricAnswer.Usage(
                List.of(
                    used(host(0) + "/tx", 3000, 3),
                    used(host(1) + "/rx", 1000, 1),
                    used(host(2) + "/rx", 2000, 2))));
  }

  private static LinkUsage used(String link, long carried, long full) {
    return new LinkUsage(link, RATE, ByteCount.of(carried), seconds(full), RATE);
  }

  @Test
  void should_let_a_flow_wait_where_the_network_model_says_so() {
    Scene<FabricState> slow =
        Scene.of(new Fabric(new Topology(SHAPE, Wiring.NONE, NetworkModels.LV08)));
    slow.after(seconds(1)).when(ASKER, flow(1, 0, 1, 0)).recovered();
    assertThat(slow.events()).hasSize(1);
    slow.when(ASKER, flow(2, 0, 1, 5000)).recovered();
    SimDuration wait = NetworkModels.LV08.before(HOP.times(2));
    slow.when(ASKER, new StopFlow(2)).thenEvents(ended(2, 0, SimDuration.ZERO)).recovered();
    slow.after(wait).when(EntityId.fabric(), new Look());
    slow.thenEvents(new FlowBegun(1), ended(1, 0, wait)).thenMessages(answer(1, 0, wait));
  }

  @Test
  void should_refuse_what_only_a_bug_would_send() {
    assertThatThrownBy(() -> scene.when(ASKER, new FleetMessage.BeginRun()))
        .hasMessageContaining("BeginRun");
    var elsewhere =
        new StartFlow(
            1, "moon", host(0), ByteCount.of(1), ByteCount.ZERO, FlowTable.UNLIMITED, FOR_EVER);
    assertThatThrownBy(() -> scene.when(ASKER, elsewhere)).hasMessageContaining("host 'moon'");
  }
}
