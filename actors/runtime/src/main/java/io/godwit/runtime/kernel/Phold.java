package io.godwit.runtime.kernel;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.runtime.entity.EntityShell;
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

  /** What is thrown to a process, by its number. */
  private record Ball(int process) implements Message {}

  private static final String PREFIX = "lp-";

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
    var kernel = new Kernel[1];
    kernel[0] =
        new Kernel(
            id -> {
              RandomStream draw = draws.get(number(id));
              return PlainActor.create(id, delivery -> List.of(next(ids, draw)), kernel[0]);
            },
            ConfigFactory.empty());
    return started(kernel[0], ids, draws);
  }

  /** As {@link #onKernel()}, but every delivery persists an event before it sends. */
  public Running persisting(Config journal) {
    List<EntityId> ids = ids();
    List<RandomStream> draws = draws(ids);
    var kernel = new Kernel[1];
    kernel[0] =
        new Kernel(
            id -> {
              var process = new LogicalProcess(ids, draws.get(number(id)));
              return EntityShell.create(id, process, kernel[0], (entity, occurrence) -> {});
            },
            journal);
    return started(kernel[0], ids, draws);
  }

  private static int number(EntityId id) {
    return Integer.parseInt(id.name().substring(PREFIX.length()));
  }

  /** One process as an event-sourced entity; its event is of the size of a usual one. */
  private final class LogicalProcess implements Entity<Balls> {
    private final List<EntityId> ids;
    private final RandomStream draw;

    LogicalProcess(List<EntityId> ids, RandomStream draw) {
      this.ids = ids;
      this.draw = draw;
    }

    @Override
    public Balls initial() {
      return new Balls();
    }

    @Override
    public void decide(UnitOfWork<Balls> unit, Message message) {
      long count = unit.state().count;
      unit.record(
          new RoundFinished(
              (int) (count + 1),
              ByteCount.of(unit.now().nanos()),
              ByteCount.of(count),
              SimDuration.ofNanos(unit.now().nanos())));
      Outgoing next = next(ids, draw);
      unit.send(next.to(), next.delay(), next.message());
    }
  }

  /** How many balls a process has had. */
  private static final class Balls implements State {
    private long count;

    @Override
    public void evolve(SimTime at, Event event) {
      count++;
    }
  }

  private Running started(Kernel kernel, List<EntityId> ids, List<RandomStream> draws) {
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
    int to = (int) draw.below(processes);
    return new Outgoing(ids.get(to), SimDuration.ofNanos(delayNanos(draw)), new Ball(to));
  }

  /** Starts it on the bare event queue, without actors. */
  public Running onBareQueue() {
    List<EntityId> ids = ids();
    List<RandomStream> draws = draws(ids);
    List<Party> parties = ids.stream().map(Party::new).toList();
    var queue = new EventQueue();
    for (int i = 0; i < processes; i++) {
      for (int ball = 0; ball < population; ball++) {
        put(queue, 0, parties, i, draws);
      }
    }
    return new Running() {
      @Override
      public long run(long messages) {
        long atNanos = 0;
        for (long delivered = 0; delivered < messages; delivered++) {
          var next = (UnderWay) queue.take();
          atNanos = next.atNanos;
          put(queue, atNanos, parties, ((Ball) next.message).process(), draws);
        }
        return atNanos;
      }

      @Override
      public void close() {}
    };
  }

  private void put(
      EventQueue queue, long nowNanos, List<Party> parties, int from, List<RandomStream> draws) {
    int to = (int) draws.get(from).below(processes);
    long at = nowNanos + delayNanos(draws.get(from));
    Party source = parties.get(from);
    queue.add(source.sends(new Ball(to), parties.get(to), at));
  }

  private long delayNanos(RandomStream draw) {
    double unit = (draw.nextLong() >>> 11) * 0x1p-53;
    return lookaheadNanos + (long) (-StrictMath.log(1 - unit) * meanNanos);
  }

  private List<EntityId> ids() {
    var ids = new ArrayList<EntityId>(processes);
    for (int i = 0; i < processes; i++) {
      ids.add(EntityId.hypervisor(PREFIX + i));
    }
    return ids;
  }

  private List<RandomStream> draws(List<EntityId> ids) {
    return ids.stream().map(id -> RandomStream.of(seed, id, "phold")).toList();
  }
}
