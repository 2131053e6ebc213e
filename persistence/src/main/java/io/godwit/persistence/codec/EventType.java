package io.godwit.persistence.codec;

import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.OwnerEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one table of what an event is called on disk. A manifest or number that was released is never
 * changed or used again: a record that changes gets the next version here, its old shape becomes an
 * {@link Upcaster}, and both keep their golden bytes.
 */
public enum EventType {
  RUN_STARTED("run-started.v1", 100, FleetEvent.RunStarted.class),
  PLAN_STARTED("plan-started.v1", 101, FleetEvent.PlanStarted.class),
  MIGRATION_PLANNED("migration-planned.v1", 102, FleetEvent.MigrationPlanned.class),
  MIGRATION_ADMITTED("migration-admitted.v1", 103, FleetEvent.MigrationAdmitted.class),
  MIGRATION_UNPLACED("migration-unplaced.v1", 104, FleetEvent.MigrationUnplaced.class),
  RETRY_SCHEDULED("retry-scheduled.v1", 105, FleetEvent.RetryScheduled.class),
  MIGRATION_SETTLED("migration-settled.v1", 106, FleetEvent.MigrationSettled.class),
  PLAN_FINISHED("plan-finished.v1", 107, FleetEvent.PlanFinished.class),
  LINK_USED("link-used.v1", 108, FleetEvent.LinkUsed.class),
  RUN_FINISHED("run-finished.v1", 109, FleetEvent.RunFinished.class),
  LINK_CHANGED("link-changed.v1", 110, FleetEvent.LinkChanged.class),
  MIGRATION_CANCELLED("migration-cancelled.v1", 111, FleetEvent.MigrationCancelled.class),
  HOSTS_CORDONED("hosts-cordoned.v1", 160, FleetEvent.HostsCordoned.class),
  HOSTS_UNCORDONED("hosts-uncordoned.v1", 161, FleetEvent.HostsUncordoned.class),
  REQUEST_REFUSED("request-refused.v1", 162, FleetEvent.RequestRefused.class),
  GUEST_LEFT("guest-left.v1", 163, FleetEvent.GuestLeft.class),
  PLAN_MISSED("plan-missed.v1", 164, FleetEvent.PlanMissed.class),
  PLAN_NAMED("plan-named.v1", 165, FleetEvent.PlanNamed.class),
  ADMISSION_HELD("admission-held.v1", 166, FleetEvent.AdmissionHeld.class),
  PLAN_CANCELLED("plan-cancelled.v1", 167, FleetEvent.PlanCancelled.class),
  DEADLINE_PASSED("deadline-passed.v1", 168, FleetEvent.DeadlinePassed.class),
  SPEEDS_MET("speeds-met.v1", 175, FleetEvent.SpeedsMet.class),
  POWER_DRAWN("power-drawn.v1", 176, FleetEvent.PowerDrawn.class),
  BACKGROUND_TURNED("background-turned.v1", 177, FleetEvent.BackgroundTurned.class),
  HOST_DOWN("host-down.v1", 179, FleetEvent.HostDown.class),
  HOST_RETURNED("host-returned.v1", 180, FleetEvent.HostReturned.class),
  HOST_SPARED("host-spared.v1", 181, FleetEvent.HostSpared.class),
  GUEST_ARRIVED("guest-arrived.v1", 182, FleetEvent.GuestArrived.class),
  GUEST_REFUSED("guest-refused.v1", 183, FleetEvent.GuestRefused.class),
  GUEST_LEAVING("guest-leaving.v1", 184, FleetEvent.GuestLeaving.class),
  GUEST_DEPARTED("guest-departed.v1", 185, FleetEvent.GuestDeparted.class),
  SPREAD_MEASURED("spread-measured.v1", 186, FleetEvent.SpreadMeasured.class),
  MOVE_ASSIGNED("move-assigned.v1", 187, FleetEvent.MoveAssigned.class),
  BACKGROUND_SERVED("background-served.v1", 178, FleetEvent.BackgroundServed.class),
  FAULT_INJECTED("fault-injected.v1", 169, FleetEvent.FaultInjected.class),
  HOST_FAILED("host-failed.v1", 170, FleetEvent.HostFailed.class),
  HOST_MISSED("host-missed.v1", 171, FleetEvent.HostMissed.class),
  HOST_RECOVERED("host-recovered.v1", 172, FleetEvent.HostRecovered.class),

