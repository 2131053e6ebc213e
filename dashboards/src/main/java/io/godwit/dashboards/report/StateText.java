package io.godwit.dashboards.report;

import io.godwit.model.entity.StateTree;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import io.godwit.persistence.codec.EventType;
import io.godwit.persistence.replay.Change;
import io.godwit.persistence.replay.Held;
import io.godwit.persistence.replay.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What entities held, for people. */
public final class StateText {

  /** Of a stretch of time without an event. */
  public static final String NOTHING = "nothing happened in between";

  private static final String INDENT = "  ";

  private StateText() {}

  /** One line for each entity: how far it was. */
  public static String overview(List<Held> all) {
    int width = width(all);
    return all.stream()
        .map(held -> pad(held.entity().toString(), width) + INDENT + progress(held) + '\n')
        .collect(Collectors.joining());
  }

  /** The whole state of each entity, as an indented tree. */
  public static String trees(List<Held> all) {
    return all.stream().map(StateText::tree).collect(Collectors.joining("\n"));
  }

  private static String tree(Held held) {
    String head = held.entity() + ": " + progress(held) + '\n';
    return head + joined(TreeText.lines(held.state(), INDENT));
  }

  private static String progress(Held held) {
    return held.last()
        .map(last -> "%s, the last %s".formatted(Counted.of(held.events(), "event"), named(last)))
        .orElse("not yet started; this is its initial state");
  }

  private static String named(RecordedEvent event) {
    return EventType.of(event.event()).stem() + " at " + Exact.text(event.at());
  }

  /** What the entities that recorded anything between two times came to; none of the others. */
  public static String changes(List<Held> before, List<Held> after) {
    var page = new StringBuilder();
    for (int i = 0; i < after.size(); i++) {
      long events = after.get(i).events() - before.get(i).events();
      if (events > 0) {
        List<Change> changes = Change.between(before.get(i).state(), after.get(i).state());
        page.append(
                "%s: %s in between\n".formatted(after.get(i).entity(), Counted.of(events, "event")))
            .append(changes.isEmpty() ? INDENT + "nothing changed\n" : changes(changes));
      }
    }
    return page.isEmpty() ? NOTHING + '\n' : page.toString();
  }

  /** An event, and below it what it changed. */
  public static String step(Step step) {
    RecordedEvent event = step.event();
    return "%s  %s  %s\n"
            .formatted(Exact.text(event.at()), event.entity(), EventText.exact(event.event()))
        + changes(step.changes());
  }

  private static String changes(List<Change> changes) {
    return changes.stream()
        .map(change -> INDENT + change.path() + ": " + arrow(change) + '\n')
        .collect(Collectors.joining());
  }

  private static String arrow(Change change) {
    return side(change.before()) + " -> " + side(change.after());
  }

  private static String side(Optional<StateTree> tree) {
    return tree.map(TreeText::inline).orElse("nothing");
  }

  private static int width(List<Held> all) {
    return all.stream().mapToInt(held -> held.entity().toString().length()).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String joined(List<String> lines) {
    return lines.stream().map(line -> line + '\n').collect(Collectors.joining());
  }
}
