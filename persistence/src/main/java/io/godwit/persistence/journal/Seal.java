package io.godwit.persistence.journal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run's end puts on record, so that whoever reads it knows that it ended and what it must
 * come to. A record without one is unfinished.
 *
 * @param events how many there are
 * @param digest the {@link JournalDigest} over them
 */
public record Seal(long events, String digest) {

  private static final String EVENTS = "events";
  private static final String DIGEST = "digest";

  /** The facts of {@code run_info} that are the seal. */
  static final Set<String> KEYS = Set.of(EVENTS, DIGEST);

  /** The seal among a run's facts, if it has one. */
  public static Optional<Seal> in(Map<String, String> facts) {
    return facts.containsKey(EVENTS) && facts.containsKey(DIGEST)
        ? Optional.of(new Seal(Long.parseLong(facts.get(EVENTS)), facts.get(DIGEST)))
        : Optional.empty();
  }

  /**
   * Whether {@code digest} is what a run with these facts came to; where they are of the first
   * format, which has no seal, nothing speaks against it.
   */
  public static boolean allows(Map<String, String> facts, String digest) {
    return in(facts)
        .map(seal -> seal.digest().equals(digest))
        .orElse(!facts.containsKey(RunInfo.FORMAT));
  }

  Map<String, String> facts() {
    return Map.of(EVENTS, String.valueOf(events), DIGEST, digest);
  }
}
