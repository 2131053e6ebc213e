package io.godwit.dashboards.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A length of virtual time with a name, and what happened in it; children never leave it. */
final class Span {

  final String name;
  final long begin;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Span> children = new ArrayList<>();
  private long end;
  private boolean open = true;

  Span(String name, long begin) {
    this.name = name;
    this.begin = begin;
    this.end = begin;
  }

  /** A value that is told with it: a text, a number or a truth. */
  Span with(String key, Object value) {
    values.put(key, value);
    return this;
  }

  Span child(String childName, long at) {
    var child = new Span(childName, Math.max(at, freeFrom()));
    children.add(child);
    return child;
  }

  /** From when on nothing else happens in it: the children of one span follow one another. */
  private long freeFrom() {
    return children.isEmpty() ? begin : Math.max(begin, children.get(children.size() - 1).end);
  }

  Span close(long at) {
    if (open) {
      open = false;
      children.forEach(child -> child.close(at));
      end = Math.max(at, freeFrom());
    }
    return this;
  }

  boolean isOpen() {
    return open;
  }

  long end() {
    return end;
  }

  Map<String, Object> values() {
    return values;
  }

  List<Span> children() {
    return children;
  }
}
