package io.godwit.persistence.journal;

import io.godwit.persistence.journal.SqliteRows.Pending;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that writes to the file, so that a run never waits for the disk unless the disk is
 * slower for long. Events travel in groups, and a group is a transaction. What fails, fails for
 * good: the group is rolled back, and everybody who asks is told.
 */
final class SqliteWriter {

  /** How often a waiting thread looks whether the one it waits for is still alive. */
  private static final long LOOK_MILLIS = 100;

  /** What the thread is given to do, in order. */
  private sealed interface Work {
    record Group(List<Pending> events) implements Work {}

    record Task(SqlAction action, CountDownLatch done) implements Work {}

    record Stop() implements Work {}
  }

  /** Something to do with the connection, between two groups. */
  @FunctionalInterface
  interface SqlAction {
    void run(Connection connection) throws SQLException;
  }

  private final SqliteOptions options;
  private final ReentrantLock lock;
  private final Connection connection;
  private final JournalDigest digest;
  private final BlockingQueue<Work> queue;
  private final Thread thread;
  private List<Pending> group = new ArrayList<>();
  private volatile Optional<JournalFailedException> failure = Optional.empty();

  /**
   * @param lock held by whoever calls a method of this class; the thread takes it only to fetch a
   *     group that nobody hands over
   * @param digest is told of every event that is written
   */
  SqliteWriter(
      SqliteOptions options, ReentrantLock lock, Connection connection, JournalDigest digest) {
    this.digest = digest;
    this.options = options;
    this.lock = lock;
    this.connection = connection;
    this.queue = new ArrayBlockingQueue<>(options.queue());
    this.thread = new Thread(this::run, "godwit-journal-writer");
    thread.setDaemon(true);
    thread.start();
  }

  void add(Pending event) {
    group.add(event);
  }

  /** What was added so far may be separated from what follows. */
  void endOfWrite() {
    if (group.size() >= options.group()) {
      handOverGroup();
    }
  }

  /** Does {@code action} after everything added so far was committed, and commits it. */
  void perform(SqlAction action) {
    var done = new CountDownLatch(1);
    handOver(action, done);
    try {
      while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throwIfFailed();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throwIfFailed();
  }

  /** As {@link #perform}, but does not wait until it is done. */
  void later(SqlAction action) {
    handOver(action, new CountDownLatch(1));
  }

  private void handOver(SqlAction action, CountDownLatch done) {
    handOverGroup();
    handOver(new Work.Task(action, done));
  }

  /** Ends the thread after what was added before; the connection is closed when this returns. */
  void stop() {
    try {
      if (failure.isEmpty()) {
        handOver(new Work.Stop());
      }
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  Optional<JournalFailedException> failure() {
    return failure;
  }

  /** Of every event that was committed, too; ask after {@link #perform} only. */
  String digest() {
    return digest.hex();
  }

  private void handOverGroup() {
    if (!group.isEmpty()) {
      handOver(new Work.Group(group));
      group = new ArrayList<>(options.group());
    }
  }

  private void handOver(Work work) {
    try {
      do {
        throwIfFailed();
      } while (!queue.offer(work, LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void throwIfFailed() {
    if (failure.isPresent()) {
      throw new JournalFailedException(failure.get());
    }
  }

  private JournalFailedException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new JournalFailedException(
        options.file().toString(), "the run was interrupted while writing", "run again", e);
  }

  private void run() {
    try (Connection closing = connection;
        var rows = new SqliteRows(closing, options.devices(), digest)) {
      Optional<Work> work = next();
      while (work.isEmpty() || !(work.get() instanceof Work.Stop)) {
        if (work.isPresent()) {
          carryOut(work.get(), rows);
        }
        work = next();
      }
    } catch (SQLException e) {
      fail(SqliteFailures.of(options.file(), e));
    } catch (JournalFailedException e) {
      fail(e);
    } catch (InterruptedException | RuntimeException | Error e) {
      fail(
          new JournalFailedException(
              options.file().toString(), "the writer ended with " + e, "report this as a bug", e));
    }
  }

  private void carryOut(Work work, SqliteRows rows) throws SQLException {
    if (work instanceof Work.Group events) {
      rows.write(events.events());
      connection.commit();
    } else if (work instanceof Work.Task task) {
      task.action().run(connection);
      connection.commit();
      task.done().countDown();
    }
  }

  /** The next work; after a pause in which nothing came, the group that is still being filled. */
  private Optional<Work> next() throws InterruptedException {
    Work work = queue.poll(options.pause().toMillis(), TimeUnit.MILLISECONDS);
    if (work != null) {
      return Optional.of(work);
    }
    if (!lock.tryLock()) {
      return Optional.empty();
    }
    try {
      if (!queue.isEmpty() || group.isEmpty()) {
        return Optional.empty();
      }
      Work taken = new Work.Group(group);
      group = new ArrayList<>(options.group());
      return Optional.of(taken);
    } finally {
      lock.unlock();
    }
  }

  private void fail(JournalFailedException cause) {
    failure = Optional.of(cause);
    queue.clear();
  }
}
