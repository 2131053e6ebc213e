package io.godwit.dashboards.export;

import io.godwit.model.event.RecordedEvent;
import java.io.IOException;

/** Takes a run's whole history, in order, and leaves it in another format. */
interface Exit {

  /** Takes the next event. */
  void accept(RecordedEvent recorded) throws IOException;

  /** Writes what is not yet written: there are no more events. */
  void end() throws IOException;
}
