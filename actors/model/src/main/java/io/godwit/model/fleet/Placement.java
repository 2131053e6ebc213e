package io.godwit.model.fleet;

import java.util.stream.IntStream;

/** In which order a guest looks for a host. Pure: the same hosts give the same order. */
interface Placement {

  /**
   * The hosts at which guests may arrive, the preferred first.
   *
   * @param last where the migration admitted before went, -1 for the first
   */
  IntStream preferred(Hosts hosts, int last);
}
