package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.guest.RandomWrites.PageClass;
import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopularityTest {

  @Property(tries = 60)
  void should_agree_with_the_popularity_of_each_page(Gen gen) {
    int pages = (int) gen.magnitude(100_000) + 1;
    int thousandths = gen.chance(10) ? 1000 : gen.between(1, 3000);
    long writes = gen.magnitude(1_000_000);
    var set = new PageRange(gen.between(0, 50), pages);
    Workload load = Workload.even(set, Workload.pagesPerSecond(writes)).withExponent(thousandths);
    long dirty =
        DirtyModels.ZIPF.of(load).dirtied(SimDuration.ZERO, SimDuration.ofSeconds(1)).count();
    assertThat((double) dirty)
        .isCloseTo(expected(weights(pages, thousandths), writes), within(1 + 0.01 * pages));
  }

  private static double expected(double[] weights, long writes) {
    double total = sum(weights, 0, weights.length);
    double dirty = 0;
    for (double weight : weights) {
      double hit = weight / total;
      dirty += hit >= 1 ? Math.min(1, writes) : 1 - StrictMath.pow(1 - hit, (double) writes);
    }
    return dirty;
  }

  @Property(tries = 100)
  void should_give_each_class_the_share_of_its_pages(Gen gen) {
    int pages = (int) gen.magnitude(100_000) + 1;
    int thousandths = gen.chance(10) ? 1000 : gen.between(1, 10_000);
    double[] weights = weights(pages, thousandths);
    double total = sum(weights, 0, pages);
    List<PageClass> classes = Popularity.classes(new PageRange(7, pages), thousandths);
    assertThat(classes).hasSizeBetween(1, Popularity.MOST_CLASSES);
    long next = 7;
    for (PageClass each : classes) {
      PageRange range = each.range();
      assertThat(range.from()).isEqualTo(next);
      double exact = sum(weights, (int) range.from() - 7, (int) range.end() - 7) / total;
      assertThat(each.share()).isCloseTo(exact, within(1e-5 * exact + 1e-12));
      next = range.end();
    }
    assertThat(next).isEqualTo(7 + pages);
  }

  @Test
  void should_write_evenly_when_there_is_no_exponent() {
    Workload load = Workload.even(new PageRange(0, 5000), Workload.pagesPerSecond(9000));
    SimDuration second = SimDuration.ofSeconds(1);
    assertThat(DirtyModels.ZIPF.of(load).dirtied(SimDuration.ZERO, second))
        .isEqualTo(DirtyModels.UNIFORM.of(load).dirtied(SimDuration.ZERO, second));
  }

  @Test
  void should_write_nothing_when_there_is_no_page() {
    Workload load =
        Workload.even(new PageRange(0, 0), Workload.pagesPerSecond(0)).withExponent(900);
    assertThat(DirtyModels.ZIPF.of(load).dirtied(SimDuration.ZERO, SimDuration.ofSeconds(1)))
        .isEqualTo(DirtyPages.NONE);
  }

  private static double[] weights(int pages, int thousandths) {
    var weights = new double[pages];
    for (int i = 0; i < pages; i++) {
      weights[i] = StrictMath.pow(i + 1, -thousandths / 1000.0);
    }
    return weights;
  }

  private static double sum(double[] weights, int from, int to) {
    double sum = 0;
    for (int i = to - 1; i >= from; i--) {
      sum += weights[i];
    }
    return sum;
  }
}
