package io.godwit.dashboards.export;

import io.godwit.dashboards.export.Exits.RunName;
import io.godwit.dashboards.export.Plot.Axis;
import io.godwit.dashboards.export.Plot.Point;
import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.fleet.Tally;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Figures of a run for papers: what guests feel, why, and how the work gets on. */
final class FigureFolder implements Exit {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int WORST = 25;

  private final Path folder;
  private final RunName run;
  private final RunProjection projection = new RunProjection();
  private final Tally tally = new Tally();
  private final List<Point> unsettled = new ArrayList<>();
  private final List<Point> running = new ArrayList<>();

  FigureFolder(Path folder, RunName run) {
    this.folder = folder;
    this.run = run;
  }

  @Override
  public void accept(RecordedEvent recorded) {
    projection.accept(recorded);
    if (recorded.event() instanceof FleetEvent event) {
      tally.take(recorded.at(), event);
      double at = recorded.at().nanos() / NANOS_PER_SECOND;
      put(unsettled, at, (double) (tally.planned() - tally.settled()));
      put(running, at, tally.running());
    }
  }

  /** A point only where something changes, and one for each moment. */
  private static void put(List<Point> points, double at, double value) {
    Point last = points.isEmpty() ? new Point(-1, -1) : points.get(points.size() - 1);
    if (last.y() != value) {
      if (last.x() == at) {
        points.remove(points.size() - 1);
      }
      points.add(new Point(at, value));
    }
  }

  @Override
  public void end() throws IOException {
    Files.createDirectories(folder);
    double until = projection.end().nanos() / NANOS_PER_SECOND;
    write("guests-left", overTime("guests left", unsettled, until));
    write("concurrency", overTime("migrations at once", running, until));
    write("downtime-ecdf", downtimes());
    write("downtime-phases", phases());
  }

  private void write(String name, Plot plot) throws IOException {
    Files.writeString(folder.resolve(name + ".svg"), plot.svg());
  }

  private Plot overTime(String what, List<Point> points, double until) {
    double most = points.stream().mapToDouble(Point::y).max().orElse(0);
    var all = new ArrayList<>(points);
    if (!points.isEmpty()) {
      all.add(new Point(until, points.get(points.size() - 1).y()));
    }
    return new Plot(
            run.name() + ": " + what,
            Axis.linear("virtual time (s)", until),
            Axis.linear(what, most))
        .steps("", all);
  }

  private Plot downtimes() {
    List<Double> sorted =
        projection.migrations().stream()
            .flatMap(row -> row.downtimes().stream())
            .map(SimDuration::toMillis)
            .sorted()
            .toList();
    var points = new ArrayList<Point>();
    for (int i = 0; i < sorted.size(); i++) {
      points.add(new Point(sorted.get(i), (i + 1.0) / sorted.size()));
    }
    double least = sorted.isEmpty() ? 1 : sorted.get(0);
    double most = sorted.isEmpty() ? 10 : sorted.get(sorted.size() - 1);
    String title = run.name() + ": downtime of " + Counted.of(sorted.size(), "stop");
    return new Plot(
            title, Axis.decades("downtime (ms)", least, most), Axis.linear("share of stops", 1))
        .steps("", points);
  }

  private Plot phases() {
    List<MigrationRow> worst =
        projection.migrations().stream()
            .filter(MigrationRow::completed)
            .sorted(
                Comparator.comparing((MigrationRow row) -> row.downtime().orElseThrow())
                    .reversed()
                    .thenComparing(MigrationRow::migration))
            .limit(WORST)
            .toList();
    double most = worst.isEmpty() ? 1 : worst.get(0).downtime().orElseThrow().toMillis();
    List<Phase> parts = Arrays.stream(Phase.values()).filter(Phase::inDowntime).toList();
    var plot =
        new Plot(
            "%s: the %d longest downtimes".formatted(run.name(), worst.size()),
            Axis.linear("downtime (ms), by phase", most * 1.3),
            Axis.linear("rank, longest on top", worst.size() + 1.0));
    for (int i = 0; i < worst.size(); i++) {
      double from = 0;
      for (int part = 0; part < parts.size(); part++) {
        double to = from + worst.get(i).in(parts.get(part)).toMillis();
        plot.bar(part, (double) worst.size() - i, from, to);
        from = to;
      }
    }
    return plot.legend(parts.stream().map(Phase::word).toList());
  }
}
