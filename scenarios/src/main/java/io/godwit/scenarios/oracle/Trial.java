package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.Engines;
import io.godwit.model.unit.ByteRate;
import java.util.List;
import java.util.Optional;

/**
 * Migrations that were measured together.
 *
 * @param link that they shared; empty for one that was as fast as the hosts
 * @param migrations one or more
 */
record Trial(Optional<ByteRate> link, List<Measurement> migrations) {

  /** What TCP brings through of a shaped link's rate: 1,448 bytes of 1,514 of an Ethernet frame. */
  private static final long PAYLOAD = 1448;

  private static final long FRAME = 1514;

  Trial {
    migrations = List.copyOf(migrations);
  }

  static Trial alone(Measurement migration) {
    return new Trial(Optional.empty(), List.of(migration));
  }

  static ByteRate goodput(long bitsPerSecond) {
    return new ByteRate(bitsPerSecond / 8 * PAYLOAD / FRAME);
  }

  Trial withEngine(Engines engine) {
    return new Trial(
        link,
        migrations.stream().map(each -> each.with(each.inputs().withEngine(engine))).toList());
  }

  TestBed bed() {
    return TestBed.of(migrations.get(0).inputs().accel()).orElseThrow();
  }
}
