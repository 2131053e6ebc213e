package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Values.Found;

/** What is wrong with the keys of a fault. */
final class FaultProblems {

  private final Binder binder;

  FaultProblems(Binder binder) {
    this.binder = binder;
  }

  void problem(Found at, String message) {
    binder.problem(at, message);
  }

  void problem(Values fault, Key<?> key, String message) {
    binder.problem(fault.find(key).orElseThrow(), message);
  }

  void needs(Values fault, Key<?> key) {
    if (!binder.isWrong(fault.path(), key)) {
      whole(
          fault, "a fault of kind %s needs '%s'".formatted(fault.get(FaultBlock.KIND), key.name()));
    }
  }

  void whole(Values fault, String message) {
    binder.problem(fault.place(), fault.path(), message);
  }

  /** A key that was given counts. */
  void goesWith(Values fault, Key<?> key, boolean fits, String why) {
    fault
        .given(key)
        .filter(any -> !fits)
        .ifPresent(
            found -> problem(found, "it would have no effect: %s; leave it out".formatted(why)));
  }

  void both(Values fault, Key<?> one, Key<?> other, String why) {
    if (fault.has(one, other)) {
      problem(
          fault,
          other,
          "'%s' and '%s' do not go together: %s; leave out either"
              .formatted(one.name(), other.name(), why));
    }
  }
}
