package io.godwit.scenarios.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the library of scenarios. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Lists the scenarios of the library.",
    footer = {"", "Example: godwit list"})
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<String> names = Home.scenarios();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    ArrayNode list = new ObjectMapper().createArrayNode();
    for (String name : names) {
      String about = Home.about(name);
      if (json) {
        list.addObject().put("name", name).put("about", about);
      } else {
        Screen.entry(name, width + 2, about).forEach(out::println);
      }
    }
    if (json) {
      out.println(list.toPrettyString());
    }
    out.flush();
  }
}
