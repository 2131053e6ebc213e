package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.ScenarioKeys;
import java.util.Iterator;
import java.util.stream.Stream;

/** What completion offers for words that are no options. */
final class Candidates {

  private Candidates() {}

  /** The names of the library, where it is there. */
  static final class Library implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Home.scenariosIfAny().iterator();
    }
  }

  /**
   * Keys as {@code --set} takes them, such as {@code plan[0].limits.total=}, and those that hold a
   * word with each.
   */
  static final class Keys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(
              ScenarioKeys.paths().stream().map(path -> path + "="), ScenarioKeys.words().stream())
          .iterator();
    }
  }

  /** The names of all commands. */
  static final class Commands implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return io.godwit.scenarios.cli.Commands.names().iterator();
    }
  }

  /** The kinds of starters. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Starters.words().iterator();
    }
  }
}
