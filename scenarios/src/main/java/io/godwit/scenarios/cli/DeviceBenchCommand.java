package io.godwit.scenarios.cli;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.scenarios.device.DeviceOptions;
import io.godwit.scenarios.device.DeviceSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One device on standard input and output. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Puts one owner device and its members on standard input and output, for protocol work and",
      "for other test suites. Each line is answered by one JSON object on one line:",
      "",
      "  ask HEX[/LEN]            a command frame for the admin queue: its device-readable part,",
      "                           and LEN device-writable bytes, unlimited without",
      "  guest MEMBER ACTION ...  a member's guest acts: doorbell, config-read, config-write, reset,",
      "                           flr, ...",
      "  wait DURATION            virtual time passes, such as 10 ms",
      "  state MEMBER             how a member stands",
      "",
      "A line that is refused is answered with an error, and has changed nothing."
    },
    footer = {"", "Example: godwit device --profile virtio-1.4 --type net --queues 3 < frames.txt"})
final class DeviceBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--profile",
      defaultValue = "virtio-1.4",
      description = "seed-2023, virtio-1.4, precursor or status-bit (default: ${DEFAULT-VALUE}).")
  private String profile;

  @Option(
      names = "--type",
      defaultValue = "net",
      description = "net, blk, fs, crypto or gpu (default: ${DEFAULT-VALUE}).")
  private String type;

  @Option(
      names = "--queues",
      defaultValue = "3",
      description = "Queues of each member, 1 to 256 (default: ${DEFAULT-VALUE}).")
  private int queues;

  @Option(
      names = "--members",
      defaultValue = "4",
      description = "Members of the owner, 1 to 65535 (default: ${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--objects",
      defaultValue = "255",
      description = "Resource objects in each direction, 0 to 255 (default: ${DEFAULT-VALUE}).")
  private int objects;

  @Option(names = "--packed", description = "Packed rings instead of split ones.")
  private boolean packed;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another seed has other guests (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--decode", description = "Answers say what frames mean as well.")
  private boolean decode;

  @Override
  public Integer call() throws IOException {
    var session = new DeviceSession(options());
    PrintWriter out = spec.commandLine().getOut();
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !out.checkError()) {
      out.println(session.answer(line));
      line = lines.readLine();
    }
    out.flush();
    return ExitCode.OK;
  }

  private DeviceOptions options() {
    within("--queues", queues, 1, MemberSettings.MOST_QUEUES);
    within("--members", members, 1, DeviceOptions.MOST_MEMBERS);
    within("--objects", objects, 0, OwnerSettings.MOST_OBJECTS);
    return new DeviceOptions(
        named(Profiles.values(), Profiles::word, profile, "profile"),
        named(DeviceTypes.values(), DeviceTypes::word, type, "device type"),
        members,
        queues,
        objects,
        packed,
        seed,
        decode);
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadInput("%s %d: from %d to %d".formatted(option, value, least, most));
    }
  }

  private static <E> E named(E[] all, Function<E, String> word, String wanted, String kind) {
    List<String> words = Arrays.stream(all).map(word).toList();
    if (!words.contains(wanted)) {
      throw new BadInput(
          "'%s' is no %s; there are %s".formatted(wanted, kind, String.join(", ", words)));
    }
    return all[words.indexOf(wanted)];
  }
}
