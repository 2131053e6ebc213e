package io.godwit.dashboards.chart;

import io.godwit.model.event.RecordedEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the events that concern a migration into its chart. */
final class ChartReader {

  private final Canvas canvas = new Canvas();
  private final Moved moved;
  private final CourseLane course;
  private final GuestLane guest;
  private final MemoryLane memory;
  private final SourceLane source;
  private final DestinationLane destination;

  private ChartReader(Moved moved) {
    this.moved = moved;
    course = new CourseLane(canvas);
    guest = new GuestLane(canvas, moved);
    memory = new MemoryLane(canvas);
    source = new SourceLane(canvas, moved);
    destination = new DestinationLane(canvas, moved);
  }

  /**
   * @param events all that concern {@code migration}, in order; at least one
   * @param device the one to show, of several
   */
  static Chart read(String migration, List<RecordedEvent> events, Optional<String> device) {
    var reader = new ChartReader(Moved.of(migration, events, device));
    events.forEach(reader::accept);
    return reader.chart(events.get(events.size() - 1));
  }

  private void accept(RecordedEvent recorded) {
    moved.accept(recorded.event());
    course.accept(recorded);
    guest.accept(recorded);
    memory.accept(recorded);
    source.accept(recorded);
    destination.accept(recorded);
  }

  private Chart chart(RecordedEvent last) {
    course.finish(canvas.moment(last.at()));
    return new Chart(
        moved.migration(),
        "%s: %s from %s to %s"
            .formatted(moved.migration(), moved.vm(), moved.source(), moved.destination()),
        course.outcome(),
        lifelines(),
        Condensed.of(canvas.marks()),
        canvas.bars(),
        course.phases(),
        course.downtimes(),
        note());
  }

  private Map<Role, String> lifelines() {
    var names = new EnumMap<Role, String>(Role.class);
    names.put(Role.GUEST, moved.vm());
    names.put(Role.SOURCE, moved.source());
    names.put(Role.FABRIC, "");
    names.put(Role.DESTINATION, moved.destination());
    if (!moved.device().isEmpty()) {
      names.put(Role.DRIVER, "");
      names.put(Role.OWNER, moved.owner().substring(moved.owner().lastIndexOf('/') + 1));
      names.put(Role.MEMBER, Moved.shortName(moved.device()));
      names.put(Role.DEVICE, Moved.shortName(moved.counterpart()));
    }
    return names;
  }

  private Optional<String> note() {
    if (moved.devices() <= 1) {
      return Optional.empty();
    }
    String shown =
        moved.device().isEmpty() ? "none had begun to move" : moved.device() + " is shown";
    return Optional.of("of %d devices, %s".formatted(moved.devices(), shown));
  }
}
