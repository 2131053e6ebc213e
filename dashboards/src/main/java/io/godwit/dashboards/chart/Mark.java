package io.godwit.dashboards.chart;

import io.godwit.model.migration.Phase;
import java.util.List;
import java.util.Optional;

/** Something that has a place of its own on the time axis. */
sealed interface Mark {

  Moment moment();

  /** What it says, without where: the text column of a terminal. */
  String text();

  Tone tone();

  /**
   * One or more arrows at once, and what is noted beside a lifeline.
   *
   * @param detail all that the record says, for whoever points at it
   */
  record Exchange(Moment moment, List<Hop> hops, Optional<Note> note, Tone tone, String detail)
      implements Mark {

    public Exchange {
      hops = List.copyOf(hops);
    }

    @Override
    public String text() {
      var words = new StringBuilder();
      for (Hop hop : hops) {
        append(words, ": ", hop.label());
      }
      note.ifPresent(each -> append(words, ", ", each.text()));
      return words.toString();
    }

    private static void append(StringBuilder words, String separator, String more) {
      if (!more.isEmpty()) {
        words.append(words.isEmpty() ? "" : separator).append(more);
      }
    }
  }

  /** One arrow; an empty label is none. */
  record Hop(Role from, Role to, String label) {}

  /** A word beside a lifeline. */
  record Note(Role on, String text) {}

  /** A phase begins. */
  record PhaseBegins(Moment moment, Phase phase) implements Mark {
    @Override
    public String text() {
      return phase.word();
    }

    @Override
    public Tone tone() {
      return Tone.PLAIN;
    }
  }

  /** A line across everything: an attempt begins, ends, or will be made again. */
  record Divider(Moment moment, String text, Tone tone, String detail) implements Mark {}

  /** Much of the same is left out here. */
  record Omission(Moment moment, String text) implements Mark {
    @Override
    public Tone tone() {
      return Tone.PLAIN;
    }
  }
}
