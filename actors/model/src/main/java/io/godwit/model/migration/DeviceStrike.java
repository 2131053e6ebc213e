package io.godwit.model.migration;

import io.godwit.model.device.Access.Strike;
import io.godwit.model.unit.SimDuration;

/**
 * What a scenario does to a device of a guest that moves.
 *
 * @param vm whose device
 * @param device its number in the guest's list, from 0
 * @param atDestination whether it is the device that takes over, or the one that is left
 * @param phase of the attempt, with which the time begins
 * @param after that, the strike comes
 * @param attempt in which, from 1
 * @param strike what
 */
public record DeviceStrike(
    String vm,
    int device,
    boolean atDestination,
    Phase phase,
    SimDuration after,
    int attempt,
    Strike strike) {}
