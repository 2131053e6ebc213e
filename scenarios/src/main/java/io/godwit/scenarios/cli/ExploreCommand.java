package io.godwit.scenarios.cli;

import io.godwit.scenarios.explore.Exploration;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.*;
import java.util.concurrent.Callable;
import picocli.CommandLine.*;
import picocli.CommandLine.Model.CommandSpec;

/** Looks for what breaks. */
@Command(name = "explore", mixinStandardHelpOptions = true)
final class ExploreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Parameters(paramLabel = "SCENARIO") private String scenario;
  @Option(names = "--runs", defaultValue = "1000") private long runs;
  @Option(names = "--seed", defaultValue = "1") private long seed;
  @Option(names = "--at-once") private int atOnce = Runtime.getRuntime().availableProcessors();
  @Option(names = "--set") private List<String> settings = new ArrayList<>();
  @Override public Integer call() {
    ScenarioFile file = Home.read(scenario, settings);
    var q = new Exploration.Question(file, seed, runs, List.of(), 20);
    try (var i = new Interruption(); var e = new Exploration(q, Home.version(), atOnce, i.asked(), p -> System.err.println(p))) {
      var r = e.explore();
      spec.commandLine().getOut().println(r.dump());
      return r.findings().isEmpty() ? 0 : 1;
    }
  }
}
