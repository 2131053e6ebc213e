package io.godwit.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Pages for {@code man}, made from what the commands say of themselves. */
final class ManPages {

  private final StringBuilder page = new StringBuilder();

  private ManPages() {}

  /** By name of the file: a page of the whole, and one of each command. */
  static Map<String, String> of(CommandSpec godwit) {
    var pages = new TreeMap<String, String>();
    pages.put("godwit.1", new ManPages().write(godwit));
    for (CommandLine command : godwit.subcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        pages.put("godwit-" + spec.name() + ".1", new ManPages().write(spec));
      }
    }
    return pages;
  }

  private String write(CommandSpec spec) {
    UsageMessageSpec usage = spec.usageMessage();
    String name = spec.qualifiedName("-");
    line(
        ".TH \"%s\" 1 \"\" \"godwit %s\"".formatted(name.toUpperCase(Locale.ROOT), Home.version()));
    line(".SH NAME");
    line(text(name) + " \\- " + text(sentence(usage.description())));
    line(".SH SYNOPSIS");
    synopsis(spec);
    line(".SH DESCRIPTION");
    paragraphs(List.of(usage.description()));
    options("ARGUMENTS", spec.positionalParameters());
    options("OPTIONS", spec.options());
    commands(spec);
    footer(List.of(usage.footer()));
    line(".SH SEE ALSO");
    line(spec.parent() == null ? "godwit help COMMAND" : ".BR godwit (1)");
    return page.toString();
  }

  private static String sentence(String... description) {
    String all = String.join(" ", description);
    int end = all.indexOf(". ");
    return end < 0 ? all : all.substring(0, end + 1);
  }

  private void synopsis(CommandSpec spec) {
    var help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
    line(".nf");
    help.synopsis(0).lines().forEach(each -> line(text(each)));
    line(".fi");
  }

  private void options(String title, List<? extends ArgSpec> arguments) {
    List<? extends ArgSpec> shown = arguments.stream().filter(each -> !each.hidden()).toList();
    if (!shown.isEmpty()) {
      line(".SH " + title);
      for (ArgSpec each : shown) {
        line(".TP");
        line("\\fB" + text(label(each)) + "\\fR");
        paragraphs(List.of(each.description()));
      }
    }
  }

  private static String label(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String names = String.join(", ", option.names());
      return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }
    return ((PositionalParamSpec) argument).paramLabel();
  }

  private void commands(CommandSpec spec) {
    if (!spec.subcommands().isEmpty()) {
      line(".SH COMMANDS");
      for (CommandLine command : spec.subcommands().values()) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        if (!usage.hidden()) {
          line(".TP");
          line("\\fB" + text(command.getCommandName()) + "\\fR");
          paragraphs(List.of(usage.description()));
        }
      }
    }
  }

  /** An empty line and its like begin a new paragraph; examples keep their lines. */
  private void footer(List<String> footer) {
    if (!footer.isEmpty()) {
      line(".SH EXAMPLES AND NOTES");
      line(".nf");
      footer.stream().filter(each -> !each.isBlank()).forEach(each -> line(text(each)));
      line(".fi");
    }
  }

  private void paragraphs(List<String> lines) {
    var shown = new ArrayList<String>();
    for (String each : lines) {
      if (each.startsWith("  ")) {
        shown.add(".br");
      }
      shown.add(each.isBlank() ? ".PP" : text(each));
    }
    shown.forEach(this::line);
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** Without what troff takes for a command of its own. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
