package io.godwit.dashboards.report;

import io.godwit.model.event.Event;

/**
 * What an event says, in a sentence whose subject is the entity that recorded it. An event that has
 * no sentence is told by its components, which is all that private ones get.
 */
public final class EventMeaning {

  private static final Sentences SENTENCES = new Sentences();

  static {
    FleetSentences.addTo(SENTENCES);
    FabricSentences.addTo(SENTENCES);
    HypervisorSentences.addTo(SENTENCES);
    OwnerSentences.addTo(SENTENCES);
    MemberSentences.addTo(SENTENCES);
    MigrationSentences.addTo(SENTENCES);
  }

  private EventMeaning() {}

  /** Such as {@code mode changed from stop to freeze}. */
  public static String of(Event event) {
    return SENTENCES.of(event);
  }

  /** Whether events of this type have a sentence. */
  static boolean knows(Class<? extends Event> type) {
    return SENTENCES.knows(type);
  }
}
