package io.godwit.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.fleet.Balance.Candidate;
import io.godwit.model.fleet.Balance.Level;
import io.godwit.model.fleet.Balance.Move;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalanceTest {

  /** There is room for everyone, but on one host. */
  private record Room(int full) implements Balance.Room {
    @Override
    public boolean suits(String vm, int host) {
      return host != full;
    }

    @Override
    public void take(String vm, int host) {
      assertThat(host).isNotEqualTo(full);
    }
  }

  private static final Room ROOM = new Room(-1);
  private static final int HOSTS = 6;
  private static final double CAPACITY = 64;

  private static Level level(int host, double capacity, Candidate... guests) {
    double used = Arrays.stream(guests).mapToDouble(Candidate::weight).sum();
    return new Level(host, capacity, used, List.of(guests));
  }

  @Property
  void should_never_widen_the_gap_and_move_nobody_twice(Gen gen) {
    var levels = new ArrayList<Level>();
    double[] used = new double[HOSTS];
    for (int host = 0; host < HOSTS; host++) {
      var guests = new Candidate[gen.between(0, 12)];
      for (int i = 0; i < guests.length; i++) {
        guests[i] = new Candidate("vm-" + host + '-' + i, gen.between(1, 8));
        used[host] += guests[i].weight();
      }
      levels.add(level(host, CAPACITY, guests));
    }
    double before = gap(used);
    List<Move> moves = new Balance(levels, 0.05, ROOM).moves();
    assertThat(moves.stream().map(Move::vm)).doesNotHaveDuplicates();
    for (Move move : moves) {
      Level from = levels.get(Integer.parseInt(move.vm().substring(3, 4)));
      double weight =
          from.movable().stream()
              .filter(each -> each.vm().equals(move.vm()))
              .mapToDouble(Candidate::weight)
              .sum();
      used[from.host()] -= weight;
      used[move.host()] += weight;
    }
    assertThat(gap(used)).isLessThanOrEqualTo(before);
  }

  private static double gap(double[] used) {
    return Arrays.stream(used).max().orElse(0) - Arrays.stream(used).min().orElse(0);
  }

  @Test
  void should_leave_alone_what_is_even() {
    List<Level> even =
        List.of(
            level(0, 10, new Candidate("a", 4)),
            level(1, 20, new Candidate("b", 4), new Candidate("c", 4)));
    assertThat(new Balance(even, 0, ROOM).moves()).isEmpty();
  }

  @Test
  void should_even_out_parts_of_what_hosts_have() {
    Candidate[] four = {
      new Candidate("a", 1), new Candidate("b", 1), new Candidate("c", 1), new Candidate("d", 1)
    };
    List<Level> levels = List.of(level(0, 4, four), level(1, 12));
    assertThat(new Balance(levels, 0, ROOM).moves()).hasSize(3);
  }

  /** Nobody may leave the fullest, but others may come to the emptiest. */
  @Test
  void should_help_the_emptiest_where_the_fullest_cannot_be_helped() {
    List<Level> levels =
        List.of(
            new Level(0, 10, 9, List.of()),
            level(1, 10, new Candidate("a", 3), new Candidate("b", 3)),
            level(2, 10));
    assertThat(new Balance(levels, 0.1, ROOM).moves()).containsExactly(new Move("a", 2));
    assertThat(new Balance(levels, 0.1, new Room(2)).moves()).isEmpty();
  }
}
