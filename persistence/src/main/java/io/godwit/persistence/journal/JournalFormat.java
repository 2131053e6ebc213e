package io.godwit.persistence.journal;

/**
 * How an event file is laid out and how much its events tell. The number is SQLite's {@code
 * user_version}, and since the second also the fact {@code format} in {@code run_info}.
 */
public final class JournalFormat {

  /** No checksums, nothing on record at a run's end; states were more than their events. */
  public static final int FIRST = 1;

  /** Checksums, digest and count at a run's end; every state is a fold over its events. */
  public static final int CHECKED = 2;

  /** What is written. */
  public static final int CURRENT = CHECKED;

  private JournalFormat() {}
}
