package io.godwit.model.fleet;

import io.godwit.model.unit.SimTime;

/** When what shall move, how many at once, in which order, and where to. */
public record Plan(SimTime at, PlanAction action, Limits limits, Placements place, Orders order) {}