  HOST_STOOD("host-stood.v1", 742, FleetEvent.HostStood.class),
  HOST_WENT_ON("host-went-on.v1", 743, FleetEvent.HostWentOn.class),
  HOST_FENCED("host-fenced.v1", 744, FleetEvent.HostFenced.class),
  CONTROL_PLANE_LEFT("control-plane-left.v1", 745, FleetEvent.ControlPlaneLeft.class),
  CONTROL_PLANE_BACK("control-plane-back.v1", 746, FleetEvent.ControlPlaneBack.class),
  ANSWER_MISSED("answer-missed.v1", 747, FleetEvent.AnswerMissed.class),
  REQUESTS_DISTURBED("requests-disturbed.v1", 748, FleetEvent.RequestsDisturbed.class),
  ATTEMPT_REFUSED("attempt-refused.v1", 749, FleetEvent.AttemptRefused.class),
  RETRY_DENIED("retry-denied.v1", 751, FleetEvent.RetryDenied.class),
  CONDITION_TURNED("condition-turned.v1", 750, FleetEvent.ConditionTurned.class),

  HYPERVISOR_STARTED("hypervisor-started.v1", 200, HypervisorEvent.HypervisorStarted.class),
  RESERVATION_MADE("reservation-made.v1", 201, HypervisorEvent.ReservationMade.class),
  RESERVATION_REFUSED("reservation-refused.v1", 202, HypervisorEvent.ReservationRefused.class),
  RESERVATION_RELEASED("reservation-released.v1", 203, HypervisorEvent.ReservationReleased.class),
  VCPUS_STOPPED("vcpus-stopped.v1", 204, HypervisorEvent.VcpusStopped.class),
  VCPUS_STARTED("vcpus-started.v1", 205, HypervisorEvent.VcpusStarted.class),
  VM_REMOVED("vm-removed.v1", 206, HypervisorEvent.VmRemoved.class),
  VM_CREATED("vm-created.v1", 700, HypervisorEvent.VmCreated.class),
  COMMAND_SUBMITTED("command-submitted.v2", 240, HypervisorEvent.CommandSubmitted.class),
  OBJECTS_USED_UP("objects-used-up.v1", 252, HypervisorEvent.ObjectsUsedUp.class),
  COMMAND_COMPLETED("command-completed.v2", 241, HypervisorEvent.CommandCompleted.class),
  STATUS_WRITTEN("status-written.v1", 209, HypervisorEvent.StatusWritten.class),
  STATUS_SEEN("status-seen.v1", 210, HypervisorEvent.StatusSeen.class),
  HOST_CRASHED("host-crashed.v1", 230, HypervisorEvent.HostCrashed.class),
  HOST_BOOTED("host-booted.v1", 231, HypervisorEvent.HostBooted.class),
  VM_LAUNCHED("vm-launched.v1", 232, HypervisorEvent.VmLaunched.class),
  DEVICE_WAITS("device-waits.v1", 211, HypervisorEvent.DeviceWaits.class),
  OWNER_FOUND("owner-found.v1", 212, HypervisorEvent.OwnerFound.class),
  VFIO_STATE_CHANGED("vfio-state-changed.v1", 660, HypervisorEvent.VfioStateChanged.class),
  VFIO_DEVICE_RESET("vfio-device-reset.v1", 661, HypervisorEvent.VfioDeviceReset.class),
  VFIO_RESET_DEFERRED("vfio-reset-deferred.v1", 662, HypervisorEvent.VfioResetDeferred.class),
  VFIO_SESSION_LOST("vfio-session-lost.v1", 663, HypervisorEvent.VfioSessionLost.class),
  ARRIVAL_LOST("arrival-lost.v1", 821, HypervisorEvent.ArrivalLost.class),
  STANDING_DEVICE_RESET("standing-device-reset.v1", 842, HypervisorEvent.StandingDeviceReset.class),
  FUNCTION_FORCED("function-forced.v1", 213, HypervisorEvent.FunctionForced.class),

