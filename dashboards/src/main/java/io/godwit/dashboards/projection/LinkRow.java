package io.godwit.dashboards.projection;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/** What one link of the fabric did in the whole run. */
public record LinkRow(
    String link, ByteRate capacity, ByteCount carried, SimDuration full, ByteRate peak) {

  /** Whether it is an outward link of {@code place}, a host, a rack or a pod, or of one in it. */
  public boolean leadsAwayFrom(String place) {
    return leadsAway(link, place);
  }

  static boolean leadsAway(String link, String place) {
    String direction = link.substring(link.lastIndexOf('/') + 1);
    return link.startsWith(place + '/') && direction.matches("tx|up|up-[0-9]+");
  }
}
