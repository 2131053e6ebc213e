package io.godwit.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.HypervisorMessage.StopVcpus;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a guest takes to stop is its fate, and none of its host's or of the moment's. */
class VcpuStopTest {

  private static final EntityId WEB = EntityId.migration("plan-0/web");

  private static SimDuration stop(
      Hypervisor host, SimDuration after, EntityId migration, int attempt, Side side) {
    var scene = Scene.of(host).after(after);
    scene.when(migration, new StopVcpus("web", attempt, side));
    Outgoing settled = scene.outgoing().get(0);
    return settled.delay();
  }

  private static SimDuration stop(EntityId migration, int attempt, Side side) {
    return stop(Hosts.jittery("h", 1), SimDuration.ZERO, migration, attempt, side);
  }

  @Test
  void should_take_as_long_at_another_moment_and_on_another_host() {
    assertThat(stop(Hosts.jittery("other", 1), SimDuration.ofSeconds(7), WEB, 1, Side.SOURCE))
        .isEqualTo(stop(WEB, 1, Side.SOURCE));
  }

  @Test
  void should_draw_anew_for_each_guest_attempt_side_and_seed() {
    Set<SimDuration> drawn = new HashSet<>();
    drawn.add(stop(WEB, 1, Side.SOURCE));
    drawn.add(stop(WEB, 2, Side.SOURCE));
    drawn.add(stop(WEB, 1, Side.DESTINATION));
    drawn.add(stop(EntityId.migration("plan-0/db"), 1, Side.SOURCE));
    drawn.add(stop(EntityId.migration("plan-1/web"), 1, Side.SOURCE));
    drawn.add(stop(Hosts.jittery("h", 2), SimDuration.ZERO, WEB, 1, Side.SOURCE));
    assertThat(drawn).hasSize(6);
  }

  @Test
  void should_take_at_least_the_least_time_and_at_most_the_jitter_more() {
    for (int attempt = 1; attempt <= 1_000; attempt++) {
      assertThat(stop(WEB, attempt, Side.SOURCE))
          .isBetween(Hosts.VCPU_STOP, Hosts.VCPU_STOP.plus(SimDuration.ofSeconds(1)));
    }
  }
}
