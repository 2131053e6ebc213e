package io.godwit.persistence.journal;

/** Tells whether the rows that were read are all that were written. */
interface Succession {

  /** Throws when something is missing between the event before and this one. */
  void check(StoredEvent event, long previous) throws Damage;

  /** Throws when something is missing after the last event. */
  void end() throws Damage;

  /** Of the global order, in which there are no gaps. */
  final class Whole implements Succession {
    private final long to;
    private long last;

    /** The events after {@code from} and up to {@code to}, which is known to be there. */
    Whole(long from, long to) {
      last = from;
      this.to = to;
    }

    @Override
    public void check(StoredEvent event, long previous) throws Damage {
      if (event.order() != last + 1) {
        throw new Damage("event %d is missing".formatted(last + 1));
      }
      last = event.order();
    }

    @Override
    public void end() throws Damage {
      if (last < to) {
        throw new Damage("events %d to %d are missing".formatted(last + 1, to));
      }
    }
  }

  /** Of one stream, in which each event says where the one before it is. */
  final class Stream implements Succession {
    private final EntityHead head;
    private final long from;
    private final long to;
    private final long most;
    private long read;
    private long last;

    Stream(EntityHead head, long from, long to, long most) {
      this.head = head;
      this.from = from;
      this.to = to;
      this.most = most;
    }

    @Override
    public void check(StoredEvent event, long previous) throws Damage {
      boolean isFirst = read == 0;
      if (isFirst ? event.sequence() > from && previous != 0 : previous != last) {
        throw new Damage("event %d of '%s' is missing".formatted(previous, head.persistenceId));
      }
      last = event.order();
      read++;
    }

    @Override
    public void end() throws Damage {
      boolean includesLast = from <= head.highest && head.highest <= to && read < most;
      if (includesLast && last != head.last) {
        throw new Damage("event %d of '%s' is missing".formatted(head.last, head.persistenceId));
      }
    }
  }
}
