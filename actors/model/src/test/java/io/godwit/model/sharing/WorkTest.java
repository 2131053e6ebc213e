package io.godwit.model.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.math.BigInteger;

class WorkTest {

  private static final long MOST_LEVEL = Work.MOST_BYTES_PER_SECOND << Work.FRACTION_BITS;

  @Property(tries = 2000)
  void should_carry_a_rate_times_a_time_exactly(Gen gen) {
    long level = gen.magnitude(MOST_LEVEL);
    long nanos = gen.magnitude(1L << 48);
    var work = new Work();
    work.carry(level, nanos);
    assertThat(atoms(work))
        .isEqualTo(BigInteger.valueOf(level).multiply(BigInteger.valueOf(nanos)));
    assertThat(work.atoms).isBetween(0L, Work.ATOMS - 1);
  }

  @Property(tries = 2000)
  void should_take_the_first_nanosecond_in_which_the_work_is_done(Gen gen) {
    long level = 1 + gen.magnitude(MOST_LEVEL - 1);
    var from = new Work();
    from.carry(gen.magnitude(MOST_LEVEL), gen.magnitude(1L << 30));
    var to = new Work();
    to.set(from);
    to.carry(gen.magnitude(MOST_LEVEL), gen.magnitude(1L << 37));
    BigInteger[] exact =
        atoms(to).subtract(atoms(from)).divideAndRemainder(BigInteger.valueOf(level));
    BigInteger nanos = exact[0].add(BigInteger.valueOf(exact[1].signum()));
    long found = to.nanosFrom(from, level);
    if (found == Long.MAX_VALUE) {
      assertThat(nanos).isGreaterThan(BigInteger.valueOf(Work.MOST_SECONDS * Work.NANOS));
    } else {
      assertThat(found).isEqualTo(nanos.longValueExact());
    }
  }

  @Property(tries = 2000)
  void should_divide_by_weight_rounding_up_an_atom_at_most(Gen gen) {
    int weight = gen.between(1, FlowTable.MOST_WEIGHT);
    var remaining = new Work();
    remaining.setBytes(gen.magnitude(Work.MOST_BYTES));
    var start = new Work();
    start.carry(gen.magnitude(MOST_LEVEL), gen.magnitude(1L << 30));
    var finish = new Work();
    finish.setSum(start, remaining, weight);
    BigInteger over =
        atoms(finish)
            .subtract(atoms(start))
            .multiply(BigInteger.valueOf(weight))
            .subtract(atoms(remaining));
    assertThat(over).isBetween(BigInteger.ZERO, BigInteger.valueOf(weight - 1));
  }

  private static BigInteger atoms(Work work) {
    return BigInteger.valueOf(work.bytes)
        .multiply(BigInteger.valueOf(Work.ATOMS))
        .add(BigInteger.valueOf(work.atoms));
  }
}
