package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A drain of six guests, where two of the three other hosts have devices with more queues. */
class FittingHostsTest {

  private static Terminal run(String... more) throws URISyntaxException {
    var file =
        Path.of(FittingHostsTest.class.getResource("/operations/fitting-hosts-first.yaml").toURI());
    var args = new ArrayList<String>();
    args.addAll(List.of("run", file.toString(), "--journal", "memory", "--quiet"));
    args.addAll(List.of(more));
    return Terminal.godwit(args.toArray(String[]::new));
  }

  @Test
  void should_drain_to_hosts_that_fit() throws URISyntaxException {
    Terminal run = run();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("6 of 6 migrations; 0 failed, 0 rolled back, 0 retries");
  }

  @Test
  void should_say_why_none_fits() throws URISyntaxException {
    assertThat(run("--set", "datacenter.hosts[1].on[2]=pod-0/rack-0/host-3").out())
        .contains("does not fit guest-0: net0 has 8 queues there, and 4 here");
  }

  @Test
  void should_find_out_late_where_nobody_looks() throws URISyntaxException {
    assertThat(run("--set", "migration.check=none").out()).doesNotContain("does not fit");
  }
}
