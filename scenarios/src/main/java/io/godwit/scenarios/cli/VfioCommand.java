package io.godwit.scenarios.cli;

import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.vfio.VfioArc;
import io.godwit.model.vfio.VfioStates;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a change of VFIO state is on a device. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Shows the arcs from one VFIO state to another, and the admin commands they are.",
    footer = {"", "Example: godwit vfio pre-copy stop-copy --profile virtio-1.4"})
final class VfioCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FROM", description = "A state, such as running.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "Another, such as stop-copy.")
  private String to;

  @Option(
      names = "--profile",
      defaultValue = "virtio-1.4",
      description = "seed-2023, virtio-1.4, precursor or status-bit (default ${DEFAULT-VALUE}).")
  private String profile;

  @Override
  public void run() {
    Profiles protocol = named(Profiles.values(), Profiles::word, profile, "profile");
    VfioStates at = named(VfioStates.values(), VfioCommand::word, from, "VFIO state");
    VfioStates end = named(VfioStates.values(), VfioCommand::word, to, "VFIO state");
    List<VfioStates> path = at.pathTo(end);
    if (path.isEmpty()) {
      throw new BadInput(
          "no way leads from %s to %s%s"
              .formatted(word(at), word(end), at == end ? ": it is there" : ""));
    }
    PrintWriter out = spec.commandLine().getOut();
    for (VfioStates next : path) {
      List<String> commands = new VfioArc(at, next).commands(protocol);
      String mode = next.mode(protocol.modes()).map(Mode::word).orElse("broken");
      out.println(
          "%-13s -> %-13s %-10s %s"
              .formatted(word(at), word(next), mode, String.join(", ", commands))
              .stripTrailing());
      at = next;
    }
    out.flush();
  }

  private static <E> E named(E[] all, Function<E, String> word, String wanted, String kind) {
    List<String> words = Arrays.stream(all).map(word).toList();
    if (!words.contains(wanted)) {
      throw new BadInput(
          "'%s' is no %s; there are %s".formatted(wanted, kind, String.join(", ", words)));
    }
    return all[words.indexOf(wanted)];
  }

  private static String word(VfioStates state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
