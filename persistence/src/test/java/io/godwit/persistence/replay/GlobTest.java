package io.godwit.persistence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "member|pod-0/*, member|pod-0/rack-1/host-2/net0/3, true",
    "member|pod-0/*, owner|pod-0/rack-1/host-2/net0, false",
    "migration*, migration|plan-0/web-1, true",
    "*web-?, migration|plan-0/web-1, true",
    "*web-?, migration|plan-0/web-12, false",
    "fleet|fleet, fleet|fleet, true",
    "fleet, fleet|fleet, false",
    "a.c, abc, false",
    "a+(b), a+(b), true",
    "\\Q*\\E, \\Qx\\E, true",
    "**, anything, true",
    "'', '', true",
    "'', a, false"
  })
  void should_fit_the_whole_name(String glob, String name, boolean fits) {
    assertThat(Glob.of(glob).matches(name)).isEqualTo(fits);
  }
}
