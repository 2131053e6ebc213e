package io.godwit.model.guest;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * Dirties as many bytes as it writes, up to the working set, as SimGrid has it: no write ever falls
 * on what is dirty already. It forgets at each question what was dirty before.
 */
record LinearWrites(Workload workload) implements DirtyModel {

  @Override
  public DirtyPages dirtied(SimDuration from, SimDuration to) {
    long pages = GuestMemory.pagesOf(dirtiedBytes(from, to));
    return DirtyPages.spread(workload.workingSet(), Math.min(pages, workload.workingSet().pages()));
  }

  @Override
  public ByteCount dirtiedBytes(SimDuration from, SimDuration to) {
    ByteCount written = workload.writes().bytesIn(to.minus(from));
    return written.compareTo(workload.most()) < 0 ? written : workload.most();
  }
}