  HOST_PAUSED("host-paused.v1", 266, HypervisorEvent.HostPaused.class),
  HOST_SLOWED("host-slowed.v1", 267, HypervisorEvent.HostSlowed.class),
  VM_KILLED("vm-killed.v1", 268, HypervisorEvent.VmKilled.class),
  HOST_UNFIT("host-unfit.v1", 269, HypervisorEvent.HostUnfit.class),
  HOST_RESUMED("host-resumed.v1", 740, HypervisorEvent.HostResumed.class),

  OWNER_HAMPERED("owner-hampered.v1", 741, OwnerEvent.OwnerHampered.class),
  OWNER_STARTED("owner-started.v1", 300, OwnerEvent.OwnerStarted.class),
  DOORBELL_RUNG("doorbell-rung.v1", 323, OwnerEvent.DoorbellRung.class, Audience.PRIVATE),
  RESULT_ROOM_GIVEN(
      "result-room-given.v1", 350, OwnerEvent.ResultRoomGiven.class, Audience.PRIVATE),
  COMMAND_FETCHED("command-fetched.v2", 320, OwnerEvent.CommandFetched.class),
  COMMAND_TURNED_AWAY("command-turned-away.v1", 302, OwnerEvent.CommandTurnedAway.class),
  COMMAND_SERVED("command-served.v2", 321, OwnerEvent.CommandServed.class),
  COMMAND_DROPPED("command-dropped.v1", 324, OwnerEvent.CommandDropped.class),
  OWNER_DISTURBED("owner-disturbed.v1", 304, OwnerEvent.OwnerDisturbed.class),
  OWNER_RESTORED("owner-restored.v2", 330, OwnerEvent.OwnerRestored.class),
  OWNER_PREPARED("owner-prepared.v1", 351, OwnerEvent.OwnerPrepared.class),
  COMMAND_LIST_USED("command-list-used.v1", 352, OwnerEvent.CommandListUsed.class),
  OBJECT_LIMITS_SET("object-limits-set.v1", 353, OwnerEvent.ObjectLimitsSet.class),
  OBJECT_CHANGED("object-changed.v2", 322, OwnerEvent.ObjectChanged.class),

  MEMBER_STARTED("member-started.v1", 400, MemberEvent.MemberStarted.class),
  MODE_CHANGED("mode-changed.v1", 401, MemberEvent.ModeChanged.class),
  CONTEXT_READ("context-read.v1", 402, MemberEvent.ContextRead.class),
  CONTEXT_WRITTEN("context-written.v1", 403, MemberEvent.ContextWritten.class),
  CONTEXT_DISCARDED("context-discarded.v1", 404, MemberEvent.ContextDiscarded.class),
  CONTEXT_SEALED("context-sealed.v1", 405, MemberEvent.ContextSealed.class),
  CONTEXT_APPLIED("context-applied.v1", 406, MemberEvent.ContextApplied.class),
  COMMAND_REFUSED("command-refused.v1", 407, MemberEvent.CommandRefused.class),
  MEMBER_RESET("member-reset.v1", 408, MemberEvent.MemberReset.class),
  ACCESS_SERVED("access-served.v2", 420, MemberEvent.AccessServed.class),
  RACE_DECIDED("race-decided.v1", 410, MemberEvent.RaceDecided.class),
  DISTURBANCE_BEGAN("disturbance-began.v1", 411, MemberEvent.DisturbanceBegan.class),
  DISTURBANCE_ENDED("disturbance-ended.v1", 412, MemberEvent.DisturbanceEnded.class),
  IN_FLIGHT_SETTLED("in-flight-settled.v1", 413, MemberEvent.InFlightSettled.class),
  DEVICE_RESUMED("device-resumed.v1", 414, MemberEvent.DeviceResumed.class),
  WORKING_STATE_CLEARED("working-state-cleared.v1", 415, MemberEvent.WorkingStateCleared.class),
  RESULT_LOST("result-lost.v1", 416, MemberEvent.ResultLost.class),
  FAULT_ARMED("fault-armed.v1", 440, MemberEvent.FaultArmed.class),
  FAULT_STRUCK("fault-struck.v1", 441, MemberEvent.FaultStruck.class),
  MODE_CHANGE_PUT_OFF("mode-change-put-off.v1", 442, MemberEvent.ModeChangePutOff.class),
  READ_CONTINUED("read-continued.v1", 443, MemberEvent.ReadContinued.class, Audience.PRIVATE),
  READ_CUT_SHORT("read-cut-short.v1", 822, MemberEvent.ReadCutShort.class, Audience.PRIVATE),
  COMMANDS_CUT_OFF("commands-cut-off.v1", 430, MemberEvent.CommandsCutOff.class, Audience.PRIVATE),
  STATUS_OVERWRITTEN("status-overwritten.v1", 840, MemberEvent.StatusOverwritten.class),
  RINGS_SEEN("rings-seen.v1", 418, MemberEvent.RingsSeen.class),
  INTERRUPT_HELD("interrupt-held.v2", 825, MemberEvent.InterruptHeld.class),
  INTERRUPT_SENT("interrupt-sent.v2", 826, MemberEvent.InterruptSent.class),
  VECTOR_MASKED("vector-masked.v1", 828, MemberEvent.VectorMasked.class),
  INTERRUPTS_ARRIVED("interrupts-arrived.v2", 827, MemberEvent.InterruptsArrived.class),
  RINGS_ARRIVED("rings-arrived.v1", 419, MemberEvent.RingsArrived.class, Audience.PRIVATE),
  DEVICE_INITIALISED("device-initialised.v1", 417, MemberEvent.DeviceInitialised.class),

