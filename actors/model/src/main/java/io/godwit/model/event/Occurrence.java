package io.godwit.model.event;

import io.godwit.model.unit.SimTime;

/**
 * An event with its place in the history; this is what is persisted.
 *
 * @param at virtual time
 * @param step the number of the kernel's delivery that caused it, from 1; all events of one
 *     delivery share it, and steps never decrease along a run
 * @param event what happened
 */
public record Occurrence(SimTime at, long step, Event event) {}
