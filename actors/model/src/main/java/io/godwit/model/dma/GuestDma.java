package io.godwit.model.dma;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyPages;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Turn;
import io.godwit.model.precopy.WireFormat;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All that the devices of a guest write into its memory.
 *
 * <p>Devices work at the pace of their guest: one that is throttled gives them fewer buffers.
 */
public final class GuestDma {

  private final GuestMemory memory;
  private final Untracked untracked;
  private final List<DmaDevice> devices = new ArrayList<>();
  private long placed;

  /** Nothing yet. */
  public GuestDma(GuestMemory memory, Untracked untracked) {
    this.memory = memory;
    this.untracked = untracked;
  }

  /**
   * Adds a device, whose buffers lie below those of the one before, the first one's at the end of
   * what the guest has ever written.
   *
   * @param requestsPerSecond on all its queues together
   * @param command that a question takes it, with the way there and back
   * @param rate at which it hands over what it knows
   */
  public void add(
      DmaSettings settings, long requestsPerSecond, SimDuration command, ByteRate rate) {
    long pages = Math.max(1, GuestMemory.pagesOf(settings.buffers()));
    long end = Math.max(pages, memory.filledPages() - placed);
    placed += pages;
    devices.add(
        new DmaDevice(
            settings.writes(requestsPerSecond, new PageRange(end - pages, pages)),
            settings.tracker(),
            settings.unit() == 0 ? memory.backing() : settings.unit(),
            command,
            rate));
  }

  /** Whether no device writes anything. */
  public boolean isEmpty() {
    return devices.isEmpty();
  }

  /** What a hypervisor sees change that keeps account of what it can. */
  public DirtyModel seenWith(DirtyModel guest) {
    return isEmpty() ? guest : new Seen(guest, this);
  }

  /** What the guest writes, and what its devices are seen to write besides. */
  private record Seen(DirtyModel guest, GuestDma devices) implements DirtyModel {
    @Override
    public DirtyPages dirtied(SimDuration from, SimDuration to) {
      return guest.dirtied(from, to).plus(devices.told(from, to));
    }
  }

  /** Has somebody ask the devices whenever an engine asks for dirty pages. */
  public Turn watch(Turn first) {
    return isEmpty() ? first : DmaSession.begin(first, this);
  }

  private DirtyPages told(SimDuration from, SimDuration to) {
    return sum(from, to, DmaDevice::isTracked, true);
  }

  private DirtyPages sum(
      SimDuration from, SimDuration to, Predicate<DmaDevice> which, boolean asTold) {
    DirtyPages sum = DirtyPages.NONE;
    for (DmaDevice device : devices) {
      if (which.test(device)) {
        sum = sum.plus((asTold ? device.told() : device.writes()).dirtied(from, to));
      }
    }
    return sum;
  }

  /** How long it takes to ask all of them. */
  SimDuration sync(SimDuration from, SimDuration to) {
    var asked = new ArrayList<DirtyTrackers>();
    SimDuration sum = SimDuration.ZERO;
    for (DmaDevice device : devices) {
      if (!device.tracker().oncePerGuest() || !asked.contains(device.tracker())) {
        sum = sum.plus(device.sync(from, to, memory.pages()));
        asked.add(device.tracker());
      }
    }
    return sum;
  }

  private boolean goesUntracked(DmaDevice device) {
    return !device.isTracked() && untracked != Untracked.SUSPEND_DEVICES;
  }

  /** Pages that they wrote, whoever knows of it; of those that nobody asks, since the beginning. */
  long written(SimDuration from, SimDuration to) {
    DirtyPages tracked = sum(from, to, DmaDevice::isTracked, false);
    return tracked.plus(sum(SimDuration.ZERO, to, this::goesUntracked, false)).count();
  }

  /** Of those, the pages that are sent again. */
  long covered(SimDuration from, SimDuration to) {
    return countsAll() ? written(from, to) : sum(from, to, DmaDevice::isTracked, false).count();
  }

  /** Pages that are told of, and with that sent. */
  long toldOf(SimDuration from, SimDuration to) {
    return told(from, to).count();
  }

  /** Whether all memory is sent at the stop, since a device may have written any of it. */
  boolean countsAll() {
    return untracked == Untracked.COUNT_ALL
        && devices.stream().anyMatch(device -> !device.isTracked());
  }

  ByteCount allMemory() {
    return WireFormat.of(ConvergenceAids.NONE).ofAll(memory);
  }
}
