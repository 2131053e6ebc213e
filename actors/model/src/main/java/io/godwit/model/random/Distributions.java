package io.godwit.model.random;

import java.util.List;

/** The kinds of chance that a scenario can name. To add one: a constant with its rule. */
public enum Distributions {
  NORMAL("normal", "mean, deviation", 2) {
    @Override
    double draw(List<Double> of, RandomStream random) {
      return of.get(0) + of.get(1) * gauss(random);
    }

    @Override
    double mean(List<Double> of) {
      return of.get(0);
    }
  },
  /** The second is the deviation of the logarithm, in parts of one. */
  LOGNORMAL("lognormal", "median, deviation of the logarithm in percent", 2) {
    @Override
    double draw(List<Double> of, RandomStream random) {
      return of.get(0) * StrictMath.exp(of.get(1) * gauss(random));
    }

    @Override
    double mean(List<Double> of) {
      return of.get(0) * StrictMath.exp(of.get(1) * of.get(1) / 2);
    }
  },
  UNIFORM("uniform", "least, most", 2) {
    @Override
    double draw(List<Double> of, RandomStream random) {
      return of.get(0) + (of.get(1) - of.get(0)) * random.share();
    }

    @Override
    double least(List<Double> of) {
      return of.get(0);
    }

    @Override
    double mean(List<Double> of) {
      return (of.get(0) + of.get(1)) / 2;
    }
  },
  EXPONENTIAL("exponential", "mean", 1) {
    @Override
    double draw(List<Double> of, RandomStream random) {
      return -of.get(0) * StrictMath.log(1 - random.share());
    }

    @Override
    double mean(List<Double> of) {
      return of.get(0);
    }
  },
  EMPIRICAL("empirical", "values, each as likely as the others", 0) {
    @Override
    double draw(List<Double> of, RandomStream random) {
      return of.get((int) random.below(of.size()));
    }

    @Override
    double least(List<Double> of) {
      return of.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    @Override
    double mean(List<Double> of) {
      return of.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
  };

  private final String word;
  private final String parameters;
  private final int count;

  Distributions(String word, String parameters, int count) {
    this.word = word;
    this.parameters = parameters;
    this.count = count;
  }

  /** The word in scenario files. */
  public String word() {
    return word;
  }

  /** What stands in its brackets, for people. */
  public String parameters() {
    return parameters;
  }

  /** How many parameters it has; zero for any number from one on. */
  public int count() {
    return count;
  }

  abstract double draw(List<Double> of, RandomStream random);

  /** No draw is below it. */
  double least(List<Double> of) {
    return Double.NEGATIVE_INFINITY;
  }

  abstract double mean(List<Double> of);

  /** Box and Muller, 1958. */
  private static double gauss(RandomStream random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.share()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.share());
  }
}
