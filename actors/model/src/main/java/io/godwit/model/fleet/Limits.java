package io.godwit.model.fleet;

/**
 * How many migrations may run at once, each at least 1.
 *
 * @param perSource leaving one host
 * @param perDestination arriving at one host
 * @param total of the plan
 */
public record Limits(int perSource, int perDestination, int total) {

  public Limits {
    if (perSource < 1 || perDestination < 1 || total < 1) {
      throw new IllegalArgumentException(
          "limits below 1 let nothing run: %d, %d, %d".formatted(perSource, perDestination, total));
    }
  }
}
