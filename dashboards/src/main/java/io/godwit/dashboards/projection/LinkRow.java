package io.godwit.dashboards.projection;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/** What one link of the fabric did in the whole run. */
public record LinkRow(
    String link, ByteRate capacity, ByteCount carried, SimDuration full, ByteRate peak) {}
