package io.godwit.scenarios.cli;

import io.godwit.runtime.kernel.Phold;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the kernel on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures PHOLD on the kernel, through Akka, against the bare event queue.",
    footer = {"", "Example: godwit bench --messages 2000000"})
final class BenchCommand implements Runnable {

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

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    var phold = new Phold(processes, 16, 1_000, 1_000_000, 1);
    try (Phold.Running running = phold.onBareQueue()) {
      report(out, "bare event queue", running);
    }
    try (Phold.Running running = phold.onKernel()) {
      report(out, "kernel with actors", running);
    }
    out.flush();
  }

  /** Of this thread, which is the one that simulates: other work on the machine does not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void report(PrintWriter out, String name, Phold.Running running) {
    long result = running.run(messages);
    double[] rates = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long began = cpuNanos();
      result = running.run(messages);
      rates[i] = messages / ((cpuNanos() - began) / 1e9);
    }
    Arrays.sort(rates);
    out.printf(
        Locale.ROOT,
        "%-20s %,12.0f messages a CPU second (median of %d; %,.0f to %,.0f), state %016x%n",
        name,
        rates[rates.length / 2],
        repetitions,
        rates[0],
        rates[rates.length - 1],
        result);
  }
}