  MIGRATION_STARTED("migration-started.v1", 500, MigrationEvent.MigrationStarted.class),
  PHASE_ENTERED("phase-entered.v1", 501, MigrationEvent.PhaseEntered.class),
  ROUND_FINISHED("round-finished.v1", 502, MigrationEvent.RoundFinished.class),
  PRECOPY_INFO("precopy-info.v1", 823, MigrationEvent.PrecopyInfo.class),
  SWITCHOVER_ACKNOWLEDGED(
      "switchover-acknowledged.v1", 824, MigrationEvent.SwitchoverAcknowledged.class),
  CONTEXT_MOVED("context-moved.v1", 503, MigrationEvent.ContextMoved.class),
  FINAL_MEMORY_SENT("final-memory-sent.v1", 504, MigrationEvent.FinalMemorySent.class),
  DEVICE_WRITES_FOUND("device-writes-found.v1", 760, MigrationEvent.DeviceWritesFound.class),
  DEVICES_SUSPENDED(
      "devices-suspended.v1", 761, MigrationEvent.DevicesSuspended.class, Audience.PRIVATE),
  MIGRATION_COMPLETED("migration-completed.v1", 505, MigrationEvent.MigrationCompleted.class),
  MIGRATION_FAILED("migration-failed.v1", 506, MigrationEvent.MigrationFailed.class),
  MIGRATION_ROLLED_BACK("migration-rolled-back.v1", 507, MigrationEvent.MigrationRolledBack.class),
  GUEST_THROTTLED("guest-throttled.v1", 508, MigrationEvent.GuestThrottled.class),
  POST_COPY_FINISHED("post-copy-finished.v1", 509, MigrationEvent.PostCopyFinished.class),
  GUEST_LOST("guest-lost.v1", 510, MigrationEvent.GuestLost.class),
  ATTEMPT_BEGUN("attempt-begun.v1", 540, MigrationEvent.AttemptBegun.class, Audience.PRIVATE),
  KINDS_MET("kinds-met.v1", 566, MigrationEvent.KindsMet.class, Audience.PRIVATE),
  CANCEL_REQUESTED(
      "cancel-requested.v2", 567, MigrationEvent.CancelRequested.class, Audience.PRIVATE),
  ROOM_GRANTED("room-granted.v1", 542, MigrationEvent.RoomGranted.class, Audience.PRIVATE),
  TRANSFER_ENDED("transfer-ended.v1", 543, MigrationEvent.TransferEnded.class, Audience.PRIVATE),
  WAIT_ENDED("wait-ended.v1", 544, MigrationEvent.WaitEnded.class, Audience.PRIVATE),
  CONTEXTS_REQUESTED(
      "contexts-requested.v1", 545, MigrationEvent.ContextsRequested.class, Audience.PRIVATE),
  CONTEXT_RECEIVED(
      "context-received.v1", 546, MigrationEvent.ContextReceived.class, Audience.PRIVATE),
  QUESTION_ANSWERED(
      "question-answered.v1", 547, MigrationEvent.QuestionAnswered.class, Audience.PRIVATE),
  QUESTION_REFUSED(
      "question-refused.v1", 548, MigrationEvent.QuestionRefused.class, Audience.PRIVATE),
  UNDO_BEGUN("undo-begun.v1", 549, MigrationEvent.UndoBegun.class, Audience.PRIVATE),
  UNDO_ENTERED("undo-entered.v1", 550, MigrationEvent.UndoEntered.class, Audience.PRIVATE),
  GUEST_RESUMED("guest-resumed.v1", 551, MigrationEvent.GuestResumed.class, Audience.PRIVATE),
  POST_COPY_PAUSED("post-copy-paused.v1", 552, MigrationEvent.PostCopyPaused.class),
  POST_COPY_RESUMED("post-copy-resumed.v1", 553, MigrationEvent.PostCopyResumed.class),
  SOURCE_KEPT("source-kept.v1", 554, MigrationEvent.SourceKept.class),
  FAULT_AIMED("fault-aimed.v1", 555, MigrationEvent.FaultAimed.class),
  FAULT_TRIGGERED("fault-triggered.v1", 556, MigrationEvent.FaultTriggered.class),
  HOST_GIVEN_UP("host-given-up.v1", 557, MigrationEvent.HostGivenUp.class),
  RESTART_BEGUN("restart-begun.v1", 558, MigrationEvent.RestartBegun.class),
  GUEST_RESTARTED("guest-restarted.v1", 559, MigrationEvent.GuestRestarted.class),
  RESTART_FAILED("restart-failed.v1", 560, MigrationEvent.RestartFailed.class),

