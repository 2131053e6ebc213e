package io.godwit.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.page.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void should_keep_every_sample_of_few_in_their_order() {
    Samples samples =
        Samples.of(List.of(new Sample(30, "c", 3), new Sample(10, "a", 1), new Sample(20, "b", 2)));

    assertThat(samples.value().toArray()).containsExactly(10, 20, 30);
    assertThat(samples.migration()).containsExactly("a", "b", "c");
    assertThat(samples.rank().toArray()).containsExactly(1, 2, 3);
  }

  @Test
  void should_keep_the_quantiles_and_the_tail_of_many() {
    var all = new ArrayList<Sample>();
    for (int i = 1; i <= 100_000; i++) {
      all.add(new Sample(i, "m", i));
    }
    Samples samples = Samples.of(all);

    assertThat(samples.count()).isEqualTo(100_000);
    assertThat(samples.rank().size()).isLessThan(5_000);
    assertThat(samples.value().toArray()).contains(50_000, 90_000, 99_000, 99_900, 99_999, 100_000);
    assertThat(samples.few().value().toArray())
        .hasSizeLessThan(500)
        .contains(50_000, 90_000, 99_000, 99_900, 100_000);
  }

  @Test
  void should_keep_the_ends_and_the_peaks_of_a_long_course() {
    var steps = new Steps();
    for (int i = 0; i < 50_000; i++) {
      steps.add(i * 1_000L, 0, i == 33_333 ? 1_000 : i % 7, 50_000 - i, i + 1L);
    }
    Steps thinned = steps.thinned();

    assertThat(thinned.at().size()).isLessThanOrEqualTo(1_500);
    assertThat(thinned.running().toArray()).contains(1_000);
    assertThat(thinned.at().toArray()).startsWith(0).endsWith(49_999_000);
    assertThat(thinned.at().toArray()).isSorted();
  }
}
