package io.godwit.model.guest;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * Which pages a guest writes to, as a function of how long it has run. Time is the guest's own: it
 * stands still while the guest is stopped and runs slower while its processors are throttled.
 */
public interface DirtyModel {

  /** Of a host on which a guest writes as fast as its workload says, in percent. */
  int FULL_SPEED = 100;

  /**
   * The distinct pages written after the guest has run for {@code from} and before it has run for
   * {@code to}: the expectation, rounded to the nearest whole page. The cost does not depend on the
   * length of the interval nor on the size of the memory.
   */
  DirtyPages dirtied(SimDuration from, SimDuration to);

  /** The same in bytes, for engines that do not know pages; only the linear kind is finer. */
  default ByteCount dirtiedBytes(SimDuration from, SimDuration to) {
    return ByteCount.of(dirtied(from, to).count()).times(GuestMemory.PAGE_BYTES);
  }

  /** The pages dirty at {@code to} when {@code already} were dirty at {@code from}. */
  default DirtyPages dirtied(DirtyPages already, SimDuration from, SimDuration to) {
    return already.plus(dirtied(from, to));
  }

  /** The same writes as a hypervisor sees it that tracks units of {@code pages}. */
  default DirtyModel trackedIn(long pages) {
    return pages == 1 ? this : new InUnits(this, pages);
  }

  /** The same writes of a guest that gets so much of its time in {@code percent} of that time. */
  default DirtyModel atSpeed(int percent) {
    return percent == FULL_SPEED ? this : new AtSpeed(this, percent);
  }

  /**
   * The same guest, having run for {@code lead} already when its time is taken to begin. Whether it
   * is then at another place than at its beginning depends on the kind, which says so.
   */
  default DirtyModel after(SimDuration lead) {
    return new After(this, lead);
  }

  /** Of a guest that writes nothing; values as all of these, for states hold and show them. */
  record Nothing() implements DirtyModel {
    @Override
    public DirtyPages dirtied(SimDuration from, SimDuration to) {
      return DirtyPages.NONE;
    }
  }

  /** As {@link #trackedIn}. */
  record InUnits(DirtyModel writes, long pages) implements DirtyModel {
    @Override
    public DirtyPages dirtied(SimDuration from, SimDuration to) {
      return writes.dirtied(from, to).inUnitsOf(pages);
    }
  }

  /** As {@link #atSpeed}. */
  record AtSpeed(DirtyModel writes, int percent) implements DirtyModel {
    @Override
    public DirtyPages dirtied(SimDuration from, SimDuration to) {
      return writes.dirtied(from.scaled(percent, FULL_SPEED), to.scaled(percent, FULL_SPEED));
    }
  }

  /** As {@link #after}. */
  record After(DirtyModel writes, SimDuration lead) implements DirtyModel {
    @Override
    public DirtyPages dirtied(SimDuration from, SimDuration to) {
      return writes.dirtied(lead.plus(from), lead.plus(to));
    }
  }
}
