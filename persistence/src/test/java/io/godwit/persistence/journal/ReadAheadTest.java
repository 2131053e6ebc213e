package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_023, 1_024, 1_025, 20_000})
  void should_give_everything_in_its_order(int count) {
    List<Integer> all = IntStream.range(0, count).boxed().toList();
    try (var ahead = new ReadAhead<Integer>(all.iterator())) {
      assertThat(ahead).toIterable().containsExactlyElementsOf(all);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 5_000})
  void should_fail_after_the_last_that_could_be_read(int count) {
    Iterator<Integer> failing =
        Stream.iterate(0, i -> i + 1)
            .peek(
                i -> {
                  if (i == count) {
                    throw new IllegalStateException("torn at " + i);
                  }
                })
            .iterator();
    var given = new AtomicInteger();
    try (var ahead = new ReadAhead<Integer>(failing)) {
      assertThatThrownBy(() -> ahead.forEachRemaining(each -> given.incrementAndGet()))
          .hasMessage("torn at " + count);
      assertThatThrownBy(ahead::hasNext).hasMessage("torn at " + count);
    }
    assertThat(given).hasValue(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3_000})
  void should_end_its_thread_when_it_is_closed_before_the_end(int taken) {
    var read = new AtomicInteger();
    Iterator<Integer> endless = Stream.generate(read::incrementAndGet).iterator();
    try (var ahead = new ReadAhead<Integer>(endless)) {
      for (int i = 1; i <= taken; i++) {
        assertThat(ahead.next()).isEqualTo(i);
      }
    }
    int atClose = read.get();
    assertThat(endless.next()).as("nobody else reads").isEqualTo(atClose + 1);
  }
}
