package io.godwit.persistence.run;

import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.journal.GrowingSource;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The record of a run that this process is writing, read on from where it was read to before. */
public final class GrowingLog {

  private final GrowingSource source;
  private final EventDecoder decoder;

  /** Nothing is read yet; the file may be made later. */
  public GrowingLog(Path file) {
    this.source = new GrowingSource(file);
    this.decoder = new EventDecoder(file.toString(), false);
  }

  /**
   * Gives what was written since, in its order, but no more than {@code most} events. The file is
   * let go of before this returns.
   *
   * @return how many events that were
   */
  public long readOn(long most, Consumer<RecordedEvent> taker) {
    return source.readOn(most, event -> taker.accept(decoder.decode(event)));
  }
}
