package io.godwit.scenarios.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands by name, in the order in which help lists them. */
final class Commands {

  private static final Map<String, Class<?>> BY_NAME = byName();

  private Commands() {}

  private static Map<String, Class<?>> byName() {
    var commands = new LinkedHashMap<String, Class<?>>();
    commands.put("run", RunCommand.class);
    commands.put("plan", PlanCommand.class);
    commands.put("explore", ExploreCommand.class);
    commands.put("validate", ValidateCommand.class);
    commands.put("fmt", FmtCommand.class);
    commands.put("new", NewCommand.class);
    commands.put("schema", SchemaCommand.class);
    commands.put("list", ListCommand.class);
    commands.put("resume", ResumeCommand.class);
    commands.put("verify", VerifyCommand.class);
    commands.put("fork", ForkCommand.class);
    commands.put("report", ReportCommand.class);
    commands.put("check", CheckCommand.class);
    commands.put("replay", ReplayCommand.class);
    commands.put("timeline", TimelineCommand.class);
    commands.put("diff", DiffCommand.class);
    commands.put("events", EventsCommand.class);
    commands.put("export", ExportCommand.class);
    commands.put("serve", ServeCommand.class);
    commands.put("runs", RunsCommand.class);
    commands.put("prune", PruneCommand.class);
    commands.put("oracle", OracleCommand.class);
    commands.put("calibrate", CalibrateCommand.class);
    commands.put("vfio", VfioCommand.class);
    commands.put("device", DeviceBenchCommand.class);
    commands.put("bench", BenchCommand.class);
    commands.put("version", Godwit.VersionCommand.class);
    commands.put("help", HelpCommand.class);
    commands.put("generate-completion", CompletionCommand.class);
    return commands;
  }

  /**
   * Adds the command that is asked for, alone if one is, none for the version, and for help what
   * each is for: to look into all of them takes longer than many a command itself.
   */
  static void addTo(CommandLine godwit, String... arguments) {
    String first = arguments.length > 0 ? arguments[0] : "";
    Class<?> asked = BY_NAME.get(first);
    if (asked != null && !needsAll(asked)) {
      godwit.addSubcommand(first, asked);
    } else if (first.equals("--help")) {
      BY_NAME.forEach((name, command) -> godwit.addSubcommand(name, outline(command)));
    } else if (!first.equals("--version")) {
      BY_NAME.forEach(godwit::addSubcommand);
    }
    godwit.getSubcommands().values().forEach(command -> summarize(command.getCommandSpec()));
  }

  /** The list of commands shows the first line of a description: that is its first sentence. */
  private static void summarize(CommandSpec command) {
    List<String> lines = new ArrayList<>(paragraphs(command.usageMessage().description()));
    String first = lines.isEmpty() ? "" : lines.get(0);
    int end = first.indexOf(". ") + 1;
    if (end > 0) {
      lines.set(0, first.substring(0, end));
      lines.add(1, first.substring(end + 1));
    }
    command.usageMessage().description(lines.toArray(String[]::new));
  }

  /** Lines that are indented stand alone. */
  private static List<String> paragraphs(String... lines) {
    var paragraphs = new ArrayList<String>();
    boolean goesOn = false;
    for (String line : lines) {
      boolean plain = !line.isBlank() && !line.startsWith(" ");
      if (plain && goesOn) {
        paragraphs.set(paragraphs.size() - 1, paragraphs.get(paragraphs.size() - 1) + ' ' + line);
      } else {
        paragraphs.add(line);
      }
      goesOn = plain;
    }
    return paragraphs;
  }

  /** A command without its options and parameters. */
  private static CommandSpec outline(Class<?> command) {
    Command annotation = command.getAnnotation(Command.class);
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(annotation.description()).hidden(annotation.hidden());
    return spec;
  }

  private static boolean needsAll(Class<?> command) {
    return command == HelpCommand.class || command == CompletionCommand.class;
  }

  /** The names of all commands that are shown. */
  static List<String> names() {
    return Godwit.commandLine().getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .map(CommandSpec::name)
        .toList();
  }
}
