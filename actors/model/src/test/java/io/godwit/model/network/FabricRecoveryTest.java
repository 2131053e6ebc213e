package io.godwit.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricMessage.ChangeLink;
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
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.LinkedHashMap;

/**
 * Two fabrics live through the same, and one of them is stopped after every message: nobody can
 * tell which. Whatever was asked of them, every flow ends, and its bytes are those of its links.
 */
class FabricRecoveryTest {

  private static final long RATE = 1_000_000;

  @Property(tries = 30)
  void should_not_be_told_from_one_that_was_never_stopped(Gen gen) {
    var world = new FabricWorld(topology(gen));
    boolean round = gen.chance(50);
    SimTime last = SimTime.ZERO;
    for (int i = 0; i < 30; i++) {
      last = gen.chance(30) ? last : last.plus(SimDuration.ofNanos(amount(gen, round) * 1_000));
      world.ask(last, asker(gen), input(gen, world.topology(), i, round));
    }
    SimTime mended = last.plus(SimDuration.ofSeconds(1));
    for (int link = 0; link < world.topology().links(); link++) {
      world.ask(mended, EntityId.fleet(), new ChangeLink(link, ByteRate.of(RATE)));
    }
    world.run();
    assertThat(world.open()).isEmpty();
    world.ask(world.now(), EntityId.fleet(), new ReportUsage());
    world.run();
    var carried = new LinkedHashMap<String, Long>();
    world.usage().forEach(link -> carried.put(link.link(), link.carried().bytes()));
    assertThat(carried).containsExactlyInAnyOrderEntriesOf(world.crossed());
  }

  private static Topology topology(Gen gen) {
    var shape =
        FabricShape.of(
            1,
            gen.between(1, 2),
            gen.between(2, 3),
            ByteRate.of(RATE),
            ByteRate.of(RATE * gen.between(1, 3)),
            SimDuration.ofMicros(gen.between(0, 100)));
    return new Topology(
        shape, Wiring.NONE, gen.chance(60) ? NetworkModels.MAXMIN : NetworkModels.LV08);
  }

  /** Bytes, or microseconds at the full rate: round ones make ends and questions coincide. */
  private static long amount(Gen gen, boolean round) {
    return round ? 1_000L * gen.between(0, 12) : gen.magnitude(RATE);
  }

  private static EntityId asker(Gen gen) {
    return EntityId.migration("m" + gen.between(0, 1));
  }

  private static Message input(Gen gen, Topology topology, int number, boolean round) {
    if (gen.chance(15)) {
      var rate = ByteRate.of(gen.chance(40) ? 0 : 1 + gen.magnitude(RATE));
      return new ChangeLink(gen.between(0, topology.links() - 1), rate);
    } else if (gen.chance(20)) {
      return new StopFlow(gen.between(0, number));
    }
    return new StartFlow(
        number,
        topology.hostName(gen.between(0, topology.hosts() - 1)),
        topology.hostName(gen.between(0, topology.hosts() - 1)),
        ByteCount.of(amount(gen, round)),
        ByteCount.ZERO,
        gen.chance(60) ? FlowTable.UNLIMITED : ByteRate.of(1 + gen.magnitude(RATE)),
        gen.chance(60)
            ? new SimDuration(Long.MAX_VALUE)
            : SimDuration.ofNanos(amount(gen, round) * 1_000),
        gen.chance(80)
            ? new SimDuration(Long.MAX_VALUE)
            : SimDuration.ofNanos(amount(gen, round) * 1_000));
  }
}
