package io.godwit.model.guest;

import java.util.function.Function;

/** The dirty-page models there are, each with what makes one from a workload. */
public enum DirtyModels {
  IDLE("idle", "writes nothing", workload -> new DirtyModel.Nothing()),
  UNIFORM("uniform", "writes any page of the working set", RandomWrites::uniform),
  HOT_COLD(
      "hot-cold",
      "writes mostly a few hot pages, else any other page of the working set",
      RandomWrites::hotCold),
  SEQUENTIAL("sequential", "goes round the working set page by page", SequentialWrites::new),
  LINEAR(
      "linear",
      "dirties what it writes, to the byte, up to the working set: as SimGrid has it",
      LinearWrites::new),
  ZIPF("zipf", "writes the k-th page of the working set k^-exponent as often", RandomWrites::zipf),
  DRIFT(
      "drift",
      "writes mostly a few hot pages, and every period to the next few",
      DriftingWrites::of),
  PHASED("phased", "writes as other models do, by turns", PhasedWrites::of),
  TRACE("trace", "dirties as many pages as a trace says, in address order", TracedWrites::of);

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
  private final Function<Workload, DirtyModel> constructor;

  DirtyModels(String word, String about, Function<Workload, DirtyModel> constructor) {
    this.word = word;
    this.about = about;
    this.constructor = constructor;
  }

  /** The stable name that scenario files and events use. */
  public String word() {
    return word;
  }

  /** Whether it needs no phases and no trace, so that it can be one of several phases. */
  public boolean isOnItsOwn() {
    return this != PHASED && this != TRACE;
  }

  /** One line for help texts and reference tables. */
  public String about() {
    return about;
  }

  /** Refuses a workload that lacks what this kind cannot do without: a period, phases, a trace. */
  public DirtyModel of(Workload workload) {
    return constructor.apply(workload);
  }
}
