package io.godwit.scenarios.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.ModeTable;
import io.godwit.model.protocol.Operation;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Races;
import io.godwit.model.protocol.Rule;
import io.godwit.model.vfio.VfioStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/races.md} and {@code docs/modes.md}, made of the rules themselves. {@code
 * -Dgodwit.golden.update=true} writes them anew.
 */
class ProtocolPagesTest {

  private static final Path DOCS = Path.of(System.getProperty("godwit.home"), "docs");

  @Test
  void should_show_every_cell_of_the_race_matrix() throws IOException {
    hold("races.md", races());
  }

  @Test
  void should_show_the_modes_and_the_vfio_states_of_every_profile() throws IOException {
    hold("modes.md", modes());
  }

  private static void hold(String name, String made) throws IOException {
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(DOCS.resolve(name), made);
    }
    assertThat(made).isEqualTo(Files.readString(DOCS.resolve(name)));
  }

  private static String races() {
    var page = new StringBuilder();
    page.append("# What becomes of an operation that meets a disturbance\n\n");
    page.append(
        "Made of the rules by a test; do not edit it. In brackets the switch that decides, ");
    page.append("with its default; without one a text decides, which the event names.\n");
    for (Profiles profile : Profiles.values()) {
      page.append("\n## ").append(profile.word()).append("\n\n| operation | ");
      page.append(joined(Arrays.stream(Disturbance.values()).map(Disturbance::word)));
      page.append("\n|").append(" --- |".repeat(Disturbance.values().length + 1)).append('\n');
      for (Operation operation : Operation.values()) {
        page.append("| ").append(operation.word()).append(" | ");
        page.append(
            joined(
                Arrays.stream(Disturbance.values())
                    .map(each -> cell(Races.rule(Protocol.of(profile), operation, each)))));
        page.append('\n');
      }
    }
    return page.toString();
  }

  private static String joined(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "", " |"));
  }

  private static String cell(Rule rule) {
    return rule.choice().isEmpty()
        ? rule.fate().word()
        : "%s (`%s`)".formatted(rule.fate().word(), rule.decidedBy());
  }

  private static String modes() {
    var page = new StringBuilder();
    page.append("# Modes, and the states of VFIO\n\n");
    page.append("Made of the rules by a test; do not edit it.\n");
    for (Profiles profile : Profiles.values()) {
      ModeTable table = profile.modes();
      page.append("\n## %s\n\n%s.\n\n".formatted(profile.word(), profile.about()));
      page.append("| from \\ to | ").append(joined(table.modes().stream().map(Mode::word)));
      page.append("\n|").append(" --- |".repeat(table.modes().size() + 1)).append('\n');
      for (Mode from : table.modes()) {
        page.append("| %s (%d, %s) | ".formatted(from.word(), from.code(), from.stage()));
        page.append(
            joined(table.modes().stream().map(to -> table.permits(from, to) ? "yes" : "refused")));
        page.append('\n');
      }
    }
    page.append("\n## VFIO v2\n\n| state | direct arcs to | ");
    page.append(joined(Arrays.stream(Profiles.values()).map(Profiles::word)));
    page.append("\n|").append(" --- |".repeat(Profiles.values().length + 2)).append('\n');
    for (VfioStates state : VfioStates.values()) {
      page.append("| %s | %s | ".formatted(state, arcs(state)));
      page.append(
          joined(
              Arrays.stream(Profiles.values())
                  .map(each -> state.mode(each.modes()).map(Mode::word).orElse("broken"))));
      page.append('\n');
    }
    return page.toString();
  }

  private static String arcs(VfioStates state) {
    return Arrays.stream(VfioStates.values())
        .filter(state::hasArcTo)
        .map(VfioStates::name)
        .collect(Collectors.joining(", "));
  }
}
