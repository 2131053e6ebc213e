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

  /** PHOLD under way: it goes on where it stopped. */
  public interface Running extends AutoCloseable {

    /** Makes {@code messages} more deliveries; gives a fingerprint of all that happened so far. */
    long run(long messages);

    @Override
    void close();
  }

  /** Starts it on the kernel, through actors; close it on the same thread. */
  public Running onKernel() {
    List<EntityId> ids = ids();
    List<RandomStream> draws = draws(ids);
    var holder = new Kernel[1];
    holder[0] =
        new Kernel(
            id -> {
              RandomStream draw = draws.get(Integer.parseInt(id.name().substring(3)));
              return PlainShell.create(id, delivery -> List.of(next(ids, draw)), holder[0]);
            },
            ConfigFactory.empty());
    Kernel kernel = holder[0];
    for (int i = 0; i < processes; i++) {
      for (int ball = 0; ball < population; ball++) {
        kernel.send(ids.get(i), next(ids, draws.get(i)));
      }
    }
    return new Running() {
      @Override
      public long run(long messages) {
        long end = kernel.deliveries() + messages;
        kernel.run(() -> kernel.deliveries() < end);
        return kernel.digest();
      }

      @Override
      public void close() {
        kernel.close();
      }
    };
  }

  private Outgoing next(List<EntityId> ids, RandomStream draw) {
    EntityId to = ids.get((int) draw.below(processes));
    return new Outgoing(to, SimDuration.ofNanos(delayNanos(draw)), BALL);
  }

  /** Starts it on the bare event queue, without actors. */
  public Running onBareQueue() {
    List<EntityId> ids = ids();
    List<RandomStream> draws = draws(ids);
    List<Source> sources = ids.stream().map(Source::new).toList();
    var queue = new EventQueue();
    for (int i = 0; i < processes; i++) {
      for (int ball = 0; ball < population; ball++) {
        put(queue, 0, sources, i, draws);
      }
    }
    return new Running() {
      @Override
      public long run(long messages) {
        long atNanos = 0;
        for (long delivered = 0; delivered < messages; delivered++) {
          Scheduled next = queue.take();
          atNanos = next.atNanos;
          next.action.run();
        }
        return atNanos;
      }

      @Override
      public void close() {}
    };
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
