package io.godwit.runtime.kernel;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The kernel's order without its actors: whoever serves an entity is called at once, on the thread
 * that runs it. For runs that are thrown away, of which there are many; to start and to stop an
 * actor system costs more than a small run.
 */
public final class DirectKernel {

  /** Serves a delivery, and sends what follows from it. */
  @FunctionalInterface
  public interface Server {
    void serve(EntityId entity, Delivery delivery);
  }

  private final EventQueue events = new EventQueue();
  private final Map<EntityId, Party> parties = new LinkedHashMap<>();
  private long nowNanos;
  private long step;

  /** What is being served; empty before the first delivery. */
  private Optional<UnderWay> served = Optional.empty();

  public SimTime now() {
    return new SimTime(nowNanos);
  }

  /** How many messages have been delivered. */
  public long deliveries() {
    return step;
  }

  /** Puts a message on its way from {@code from}; it arrives after its delay. */
  public void send(EntityId from, Outgoing outgoing) {
    long atNanos = Math.addExact(nowNanos, outgoing.delay().nanos());
    events.add(
        outgoing.putOff()
            ? served.orElseThrow().putOff(atNanos)
            : party(from).sends(outgoing.message(), party(outgoing.to()), atNanos));
  }

  private Party party(EntityId id) {
    return parties.computeIfAbsent(id, Party::new);
  }

  /**
   * Delivers until nothing is under way any more or {@code goOn}, asked before each delivery, says
   * stop; says whether it came to the end.
   */
  public boolean run(Server server, BooleanSupplier goOn) {
    while (!events.isEmpty()) {
      if (!goOn.getAsBoolean()) {
        return false;
      }
      var next = (UnderWay) events.take();
      nowNanos = next.atNanos;
      step++;
      served = Optional.of(next);
      server.serve(next.to.id, next.delivery(step));
    }
    return true;
  }
}
