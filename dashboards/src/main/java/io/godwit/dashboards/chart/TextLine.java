package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Mark.Hop;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The lifelines in one line of a terminal. */
final class TextLine {

  private final Glyphs glyphs;
  private final List<Role> roles;
  private final int column;
  private final char[] signs;

  /**
   * @param column characters a lifeline
   */
  TextLine(Glyphs glyphs, List<Role> roles, int column) {
    this.glyphs = glyphs;
    this.roles = roles;
    this.column = column;
    signs = new char[roles.size() * column];
    Arrays.fill(signs, ' ');
  }

  /** Each lifeline with the sign of what goes on there, or as a plain line. */
  TextLine lifelines(Map<Role, Bar.Kind> bars) {
    for (Role role : roles) {
      Bar.Kind kind = bars.get(role);
      signs[middle(role)] = kind == null ? glyphs.line() : glyphs.bar(kind);
    }
    return this;
  }

  /** Each lifeline as where much time passes. */
  TextLine passing() {
    roles.forEach(role -> signs[middle(role)] = glyphs.passing());
    return this;
  }

  TextLine arrow(Hop hop) {
    int from = middle(hop.from());
    int to = middle(hop.to());
    boolean right = to > from;
    signs[from] = right ? glyphs.leavesRight() : glyphs.leavesLeft();
    int step = right ? 1 : -1;
    for (int at = from + step; at != to; at += step) {
      signs[at] = signs[at] == ' ' ? glyphs.arrow() : glyphs.crossing();
    }
    signs[to - step] = right ? glyphs.headRight() : glyphs.headLeft();
    return this;
  }

  TextLine note(Role on, Tone tone) {
    signs[middle(on)] = glyphs.note(tone);
    return this;
  }

  /** The names of the roles above their lifelines, as long as there is room. */
  TextLine names() {
    for (Role role : roles) {
      String name = role.word().length() < column ? role.word() : role.brief();
      int at = Math.max(0, middle(role) - name.length() / 2);
      name.getChars(0, name.length(), signs, Math.min(at, signs.length - name.length()));
    }
    return this;
  }

  private int middle(Role role) {
    return roles.indexOf(role) * column + column / 2;
  }

  @Override
  public String toString() {
    return new String(signs);
  }
}
