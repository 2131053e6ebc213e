package io.godwit.persistence.journal;

import java.io.IOException;

/** What is done once a part of the history is in the file, such as keeping a checkpoint of it. */
@FunctionalInterface
public interface Afterwards {

  /** Called on the journal's own thread; an exception fails the session, as a full disk does. */
  void run() throws IOException;
}
