package io.godwit.scenarios.cli;

import io.godwit.runtime.kernel.Phold;
import io.godwit.scenarios.run.Journal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the kernel on this machine. */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Measures PHOLD on the bare event queue, through actors, and with every message persisted.",
    footer = {"", "Example: godwit bench --messages 2000000"})
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--messages",
      defaultValue = "2000000",
      description = "Messages in each repetition (default: ${DEFAULT-VALUE}).")
  private long messages;

  @Option(
      names = "--repetitions",
      defaultValue = "5",
      description = "Counted repetitions; one more warms up (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--processes",
      defaultValue = "10000",
      description = "Actors, each with 16 messages under way (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--solver",
      paramLabel = "FLOWS",
      description = "Instead: the fabric's solver with 100 and more flows, up to so many.")
  private Optional<Integer> solver = Optional.empty();

  @Option(
      names = "--millis",
      defaultValue = "500",
      description = "With --solver: each of seven repetitions takes (default: ${DEFAULT-VALUE}).")
  private long millis;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (solver.isPresent()) {
      SolverBench.run(solver.get(), millis * 1_000_000, out);
      return ExitCode.OK;
    }
    var phold = new Phold(processes, 16, 1_000, 1_000_000, 1);
    try (Phold.Running running = phold.onBareQueue()) {
      report(out, "bare event queue", running);
    }
    try (Phold.Running running = phold.onKernel()) {
      report(out, "kernel with actors", running);
    }
    try (Phold.Running running = phold.persisting(Journal.inMemory())) {
      report(out, "persisted in memory", running);
    }
    Path folder = Files.createTempDirectory("godwit-bench");
    Path events = folder.resolve("events.db");
    try (Phold.Running running = phold.persisting(Journal.onDisk(events))) {
      report(out, "persisted to disk", running);
    }
    Files.deleteIfExists(events);
    Files.deleteIfExists(folder);
    out.flush();
    return ExitCode.OK;
  }

  private void report(PrintWriter out, String name, Phold.Running running) {
    long result = running.run(messages);
    double[] rates = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long began = System.nanoTime();
      result = running.run(messages);
      rates[i] = messages / ((System.nanoTime() - began) / 1e9);
    }
    Arrays.sort(rates);
    out.printf(
        Locale.US,
        "%-20s %,12.0f messages/s (median of %d; %,.0f to %,.0f), state %016x%n",
        name,
        rates[rates.length / 2],
        repetitions,
        rates[0],
        rates[rates.length - 1],
        result);
  }
}
