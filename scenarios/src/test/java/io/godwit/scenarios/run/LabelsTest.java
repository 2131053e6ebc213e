package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.Summary.RunFacts;
import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Words in events that say what came of something, and who decides it, are for people. Written over
 * in every event of every run of the library, they change no verdict, no finding and no figure. The
 * drains of a rack and of a row are left out for their size: nobody touches a device in them.
 */
class LabelsTest {

  /** Components that hold such words, whatever their event. */
  private static final Set<String> LABELS =
      Set.of("effect", "decidedBy", "choice", "fate", "queues", "reason");

  static Stream<String> scenarios() throws IOException {
    return Recorded.library().stream().filter(name -> !name.endsWith("-drain"));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void should_come_to_the_same_without_its_labels(String name) throws Exception {
    for (Recorded.Run run : Recorded.runs(name)) {
      List<RecordedEvent> events = Recorded.events(run.file(), (id, own) -> own);
      List<RecordedEvent> blank = events.stream().map(LabelsTest::withoutLabels).toList();
      assertThat(verdict(blank, run)).as(run.name()).isEqualTo(verdict(events, run));
    }
  }

  private static String verdict(List<RecordedEvent> events, Recorded.Run run) {
    var projection = new RunProjection();
    events.forEach(projection::accept);
    Summary summary =
        Summary.of(
            projection,
            new RunFacts("", true, 0, run.file().scenario().plannedFaults(), false),
            unjudged ->
                Expectations.judge(run.file().scenario().expectations(), unjudged, projection));
    return summary.verdict()
        + summary.invariants().stream()
            .map(each -> each.name() + each.result() + each.detail())
            .toList()
        + summary.expectations()
        + summary.downtimeMillis()
        + summary.migrations()
        + summary.bytes();
  }

  static RecordedEvent withoutLabels(RecordedEvent recorded) {
    Event event = blank(recorded.event());
    return new RecordedEvent(
        recorded.order(),
        recorded.entity(),
        recorded.sequence(),
        new Occurrence(recorded.at(), recorded.occurrence().step(), event));
  }

  private static Event blank(Event event) {
    try {
      RecordComponent[] components = event.getClass().getRecordComponents();
      var types = new Class<?>[components.length];
      var values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = components[i].getAccessor().invoke(event);
        if (types[i] == String.class && LABELS.contains(components[i].getName())) {
          values[i] = "blank";
        }
      }
      return (Event) event.getClass().getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(event + " cannot be rebuilt", e);
    }
  }
}
