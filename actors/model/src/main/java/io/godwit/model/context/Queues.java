package io.godwit.model.context;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;

/**
 * The rings of a member's guest, and how far the device is with them. Available and used positions
 * lie in the guest's memory and move with it; the device keeps its own indexes. While both work,
 * positions follow from how long they did.
 */
public final class Queues implements StatePart {

  private static final long PER_SECOND = 1_000_000_000L;

  private final transient MemberSettings settings;
  private final List<RingPositions> positions = new ArrayList<>();

  Queues(MemberSettings settings) {
    this.settings = settings;
    restart();
  }

  public List<RingPositions> positions() {
    return List.copyOf(positions);
  }

  /** A guest takes the device into use. */
  public void restart() {
    positions.clear();
    for (int queue = 0; queue < settings.queues(); queue++) {
      positions.add(RingPositions.none(queue));
    }
  }

  /** They are as they were seen. Memory may have rings of more queues than the device has. */
  public void set(List<RingPositions> seen) {
    seen.stream()
        .filter(each -> each.queue() < positions.size())
        .forEach(each -> positions.set(each.queue(), each));
  }

  /** Whether the device has missed a request on this queue and nobody will tell it of another. */
  boolean isDeaf(int queue) {
    return queue < positions.size() && positions.get(queue).waiting() > 0;
  }

  /** Whether anything waits to be fetched. */
  public boolean anyWaits() {
    return positions.stream().anyMatch(each -> each.waiting() > 0);
  }

  /** After the device and its guest have worked for {@code length} more. */
  void advance(SimDuration length, boolean drained) {
    positions.replaceAll(each -> after(each, length, drained));
  }

  private RingPositions after(RingPositions before, SimDuration length, boolean drained) {
    long more =
        WideMath.multiplyDivideFloor(settings.requestsPerSecond(), length.nanos(), PER_SECOND);
    if (before.waiting() > 0) {
      long most = before.used() + Rings.QUEUE_SIZE;
      long available = Math.max(before.available(), Math.min(before.available() + more, most));
      return new RingPositions(before.queue(), available, before.fetched(), 0, 0, before.empty())
          .drained();
    }
    long available = before.available() + more;
    int open = drained ? 0 : settings.inFlightPerQueue();
    int completed = drained ? 0 : settings.completedPerQueue();
    int empty =
        drained && settings.returnsEmpty()
            ? settings.inFlightPerQueue() - settings.completedPerQueue()
            : 0;
    long used = Math.max(before.used(), available - open);
    return new RingPositions(
        before.queue(),
        available,
        available,
        Math.max(used, available - open + completed),
        used,
        before.empty() + empty);
  }

  /** The device takes indexes over that came in a context; memory has come by itself. */
  void takeOver(List<ContextField> fields) {
    for (ContextField field : fields) {
      if (field.type() == ContextField.QUEUE_RUN_STATE && field.instance() < positions.size()) {
        RingPositions memory = positions.get(field.instance());
        int index = GuestDevice.lastUsed(field.value(), settings.packed());
        boolean knowsMemory = !memory.equals(RingPositions.none(field.instance()));
        long used = knowsMemory ? lift(memory.used(), index) : index;
        long fetched = lift(used, GuestDevice.lastAvailable(field.value(), settings.packed()));
        positions.set(
            field.instance(),
            new RingPositions(
                field.instance(),
                Math.max(memory.available(), fetched),
                fetched,
                used,
                used,
                memory.empty()));
      }
    }
  }

  /** Nothing came but memory: what was used is all that the device knows of (1.4). */
  void derive() {
    positions.replaceAll(
        each ->
            new RingPositions(
                each.queue(),
                each.available(),
                each.used(),
                each.used(),
                each.used(),
                each.empty()));
  }

  /** The position near another one that has this index, which counts on to its modulus. */
  private long lift(long near, int index) {
    long modulus = settings.packed() ? 2L * Rings.QUEUE_SIZE : 1L << 16;
    long ahead = Math.floorMod(index - near, modulus);
    return near + (ahead < modulus / 2 ? ahead : ahead - modulus);
  }
}
