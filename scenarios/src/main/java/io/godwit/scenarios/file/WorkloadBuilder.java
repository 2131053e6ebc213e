package io.godwit.scenarios.file;

import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.unit.ByteCount;

/** Turns the checked values of {@code dirtying} into a {@link Workload}. */
final class WorkloadBuilder {

  private WorkloadBuilder() {}

  /** Without a working set of its own, a guest writes its first {@code filledPages}. */
  static Workload build(Values dirtying, long filledPages) {
    Workload workload = writing(dirtying, filledPages);
    long set = workload.workingSet().pages();
    return workload
        .withPhases(
            ScenarioBuilder.blocks(dirtying, "phases").stream()
                .map(phase -> phase(phase, set))
                .toList())
        .withTrace(
            ScenarioBuilder.blocks(dirtying, "trace").stream()
                .map(WorkloadBuilder::interval)
                .toList());
  }

  private static Workload writing(Values values, long otherwisePages) {
    long pages =
        values.has("working-set")
            ? GuestMemory.pagesOf(ScenarioBuilder.size(values, "working-set"))
            : otherwisePages;
    ByteCount most =
        values.has("working-set")
            ? ScenarioBuilder.size(values, "working-set")
            : ByteCount.of(pages).times(GuestMemory.PAGE_BYTES);
    long hot = values.has("hot") ? GuestMemory.pagesOf(ScenarioBuilder.size(values, "hot")) : 0;
    return new Workload(
            new PageRange(0, pages),
            ScenarioBuilder.rate(values, "rate"),
            hot,
            hot == 0 ? 0 : values.count("share"))
        .withMost(most)
        .withExponent(values.count("exponent"))
        .withPeriod(ScenarioBuilder.duration(values, "period"));
  }

  private static Workload.Phase phase(Values values, long setPages) {
    return new Workload.Phase(
        ScenarioBuilder.duration(values, "for"),
        ScenarioBuilder.constant(DirtyModels.values(), DirtyModels::word, values.text("model")),
        writing(values, setPages));
  }

  private static Workload.TraceInterval interval(Values values) {
    return new Workload.TraceInterval(
        ScenarioBuilder.duration(values, "for"),
        GuestMemory.pagesOf(ScenarioBuilder.size(values, "dirties")));
  }
}
