package io.godwit.scenarios.cli;

import io.godwit.dashboards.report.EventLine;
import io.godwit.dashboards.report.JsonValues;
import io.godwit.model.event.RecordedEvent;
import java.io.PrintWriter;

/** Writes events one by one, so that a long history needs no memory. */
interface EventPrinter {

  void print(RecordedEvent event);

  /** Writes what belongs behind the last event. */
  void end();

  /** For people, a line each. */
  static EventPrinter text(PrintWriter out) {
    return new Lines(out, false);
  }

  /** For programs, a document each, one a line. */
  static EventPrinter jsonLines(PrintWriter out) {
    return new Lines(out, true);
  }

  /** For programs, one document for all. */
  static EventPrinter json(PrintWriter out) {
    return new Document(out);
  }

  /** One event a line. */
  record Lines(PrintWriter out, boolean json) implements EventPrinter {

    @Override
    public void print(RecordedEvent event) {
      out.println(json ? JsonValues.of(event).toString() : EventLine.of(event));
    }

    @Override
    public void end() {
      out.flush();
    }
  }

  /** An array of events. */
  final class Document implements EventPrinter {
    private final PrintWriter out;
    private boolean begun;

    Document(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void print(RecordedEvent event) {
      out.print((begun ? "," : "[") + '\n' + JsonValues.of(event));
      begun = true;
    }

    @Override
    public void end() {
      out.println(begun ? "\n]" : "[]");
      out.flush();
    }
  }
}
