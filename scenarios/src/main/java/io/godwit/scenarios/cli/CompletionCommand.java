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
      "compgen -W \"${PATHVALUE_option_args[*]}\" -- \"${curr_word}\""
          + " | { [[ ${curr_word} == *=* ]] && cat || grep '=$'; }";

  private static final String REGISTERED = "complete -F _complete_godwit ";

  /** Bash ends words at = and : as well, and wants the end of the word alone. */
  private static final String BY_WHOLE_WORDS =
      """
      function _complete_godwit_words() {
        [[ -z ${BASH_VERSION} ]] && { _complete_godwit; return; }
        local typed=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} whole
        local -a COMP_WORDS
        read -r -a COMP_WORDS <<< "${line}"
        [[ ${line} == *[[:space:]] ]] && COMP_WORDS+=("")
        local COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        whole=${COMP_WORDS[COMP_CWORD]}
        if [[ ${whole} == --*=* ]]; then
          COMP_WORDS[COMP_CWORD]=${whole%%=*}
          whole=${whole#*=}
          COMP_WORDS+=("${whole}")
          ((COMP_CWORD++))
        fi
        _complete_godwit
        typed=${typed##[=:]}
        local -i cut=$((${#whole} - ${#typed}))
        ((cut > 0)) && COMPREPLY=("${COMPREPLY[@]#"${whole:0:cut}"}")
        [[ ${COMPREPLY[0]} == *= ]] && type compopt &> /dev/null && compopt -o nospace
        return 0
      }

      complete -F _complete_godwit_words\s""";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    String script = AutoComplete.bash("godwit", spec.parent().commandLine());
    out.print(
        script
            .replace(NAMES, NAMES_AND_FILES)
            .replace(KEYS, PLAIN_KEYS)
            .replace(REGISTERED, BY_WHOLE_WORDS));
    out.flush();
  }
}