  FLOW_STARTED("flow-started.v1", 600, FabricEvent.FlowStarted.class),
  FLOW_BEGUN("flow-begun.v1", 601, FabricEvent.FlowBegun.class),
  FLOW_ENDED("flow-ended.v1", 602, FabricEvent.FlowEnded.class),
  LINK_CAPACITY_CHANGED("link-capacity-changed.v1", 603, FabricEvent.LinkCapacityChanged.class),
  BACKGROUND_CHANGED("background-changed.v1", 630, FabricEvent.BackgroundChanged.class);

  private static final Map<Class<?>, EventType> BY_RECORD = new HashMap<>();

  static {
    for (EventType type : values()) {
      BY_RECORD.put(type.record, type);
    }
  }

  private final String manifest;
  private final int id;
  private final Class<? extends Event> record;

  @SuppressWarnings("ImmutableEnumChecker") // Kryo's base class has setters that nobody calls
  private final RecordSerializer<?> serializer;

  private final Audience audience;

  /** Who has a use for an event. */
  public enum Audience {
    /** Whoever reads a run. */
    PUBLIC,
    /** Only its own entity, to be what it was; left out of reports and steps. */
    PRIVATE
  }

  <T extends Record & Event> EventType(String manifest, int id, Class<T> record) {
    this(manifest, id, record, Audience.PUBLIC);
  }

  <T extends Record & Event> EventType(
      String manifest, int id, Class<T> record, Audience audience) {
    this.audience = audience;
    this.manifest = manifest;
    this.id = id;
    this.record = record;
    this.serializer = new RecordSerializer<>(record);
  }

  /** The entry of the table for this event; throws when its record is not in the table. */
  public static EventType of(Event event) {
    EventType type = BY_RECORD.get(event.getClass());
    if (type == null) {
      throw new IllegalArgumentException(
          event.getClass().getSimpleName() + " has no manifest: add it to the table in EventType");
    }
    return type;
  }

  /** Stable name and version, such as {@code round-finished.v1}. */
  public String manifest() {
    return manifest;
  }

  /** The name without the version, such as {@code round-finished}. */
  public String stem() {
    return manifest.substring(0, manifest.lastIndexOf('.'));
  }

  /** The stable number: Kryo's registration id, and what journals write for the manifest. */
  public int id() {
    return id;
  }

  /** Whether only its own entity has a use for it. */
  public boolean isPrivate() {
    return audience == Audience.PRIVATE;
  }

  public Class<? extends Event> record() {
    return record;
  }

  /** The components of the event, in the order in which they are written. */
  public List<EventField> fields() {
    return serializer.fields();
  }

  RecordSerializer<?> serializer() {
    return serializer;
  }
}
