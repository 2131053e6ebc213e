package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DmaChecksTest {

  private static List<String> problems(String owner, String migration) {
    String text =
        """
        name: small
        datacenter:
          fabric: {hosts-per-rack: 2}
          host: {memory: 64 GiB, owners: [{name: net0, type: net%s}]}
        vms:
          - {name: web, memory: 64 MiB, devices: [net0]}
        plan:
          - {migrate: web-0}
        migration: {%s}
        """
            .formatted(owner, migration);
    return SmallFile.problems(text);
  }

  @Test
  void should_take_what_counts() {
    assertThat(problems(", dirty-tracking: vfio-dma-logging, dirty-page: 64 KiB", "")).isEmpty();
    assertThat(problems(", dirty-tracking: none", "untracked: ignore")).isEmpty();
  }

  @Test
  void should_refuse_what_nothing_reads() {
    assertThat(problems(", dma-bytes: 4 KiB", ""))
        .containsExactly(
            "small.yaml:4:70: datacenter.host.owners[0].dma-bytes: it would have no effect: set"
                + " dirty-tracking too, or leave it out");
    assertThat(problems(", dirty-tracking: iommu-dirty-bits", "untracked: ignore"))
        .singleElement()
        .asString()
        .contains("no owner has dirty-tracking: none");
  }

  @Test
  void should_refuse_buffers_that_do_not_fit() {
    assertThat(problems(", dirty-tracking: none, dma-buffers: 32 MiB", ""))
        .singleElement()
        .asString()
        .contains("128.0 MiB", "64.0 MiB", "make dma-buffers smaller");
  }
}
