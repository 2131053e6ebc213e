package io.godwit.model.event;

/**
 * Something that has happened to an entity. Closed on purpose: the codec, the invariants and the
 * reports each handle every one. Kinds (strategies, faults, device types) appear as stable words,
 * so that adding one changes no event.
 */
public sealed interface Event
    permits FleetEvent, FabricEvent, HypervisorEvent, OwnerEvent, MemberEvent, MigrationEvent {}
