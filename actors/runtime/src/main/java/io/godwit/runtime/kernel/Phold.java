package io.godwit.runtime.kernel;

import com.typesafe.config.ConfigFactory;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import io.godwit.runtime.entity.PlainShell;
import java.util.ArrayList;
import java.util.List;

/**
 * PHOLD, the usual benchmark of event-driven simulators: every message that a process gets makes it
 * send one to a process drawn at random, after an exponential delay. It runs on the kernel, through
 * Akka, and on the bare event queue, whose difference is what the actors cost.
 *
 * @param processes how many there are
 * @param population messages that each process starts with
 * @param lookaheadNanos the least delay
 * @param meanNanos the mean of what is added to it
 */
public record Phold(int processes, int population, long lookaheadNanos, long meanNanos, long seed) {

  private record Ball() implements Message {}

  private static final Ball BALL = new Ball();

  /** Runs {@code messages} deliveries through actors; gives the kernel's digest. */
  public long onKernel(long messages) {
    List<EntityId> ids = ids();
    List<RandomStream> draws = draws(ids);
    var kernel = new Kernel[1];
    kernel[0] =
        new Kernel(
            id -> {
              int self = Integer.parseInt(id.name().substring(3));
              return PlainShell.create(
                  id, delivery -> List.of(next(ids, draws.get(self))), kernel[0]);
            },
            ConfigFactory.empty());
    try (Kernel running = kernel[0]) {
      for (int i = 0; i < processes; i++) {
        for (int ball = 0; ball < population; ball++) {
          running.send(ids.get(i), next(ids, draws.get(i)));
        }
      }
      running.run(() -> running.deliveries() < messages);
      return running.digest();
    }
  }

  private Outgoing next(List<EntityId> ids, RandomStream draw) {
    EntityId to = ids.get((int) draw.below(processes));
    return new Outgoing(to, SimDuration.ofNanos(delayNanos(draw)), BALL);
  }

  /** Runs {@code messages} deliveries with nothing but the event queue; gives the last time. */
  public long onBareQueue(long messages) {
    List<EntityId> ids = ids();
    List<RandomStream> draws = draws(ids);
    List<Source> sources = ids.stream().map(Source::new).toList();
    var queue = new EventQueue();
    for (int i = 0; i < processes; i++) {
      for (int ball = 0; ball < population; ball++) {
        put(queue, 0, sources, i, draws);
      }
    }
    long atNanos = 0;
    for (long delivered = 0; delivered < messages; delivered++) {
      Scheduled next = queue.take();
      atNanos = next.atNanos;
      next.action.run();
    }
    return atNanos;
  }

  private void put(
      EventQueue queue, long nowNanos, List<Source> sources, int from, List<RandomStream> draws) {
    int to = (int) draws.get(from).below(processes);
    long at = nowNanos + delayNanos(draws.get(from));
    Source source = sources.get(from);
    queue.add(
        new Scheduled(at, source, source.nextSequence(), () -> put(queue, at, sources, to, draws)));
  }

  private long delayNanos(RandomStream draw) {
    double unit = (draw.nextLong() >>> 11) * 0x1p-53;
    return lookaheadNanos + (long) (-StrictMath.log(1 - unit) * meanNanos);
  }

  private List<EntityId> ids() {
    var ids = new ArrayList<EntityId>(processes);
    for (int i = 0; i < processes; i++) {
      ids.add(EntityId.hypervisor("lp-" + i));
    }
    return ids;
  }

  private List<RandomStream> draws(List<EntityId> ids) {
    return ids.stream().map(id -> RandomStream.of(seed, id, "phold")).toList();
  }
}
