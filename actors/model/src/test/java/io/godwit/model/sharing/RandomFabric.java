package io.godwit.model.sharing;

import io.godwit.model.sharing.ProgressiveFilling.Demand;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Small fabrics that are hard to share: leaf-spines, and links that routes cross at will. */
final class RandomFabric {

  private final Gen gen;
  private final List<Topology> topology;
  private final long capacityScale;
  final long[] capacity;

  RandomFabric(Gen gen) {
    this.gen = gen;
    capacityScale = gen.oneOf(List.of(7L, 1_000L, 3_125_000_000L, 1L << 36));
    if (gen.chance(50)) {
      topology = List.of(new Topology(shape()));
      capacity =
          LongStream.range(0, topology.get(0).links())
              .map(link -> topology.get(0).capacity((int) link).bytesPerSecond())
              .toArray();
    } else {
      topology = List.of();
      capacity = LongStream.range(0, gen.between(1, 12)).map(link -> capacity()).toArray();
    }
  }

  DrivenTable table() {
    return new DrivenTable(capacity.length, link -> ByteRate.of(capacity[link]));
  }

  /** Few distinct values, so that links tie; or any, so that they nearly do. */
  long capacity() {
    if (gen.chance(10)) {
      return 0;
    }
    return gen.chance(60) ? capacityScale * gen.between(1, 4) : 1 + gen.magnitude(capacityScale);
  }

  int link() {
    return gen.between(0, capacity.length - 1);
  }

  Demand demand(long id) {
    long cap = gen.chance(60) ? -1 : gen.chance(50) ? capacityScale / 3 : capacity();
    long size = gen.chance(3) ? 0 : 1 + gen.magnitude(capacityScale);
    return new Demand(id, route(), size, cap, gen.chance(80) ? 1 : gen.between(1, 5));
  }

  private List<Integer> route() {
    if (topology.isEmpty()) {
      return gen.listOf(1, Math.min(4, capacity.length), each -> link()).stream()
          .distinct()
          .toList();
    }
    int hosts = topology.get(0).hosts();
    int source = gen.between(0, hosts - 1);
    int destination = (source + gen.between(1, hosts - 1)) % hosts;
    return Arrays.stream(topology.get(0).route(source, destination)).boxed().toList();
  }

  private FabricShape shape() {
    var link = new ByteRate(capacityScale);
    var uplink = new ByteRate(Math.max(1, capacityScale * gen.between(1, 4) / 2));
    var shape =
        FabricShape.of(
            gen.between(1, 2),
            gen.between(1, 3),
            gen.between(2, 4),
            link,
            uplink,
            SimDuration.ZERO);
    return gen.chance(50) ? shape.withPodUplink(uplink) : shape;
  }
}
