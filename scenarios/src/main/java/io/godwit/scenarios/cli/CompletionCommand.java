package io.godwit.scenarios.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands, options, scenarios and keys. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Prints a completion script for bash and zsh.",
    footer = {"", "Example: source <(godwit generate-completion)"})
final class CompletionCommand implements Runnable {

  /** The library offers files only where nothing else is offered; a scenario may be either. */
  private static final String NAMES = "compReplyArray \"${SCENARIO_pos_param_args[@]}\"";

  private static final String NAMES_AND_FILES = NAMES + "; compgen -f -- \"${curr_word}\"";

  /** The library escapes brackets, which nobody types. */
  private static final String KEYS = "compReplyArray \"${PATHVALUE_option_args[@]}\"";

  private static final String PLAIN_KEYS =
      "compgen -W \"${PATHVALUE_option_args[*]}\" -- \"${curr_word}\"";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    String script = AutoComplete.bash("godwit", spec.parent().commandLine());
    out.print(script.replace(NAMES, NAMES_AND_FILES).replace(KEYS, PLAIN_KEYS));
    out.flush();
  }
}
