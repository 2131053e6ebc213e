package io.godwit.dashboards.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.Occurrence;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTextTest {

  private static final String UPLINK = "pod-0/rack-1/up";

  private LiveState state = new LiveState();
  private long step;

  private Occurrence at(long seconds, Event event) {
    step++;
    var occurrence = new Occurrence(new SimTime(seconds * 1_000_000_000), step, event);
    state.accept(occurrence);
    return occurrence;
  }

  private void drain() {
    for (String guest : List.of("a", "b", "c", "d")) {
      at(10, new MigrationPlanned(0, guest, guest, "h", ByteCount.ofGib(8), 1));
    }
    at(10, new MigrationAdmitted("a", "i", 1));
    at(10, new MigrationAdmitted("b", "i", 1));
    at(10, new AdmissionHeld(0, "limits.per-source", 2));
    flow(1, List.of("pod-0/rack-1/host-0/tx", UPLINK));
    flow(2, List.of("pod-0/rack-1/host-1/tx", UPLINK));
    at(20, new FlowEnded(1, ByteCount.of(10_000_000_000L), SimDuration.ofSeconds(10)));
    at(20, new MigrationSettled("a", "completed", 1));
  }

  private void flow(long number, List<String> links) {
    at(
        10,
        new FlowStarted(
            number,
            "migration|a",
            1,
            "h",
            "i",
            ByteCount.ofGib(10),
            ByteCount.ZERO,
            ByteRate.of(1),
            SimDuration.ZERO,
            SimDuration.ZERO,
            links));
  }

  @Test
  void should_say_who_is_left_who_waits_and_why() {
    drain();

    assertThat(LiveText.lines(state, "", 2, 120))
        .anySatisfy(line -> assertThat(line).contains("3 of 4 guests, 6 s to go"))
        .anySatisfy(
            line -> assertThat(line).contains("1 running, 2 waiting: plan 0 by limits.per-source"))
        .anySatisfy(line -> assertThat(line).contains("0.10 guests/s, 8.0 Gbit/s"))
        .anySatisfy(line -> assertThat(line).contains("25 %").contains("20.000 s virtual"));
  }

  @Test
  void should_name_the_links_that_most_flows_cross() {
    drain();
    flow(3, List.of("pod-0/rack-1/host-2/tx", UPLINK));

    assertThat(LiveText.lines(state, "", 2, 120))
        .anySatisfy(line -> assertThat(line).isEqualTo("busiest   " + UPLINK + ", 2 flows"));
  }

  @Test
  void should_know_of_a_run_that_goes_on_what_came_before() {
    var before = new ArrayList<Occurrence>();
    for (String guest : List.of("a", "b", "c", "d")) {
      before.add(at(10, new MigrationPlanned(0, guest, guest, "h", ByteCount.ofGib(8), 1)));
    }
    before.add(at(10, new MigrationAdmitted("a", "i", 1)));
    before.add(at(20, new MigrationSettled("a", "completed", 1)));
    state = LiveState.after(SimTime.ZERO.plus(SimDuration.ofSeconds(30)), before);

    assertThat(LiveText.lines(state, "", 0, 120))
        .anySatisfy(line -> assertThat(line).contains("25 %").contains("30.000 s virtual"))
        .anySatisfy(line -> assertThat(line).contains("3 of 4 guests, estimating"));
    at(30, new MigrationAdmitted("b", "i", 1));
    at(50, new MigrationSettled("b", "completed", 1));
    assertThat(LiveText.lines(state, "", 5, 120))
        .anySatisfy(line -> assertThat(line).contains("2 of 4 guests, 10 s to go"))
        .anySatisfy(line -> assertThat(line).contains("0.05 guests/s").endsWith(" 0 events/s"));
  }

  @Test
  void should_fit_into_every_terminal_and_keep_its_height() {
    int height = LiveText.lines(state, "", 0, 80).size();
    drain();
    for (int columns = 40; columns <= 200; columns++) {
      List<String> lines = LiveText.lines(state, "run 5 of 90: ", 2, columns);
      int width = columns;
      assertThat(lines).hasSize(height).allMatch(line -> line.length() <= width);
      assertThat(lines.get(0)).startsWith("run 5 of 90: [");
    }
  }
}
