package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML document as text and structure, with the place of everything; nothing is interpreted yet.
 */
sealed interface Tree {

  Place place();

  /** How a message names it. */
  String kind();

  /**
   * Where something stands; line and column from 1, or 0 when it was given on the command line.
   *
   * @param file empty on the command line
   */
  record Place(String file, int line, int column) {
    static final Place COMMAND_LINE = new Place("", 0, 0);

    /** Of what no text says. */
    static final Place NOWHERE = new Place("", 0, -1);
  }

  /** One value as it is written; {@code quoted} tells "5" from 5. */
  record Leaf(Place place, String text, boolean quoted) implements Tree {
    private static final int SHOWN = 60;

    @Override
    public String kind() {
      return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "...'";
    }
  }

  /** Keys and values in the order of the file; may be changed by overrides. */
  record Branch(Place place, Map<String, Entry> entries) implements Tree {
    Branch(Place place) {
      this(place, new LinkedHashMap<>());
    }

    @Override
    public String kind() {
      return "a block of keys";
    }
  }

  record Entry(Place key, Tree value) {}

  /** Values in the order of the file; may be changed by overrides. */
  record Items(Place place, List<Tree> items) implements Tree {
    Items(Place place) {
      this(place, new ArrayList<>());
    }

    @Override
    public String kind() {
      return "a list";
    }
  }
}
