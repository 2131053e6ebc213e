package io.godwit.persistence.journal;

import java.util.function.Consumer;

/** All events of a file, compared on the way with their tables, and at the end as a whole. */
final class VerifiedEvents implements StoredEvents {

  private final EventFile file;
  private final FileEvents all;
  private final DecodedCheck tables;
  private final Consumer<String> atEnd;
  private final JournalDigest digest = new JournalDigest();
  private boolean isCompared;

  /** {@code atEnd} is given the digest, and throws when that is not the right one. */
  VerifiedEvents(EventFile file, FileEvents all, DecodedCheck tables, Consumer<String> atEnd) {
    this.file = file;
    this.all = all;
    this.tables = tables;
    this.atEnd = atEnd;
  }

  @Override
  public boolean hasNext() {
    boolean more = all.hasNext();
    if (!more && !isCompared) {
      isCompared = true;
      atEnd.accept(digest.hex());
      file.check(tables::end);
    }
    return more;
  }

  @Override
  public StoredEvent next() {
    StoredEvent event = all.next();
    digest.add(all.bytes());
    file.check(() -> tables.check(event));
    return event;
  }

  @Override
  public void close() {
    all.close();
    file.check(tables::close);
  }
}
