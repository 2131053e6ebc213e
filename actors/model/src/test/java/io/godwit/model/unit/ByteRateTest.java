package io.godwit.model.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ByteRateTest {

  @Property
  void should_have_sent_everything_after_the_time_to_send(Gen gen) {
    var rate = new ByteRate(1 + gen.magnitude(1L << 40));
    var count = new ByteCount(gen.magnitude(1L << 33));
    SimDuration time = rate.timeToSend(count);
    assertThat(rate.bytesIn(time)).isGreaterThanOrEqualTo(count);
    if (!time.isZero()) {
      assertThat(rate.bytesIn(new SimDuration(time.nanos() - 1))).isLessThan(count);
    }
  }

  @Property
  void should_divide_wide_products_exactly(Gen gen) {
    long a = gen.magnitude(Long.MAX_VALUE);
    long b = gen.magnitude(Long.MAX_VALUE);
    long divisor = Math.max(1, Math.max(gen.magnitude(Long.MAX_VALUE), Math.min(a, b)));
    BigInteger exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    assertThat(WideMath.multiplyDivideFloor(a, b, divisor))
        .isEqualTo(exact.divide(BigInteger.valueOf(divisor)).longValueExact());
  }

  @Test
  void should_refuse_to_wait_for_ever() {
    assertThatThrownBy(() -> ByteRate.ZERO.timeToSend(ByteCount.of(1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("0 B/s");
  }

  @Test
  void should_name_what_has_no_end_rather_than_count_it() {
    assertThat(new ByteRate(Long.MAX_VALUE)).hasToString("unlimited");
    assertThat(new SimDuration(Long.MAX_VALUE)).hasToString("for ever");
  }
}
