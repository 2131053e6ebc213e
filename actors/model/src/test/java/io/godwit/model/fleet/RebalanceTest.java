package io.godwit.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.unit.ByteCount;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebalanceTest {

  private static final int HOSTS = 6;
  private static final long HOST_BYTES = 64L << 30;

  @Property
  void should_never_widen_the_gap_and_move_nobody_twice(Gen gen) {
    var placed = new ArrayList<PlacedVm>();
    for (int i = gen.between(0, 40); i > 0; i--) {
      var vm = new VmSpec("vm-" + i, ByteCount.ofGib(gen.between(1, 8)), List.of());
      placed.add(new PlacedVm(vm, gen.between(0, HOSTS - 1), List.of()));
    }
    var guests = new Guests(placed, Map.of(), HOSTS, HOST_BYTES);
    List<String> moved = new Rebalance("all", 0, HOSTS - 1, 5).select(guests, host -> true);
    assertThat(moved).doesNotHaveDuplicates();
    assertThat(gap(guests, moved)).isLessThanOrEqualTo(gap(guests, List.of()));
  }

  /** Least-loaded placement of those that move, as the fleet would do it. */
  private static long gap(Guests guests, List<String> moved) {
    long[] used = new long[HOSTS];
    for (int host = 0; host < HOSTS; host++) {
      for (VmSpec vm : guests.settledOn(host)) {
        used[host] += moved.contains(vm.name()) ? 0 : vm.memory().bytes();
      }
    }
    for (String name : moved) {
      int least = 0;
      for (int host = 1; host < HOSTS; host++) {
        least = used[host] < used[least] ? host : least;
      }
      used[least] += guests.of(name).vm().memory().bytes();
    }
    return Arrays.stream(used).max().orElse(0) - Arrays.stream(used).min().orElse(0);
  }

  @Test
  void should_leave_alone_what_is_even() {
    var placed = new ArrayList<PlacedVm>();
    for (int host = 0; host < HOSTS; host++) {
      placed.add(
          new PlacedVm(new VmSpec("vm-" + host, ByteCount.ofGib(4), List.of()), host, List.of()));
    }
    var guests = new Guests(placed, Map.of(), HOSTS, HOST_BYTES);
    assertThat(new Rebalance("all", 0, HOSTS - 1, 5).select(guests, host -> true)).isEmpty();
  }
}
