package io.godwit.model.random;

import java.util.List;

/**
 * What a value is drawn from, in whole base units.
 *
 * @param parameters of its kind, in base units where they are values
 * @param least a draw below is this instead
 * @param most a draw above is this instead
 */
public record Distribution(Distributions kind, List<Double> parameters, long least, long most) {

  public Distribution {
    parameters = List.copyOf(parameters);
  }

  /** The next draw of a stream. */
  public long draw(RandomStream random) {
    return bounded(kind.draw(parameters, random));
  }

  /** No draw is smaller. */
  public long smallest() {
    return bounded(kind.least(parameters));
  }

  /** The expectation, its bounds left aside. */
  public long mean() {
    return bounded(kind.mean(parameters));
  }

  private long bounded(double value) {
    return Math.max(least, Math.min(most, StrictMath.round(value)));
  }
}
