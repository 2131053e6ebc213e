package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityKind;
import io.godwit.model.invariant.Finding.Verdict;
import io.godwit.model.invariant.Invariant;
import io.godwit.model.invariant.Invariants;
import io.godwit.scenarios.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Devices with bugs, in runs of the library: each is noticed by the invariant that is there for it,
 * and the same run without it is not. {@code docs/device-bugs.md} is made of them; {@code
 * -Dgodwit.golden.update=true} writes it anew.
 */
class DeviceBugsTest {

  private static final Map<String, List<Invariants>> CORRECT = new TreeMap<>();

  @ParameterizedTest
  @EnumSource
  void should_notice_the_bug_and_not_the_device_without_it(DeviceBug bug) throws Exception {
    ScenarioFile file = file(bug.run());
    List<Invariants> broken =
        broken(
            Recorded.events(
                file,
                (id, own) ->
                    id.kind() == EntityKind.MEMBER || id.kind() == EntityKind.OWNER
                        ? Tampered.with(id, own, bug.tamper())
                        : own));
    assertThat(broken).as(bug.about()).contains(bug.noticed());
    assertThat(correct(bug.run(), file)).as(bug.run()).doesNotContain(bug.noticed());
  }

  private static List<Invariants> correct(String run, ScenarioFile file) {
    return CORRECT.computeIfAbsent(run, first -> broken(Recorded.events(file, (id, own) -> own)));
  }

  private static ScenarioFile file(String run) throws Exception {
    int colon = run.indexOf(": ");
    String name = colon < 0 ? run : run.substring(0, colon);
    return Recorded.runs(name).stream()
        .filter(each -> each.name().equals(run))
        .findFirst()
        .orElseThrow()
        .file();
  }

  private static List<Invariants> broken(List<RecordedEvent> events) {
    var judges = new EnumMap<Invariants, Invariant>(Invariants.class);
    for (Invariants each : Invariants.values()) {
      judges.put(each, each.create());
    }
    events.forEach(event -> judges.values().forEach(judge -> judge.accept(event)));
    var broken = new ArrayList<Invariants>();
    judges.forEach(
        (name, judge) -> {
          if (judge.finding().verdict() == Verdict.BROKEN) {
            broken.add(name);
          }
        });
    return broken;
  }

  @Test
  void should_be_what_the_page_says() throws IOException {
    var page = new StringBuilder();
    page.append("# Devices with bugs\n\n");
    page.append(
        "Made by a test; do not edit it. Each of these bugs is sown into a device in a run ");
    page.append(
        "of the library, by that test alone. The invariant beside it notices, and does not ");
    page.append("when the device has no bug.\n\n");
    page.append("| what the device does | in this run | noticed by |\n");
    page.append("| --- | --- | --- |\n");
    for (DeviceBug bug : DeviceBug.values()) {
      page.append("| %s | `%s` | `%s` |%n".formatted(bug.about(), bug.run(), bug.noticed().word()));
    }
    Path file = Path.of(System.getProperty("godwit.home"), "docs/device-bugs.md");
    String made = page.toString().replace(System.lineSeparator(), "\n");
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(file, made);
    }
    assertThat(made).isEqualTo(Files.readString(file));
    assertThat(DeviceBug.values()).hasSizeGreaterThanOrEqualTo(25);
  }
}
