package io.godwit.scenarios.cli;

import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.run.WriteFailedException;
import io.godwit.scenarios.file.Escaped;
import io.godwit.scenarios.file.Misspelt;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.IncompatibleRunException;
import io.godwit.scenarios.run.WarmUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code godwit} command. */
@Command(
    name = "godwit",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Godwit.Version.class,
    description = "Simulates live migration of virtual machines at datacenter scale.",
    footer = {
      "",
      "Example: godwit run rack-drain",
      "",
      "Exit codes: 0 valid, 1 invalid or an expectation missed, 2 bad input, a damaged",
      "or an unfinished run, 3 a bug, 130 and 143 interrupted."
    })
public final class Godwit implements Runnable {

  /** With this in the environment, a bug shows its stack trace. */
  private static final String DEBUG = "GODWIT_DEBUG";

  /**
   * What libraries would look for in every jar that there is, and not find: Groovy's closures and a
   * tracer of OpenTelemetry's; where they find what is in one of them; and converters for types
   * that no option has.
   */
  private static final Map<String, String> UNASKED =
      Map.of(
          "picocli.disable.closures", "true",
          "picocli.converters.excludes", "java.(sql|time).*",
          "io.prometheus.otelExemplars", "inactive",
          "slf4j.provider", "org.slf4j.nop.NOPServiceProvider",
          "slf4j.internal.verbosity", "WARN");

  private static final ShortMemory SHORT_MEMORY = new ShortMemory();

  private static final String NOWHERE = "'' names no file or folder";

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught(failure));
    UNASKED.forEach(System::setProperty);
    if (arguments.length > 0 && arguments[0].equals("run")) {
      WarmUp.begin();
    }
    // Figures look the same everywhere; and the JDK has these forms at hand, others it looks up.
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    try {
      System.exit(execute(arguments));
    } catch (OutOfMemoryError full) {
      SHORT_MEMORY.end();
    }
  }

  /** Whichever thread it is that finds no memory, the process ends. */
  private static void uncaught(Throwable failure) {
    if (ShortMemory.isBehind(failure)) {
      SHORT_MEMORY.end();
    }
    bug(failure, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  /** Runs one command line; gives the exit code. */
  public static int execute(String... arguments) {
    var out = new StandardOutput();
    CommandLine line = commandLine(arguments);
    line.setOut(out.writer());
    int exitCode = execute(line, arguments);
    line.getOut().flush();
    return out.failure().map(failure -> lost(failure, line)).orElse(exitCode);
  }

  /** What is no exception but an end of the machine's means is told in a line as well. */
  private static int execute(CommandLine line, String... arguments) {
    try {
      return line.execute(arguments);
    } catch (StackOverflowError deep) {
      return bug(deep, line.getErr());
    }
  }

  /** What was asked for did not all get out; whoever closed the pipe knows that himself. */
  private static int lost(IOException failure, CommandLine line) {
    if (!StandardOutput.isClosedPipe(failure)) {
      line.getErr().println("godwit: standard output cannot be written: " + failure.getMessage());
    }
    return ExitCode.BAD_INPUT;
  }

  /** With the command that the arguments begin with, or with all where they begin with none. */
  static CommandLine commandLine(String... arguments) {
    var line = new CommandLine(new Godwit());
    Commands.addTo(line, arguments);
    line.setParameterExceptionHandler(Godwit::badParameter);
    line.setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
    line.registerConverter(Path.class, Godwit::path);
    line.setUsageHelpWidth(Screen.helpColumns());
    line.setExitCodeExceptionMapper(failure -> ExitCode.INTERNAL_ERROR);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }

  /** No empty word names the folder that one is in. */
  private static Path path(String word) {
    if (word.isEmpty()) {
      throw new TypeConversionException(NOWHERE);
    }
    return Path.of(word);
  }

  /** What is said of a command that there is none of. */
  static ParameterException unknown(String name, CommandLine godwit) {
    return new UnmatchedArgumentException(godwit, List.of(name));
  }

  private static int badParameter(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    Optional<String> mistyped = mistypedCommand(wrong);
    if (mistyped.isPresent()) {
      err.println("godwit: " + Escaped.of(mistyped.get()));
      return ExitCode.BAD_INPUT;
    }
    message(wrong)
        .replaceAll("is not an? (int|long)$", "is no whole number, or too large for one")
        .lines()
        .forEach(line -> err.println("godwit: " + Escaped.of(line)));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.BAD_INPUT;
  }

  /** A word that may be left out is unmatched where it cannot be converted. */
  private static String message(ParameterException wrong) {
    boolean isEmpty =
        wrong instanceof UnmatchedArgumentException unmatched
            && unmatched.getUnmatched().contains("");
    return isEmpty ? NOWHERE : wrong.getMessage();
  }

  /** Of a command line whose first word is no command. */
  private static Optional<String> mistypedCommand(ParameterException wrong) {
    boolean atTop = wrong.getCommandLine().getParent() == null;
    if (!atTop
        || !(wrong instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()
        || unmatched.getUnmatched().get(0).startsWith("-")) {
      return Optional.empty();
    }
    String word = unmatched.getUnmatched().get(0);
    return Optional.of(
        "there is no command '%s'; %s"
            .formatted(
                word,
                Misspelt.nearest(word, Commands.names())
                    .map("did you mean '%s'?"::formatted)
                    .orElse("'godwit --help' lists all")));
  }

  private static int failed(Exception failure, CommandLine command) {
    if (ShortMemory.isBehind(failure)) {
      throw new OutOfMemoryError();
    }
    PrintWriter err = command.getErr();
    if (isForTheUser(failure)) {
      failure.getMessage().lines().forEach(line -> err.println("godwit: " + Escaped.of(line)));
      return ExitCode.BAD_INPUT;
    }
    Optional<IOException> noRoom = noRoom(failure);
    if (noRoom.isPresent()) {
      err.println("godwit: the disk is full: " + Escaped.of(noRoom.get().getMessage()));
      err.println("godwit: free some space and try again");
      return ExitCode.BAD_INPUT;
    }
    return bug(failure, err);
  }

  /** A full disk is no bug, whatever met it: a temporary file as well. */
  private static Optional<IOException> noRoom(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .map(IOException.class::cast)
        .filter(WriteFailedException::isFull)
        .findFirst();
  }

  private static int bug(Throwable failure, PrintWriter err) {
    err.println("godwit: this is a bug in Godwit: " + failure);
    if (System.getenv(DEBUG) == null) {
      err.println("Please report it with the scenario; " + DEBUG + "=1 shows where it happened.");
    } else {
      failure.printStackTrace(err);
    }
    return ExitCode.INTERNAL_ERROR;
  }

  /**
   * What the user can mend: an argument, a scenario, a record that is damaged or cannot be kept.
   */
  private static boolean isForTheUser(Exception failure) {
    return failure instanceof BadInput
        || failure instanceof ScenarioProblems
        || failure instanceof IncompatibleRunException
        || failure instanceof RecordException;
  }

  @Command(mixinStandardHelpOptions = true, description = "Says which version this is.")
  static final class VersionCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      spec.parent().commandLine().printVersionHelp(spec.commandLine().getOut());
    }
  }

  /** The version and the commit that the build wrote into the jar, and the Java that runs it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "godwit %s, commit %s".formatted(Home.version(), Home.commit()),
        "Java %s, %s".formatted(Runtime.version(), System.getProperty("java.vendor"))
      };
    }
  }
}
