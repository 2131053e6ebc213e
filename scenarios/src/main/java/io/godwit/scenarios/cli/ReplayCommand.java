package io.godwit.scenarios.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.dashboards.report.JsonValues;
import io.godwit.dashboards.report.StateJson;
import io.godwit.dashboards.report.StateText;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.replay.Glob;
import io.godwit.persistence.replay.Held;
import io.godwit.persistence.replay.Replay;
import io.godwit.runtime.simulation.Rules;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.PastRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what entities held at any virtual time of a run. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Shows what any entity held at any virtual time: its record, folded as its actor did.",
      "Without --entity, a line for each entity; with it, the whole state of those that match."
    },
    footer = {
      "",
      "Example: godwit replay runs/latest --at '4.703 s' --entity 'member|*host-0/*'",
      "         godwit replay runs/latest --diff '4.69 s' '4.71 s' --entity '*/net0/1'",
      "         godwit replay runs/latest --entity 'migration|*' --follow --until '1.2 s'"
    })
final class ReplayCommand implements Runnable {

  private static final SimTime END = new SimTime(Long.MAX_VALUE);

  @Spec private CommandSpec spec;

  @Mixin private RunArgument run;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Once everything at this time had happened (default: the end).")
  private Optional<SimTime> at = Optional.empty();

  @Option(
      names = "--entity",
      paramLabel = "GLOB",
      converter = EntityConverter.class,
      description = "Which entities, such as 'member|pod-0/*' or 'migration*'.")
  private Optional<Glob> entity = Optional.empty();

  @Option(
      names = "--diff",
      arity = "2",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "What changed between two times.")
  private List<SimTime> diff = List.of();

  @Option(
      names = "--follow",
      description = "Steps from event to event: after --at, or from the beginning.")
  private boolean follow;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Where --follow ends.")
  private Optional<SimTime> until = Optional.empty();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Override
  public void run() {
    refuseMixtures();
    PrintWriter out = spec.commandLine().getOut();
    LookBack.at(run.folder(), past -> write(past, out));
    out.flush();
  }

  private void refuseMixtures() {
    if (!diff.isEmpty() && (follow || at.isPresent())) {
      throw new BadInput("--diff names its two times itself: leave --at and --follow out");
    } else if (until.isPresent() && !follow) {
      throw new BadInput("--until says where --follow ends: add --follow, or say --at");
    } else if (diff.size() > 2) {
      throw new BadInput(
          "--diff compares two times, not %d: ask for one pair at a time".formatted(diff.size()));
    } else if (!diff.isEmpty() && diff.get(0).isAfter(diff.get(1))) {
      throw new BadInput(
          "--diff %s %s: name the earlier time first"
              .formatted(Exact.text(diff.get(0)), Exact.text(diff.get(1))));
    }
    until.ifPresent(end -> Reach.requireOrder("--at", at.orElse(SimTime.ZERO), "--until", end));
  }

  private boolean write(PastRun past, PrintWriter out) throws ScenarioProblems {
    Rules rules = past.rules(Home.version());
    at.ifPresent(time -> Reach.requireKnown("--at", time, past));
    diff.forEach(time -> Reach.requireKnown("--diff", time, past));
    Set<EntityId> chosen = chosen(past, rules);
    Replay replay = past.replay(rules);
    if (follow) {
      follow(replay, chosen, out);
      until
          .flatMap(end -> Reach.unknown("--until", end, past))
          .ifPresent(line -> Aside.say(spec, line));
    } else if (diff.isEmpty()) {
      out.print(states(replay.at(at.orElse(END), chosen)));
    } else {
      out.print(changes(replay.at(diff.get(0), chosen), replay.at(diff.get(1), chosen)));
    }
    return true;
  }

  private Set<EntityId> chosen(PastRun past, Rules rules) {
    try {
      return EntityChoice.of(entity.orElse(Glob.of("*")), past.log().entities(), rules);
    } catch (BadInput unknown) {
      throw new BadInput(unknown.getMessage() + Reach.soFar(past));
    }
  }

  private String states(List<Held> held) {
    if (json) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      at.ifPresent(time -> document.set("at", JsonValues.of(time)));
      document.set("entities", StateJson.states(held));
      return document.toPrettyString() + '\n';
    }
    return entity.isPresent() ? StateText.trees(held) : StateText.overview(held);
  }

  private String changes(List<Held> before, List<Held> after) {
    if (json) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.set("from", JsonValues.of(diff.get(0)));
      document.set("to", JsonValues.of(diff.get(1)));
      document.set("entities", StateJson.changes(before, after));
      return document.toPrettyString() + '\n';
    }
    return StateText.changes(before, after);
  }

  private void follow(Replay replay, Set<EntityId> chosen, PrintWriter out) {
    SimTime after = at.orElse(SimTime.ZERO);
    if (json) {
      ArrayNode steps = JsonNodeFactory.instance.arrayNode();
      replay.follow(after, until.orElse(END), chosen, step -> steps.add(StateJson.step(step)));
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.set("steps", steps);
      out.println(document.toPrettyString());
      return;
    }
    var found = new boolean[1];
    replay.follow(
        after,
        until.orElse(END),
        chosen,
        step -> {
          found[0] = true;
          out.print(StateText.step(step));
        });
    if (!found[0]) {
      out.println(StateText.NOTHING);
    }
  }
}
