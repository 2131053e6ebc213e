package io.godwit.model.fleet;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/**
 * A link of the fabric that fails for a while.
 *
 * @param link its name; both directions where it names none
 * @param capacity meanwhile; zero when it is down
 */
public record LinkFault(String link, SimTime at, SimDuration lasts, ByteRate capacity) {}
