package io.godwit.model.device;

import java.util.Optional;

/**
 * One vector of a function's MSI-X. There is one for changes of the configuration, and one for each
 * queue.
 *
 * @param number 0 for the configuration, a queue's number and one for a queue
 */
public record MsixVector(int number) implements Comparable<MsixVector> {

  public static final MsixVector CONFIG = new MsixVector(0);

  private static final String CONFIG_WORD = "config";
  private static final String QUEUE = "queue-";

  public static MsixVector ofQueue(int queue) {
    return new MsixVector(queue + 1);
  }

  /** The vector with this word, such as {@code queue-3}; empty for any other word. */
  public static Optional<MsixVector> ofWord(String word) {
    if (word.equals(CONFIG_WORD)) {
      return Optional.of(CONFIG);
    }
    return word.matches(QUEUE + "[0-9]{1,5}")
        ? Optional.of(ofQueue(Integer.parseInt(word.substring(QUEUE.length()))))
        : Optional.empty();
  }

  /** The stable word of events and scenario files. */
  public String word() {
    return number == 0 ? CONFIG_WORD : QUEUE + (number - 1);
  }

  @Override
  public int compareTo(MsixVector other) {
    return Integer.compare(number, other.number);
  }
}
