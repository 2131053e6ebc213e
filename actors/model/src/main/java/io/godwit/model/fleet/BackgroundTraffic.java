package io.godwit.model.fleet;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * What others than migrations want of links.
 *
 * @param links by index, each in one direction
 * @param flows that it is made of on each
 * @param steps what it wants one after the other, from the first again after the last; a single one
 *     lasts for ever
 */
public record BackgroundTraffic(List<Integer> links, int flows, List<Step> steps) {

  /** How much of each link, for how long. */
  public record Step(ByteRate rate, SimDuration length) {}

  public BackgroundTraffic {
    links = List.copyOf(links);
    steps = List.copyOf(steps);
  }

  /** The step that comes {@code number}-th, from 0. */
  Step step(int number) {
    return steps.get(number % steps.size());
  }

  boolean isConstant() {
    return steps.size() == 1;
  }
}
