package io.godwit.scenarios.oracle;

import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What engines make of a trial's migrations, from their inputs alone. */
final class Prediction {

  /** By QEMU's count; in the passes up to the one before, pages are sent that hold zeros. */
  static final int FIRST_SYNC = 3;

  private Prediction() {}

  /**
   * The engines' courses, each read off after the migration's patience where it has not ended
   * before: somebody who watches for 30 s cannot tell what would have happened after 40.
   */
  static List<Result> of(Trial trial, TestBed bed) {
    List<Course> courses = Rehearsal.of(trial, bed);
    var results = new ArrayList<Result>();
    for (int i = 0; i < courses.size(); i++) {
      results.add(result(courses.get(i), trial.migrations().get(i).inputs(), bed));
    }
    return results;
  }

  static Result of(Measurement alone, TestBed bed) {
    return of(Trial.alone(alone), bed).get(0);
  }

  /**
   * What a sync found is what is left after it and was not before.
   *
   * @param which of the trial's migrations
   */
  static SortedMap<Integer, DirtySync> syncs(Trial trial, int which, TestBed bed) {
    var syncs = new TreeMap<Integer, DirtySync>();
    long pageBytes = trial.migrations().get(which).inputs().pageBytes();
    long before = 0;
    int count = 1;
    for (Course.Ended round : Rehearsal.of(trial, bed).get(which).rounds()) {
      count++;
      long left = round.report().dirtied().bytes() / GuestMemory.PAGE_BYTES;
      long sent = Math.round((double) round.report().sent().bytes() / pageBytes);
      if (count >= FIRST_SYNC) {
        double at = bed.setup().plus(round.after()).toMillis() / 1000.0;
        syncs.put(count, new DirtySync(at, left - before + sent, round.throttlePercent()));
      }
      before = left;
    }
    return syncs;
  }

  private static Result result(Course course, Inputs inputs, TestBed bed) {
    SimDuration took = bed.setup().plus(course.took());
    return new Result(
        course.isCompleted(),
        took.toMillis(),
        course.rounds().size() + uncountedSyncs(inputs, course.isCompleted()),
        course.sent().bytes(),
        course.isCompleted()
            ? OptionalDouble.of(bed.stop().plus(course.stood()).toMillis())
            : OptionalDouble.empty());
  }

  /** QEMU counts a sync at the setup and one at the stop, neither of which ends a round. */
  private static long uncountedSyncs(Inputs inputs, boolean stopped) {
    if (!inputs.engine().isQemu()) {
      return 0;
    }
    return stopped ? 2 : 1;
  }
}
