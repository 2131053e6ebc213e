package io.godwit.scenarios.oracle;

import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What engines make of a trial's migrations, from their inputs alone. */
final class Prediction {

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

  private static Result result(Course course, Inputs inputs, TestBed bed) {
    SimDuration took = bed.setup().plus(course.took());
    return new Result(
        course.isCompleted(),
        took.toMillis(),
        course.rounds() + uncountedSyncs(inputs, course.isCompleted()),
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
