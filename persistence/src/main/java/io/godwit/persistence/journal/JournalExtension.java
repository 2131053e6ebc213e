package io.godwit.persistence.journal;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.event.Logging;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run finds the journal of its actor system, and the journal's actor finds it too. Sessions
 * are closed when the system terminates, if nobody did before.
 */
public final class JournalExtension implements Extension {

  private static final Id ID = new Id();
  private static final String PLUGIN = "akka.persistence.journal.plugin";

  private final ExtendedActorSystem system;
  private final Map<String, JournalSession> sessions = new TreeMap<>();

  private JournalExtension(ExtendedActorSystem system) {
    this.system = system;
    system.registerOnTermination(this::closeAll);
  }

  public static JournalExtension get(ClassicActorSystemProvider system) {
    return ID.get(system.classicSystem());
  }

  /**
   * The session of the system's default journal, opened now if it was not before. A run asks before
   * it starts, so that a file that cannot be written ends it before it began.
   */
  public JournalSession session() {
    return session(system.settings().config().getString(PLUGIN));
  }

  /** The session of the plug-in whose settings are at {@code path}. */
  public synchronized JournalSession session(String path) {
    JournalSession open = sessions.get(path);
    if (open != null) {
      return open;
    }
    Config all = system.settings().config();
    if (path.isEmpty() || !all.hasPath(path) || !all.getConfig(path).hasPath("kind")) {
      throw new IllegalStateException(
          "%s is '%s', which is none of Godwit's: set it to godwit.journal.sqlite or godwit.journal.memory"
              .formatted(PLUGIN, path));
    }
    JournalSession session = JournalKind.openSession(all.getConfig(path));
    sessions.put(path, session);
    return session;
  }

  private synchronized void closeAll() {
    LoggingAdapter log = Logging.getLogger(system, JournalExtension.class);
    for (Map.Entry<String, JournalSession> entry : sessions.entrySet()) {
      try {
        entry.getValue().close();
      } catch (JournalFailedException e) {
        log.error(e, "{} was not closed properly", entry.getKey());
      }
    }
  }

  private static final class Id extends AbstractExtensionId<JournalExtension> {
    @Override
    public JournalExtension createExtension(ExtendedActorSystem system) {
      return new JournalExtension(system);
    }
  }
}
