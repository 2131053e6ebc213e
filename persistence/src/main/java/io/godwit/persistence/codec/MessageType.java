package io.godwit.persistence.codec;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Message;
import io.godwit.model.fleet.FleetMessage;
import io.godwit.model.hypervisor.HypervisorAnswer;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorReport;
import io.godwit.model.migration.MigrationAnswer;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.network.FabricAnswer;
import io.godwit.model.network.FabricMessage;

/**
 * The one table of what a message under way is called in a checkpoint. A number or name that was
 * released is never used for another shape: a record that changes gets a new number and the next
 * version here. A checkpoint with a number that is gone cannot be gone on from, and a run then goes
 * on from its beginning.
 */
public enum MessageType {
  BEGIN_RUN("begin-run.v1", 100, FleetMessage.BeginRun.class),
  BEGIN_PLAN("begin-plan.v1", 101, FleetMessage.BeginPlan.class),
  STRIKE_LINK("strike-link.v1", 103, FleetMessage.StrikeLink.class),
  HEAL_LINK("heal-link.v1", 104, FleetMessage.HealLink.class),
  FINISH_RUN("finish-run.v1", 105, FleetMessage.FinishRun.class),
  ADMIT_NEXT("admit-next.v2", 106, FleetMessage.AdmitNext.class),
  MISHAP_DUE("mishap-due.v1", 110, FleetMessage.MishapDue.class),
  MISHAP_OVER("mishap-over.v1", 111, FleetMessage.MishapOver.class),
  MISS_HOST("miss-host.v1", 112, FleetMessage.MissHost.class),
  HEAR_OF_HOST("hear-of-host.v1", 136, FleetMessage.HearOfHost.class),
  PASS_DEADLINE("pass-deadline.v1", 107, FleetMessage.PassDeadline.class),
  RETURN_HOSTS("return-hosts.v1", 121, FleetMessage.ReturnHosts.class),
  TURN_BACKGROUND("turn-background.v1", 120, FleetMessage.TurnBackground.class),
  ARRIVAL_DUE("arrival-due.v1", 122, FleetMessage.ArrivalDue.class),
  DEPARTURE_DUE("departure-due.v1", 123, FleetMessage.DepartureDue.class),

  CREATE_VM("create-vm.v1", 124, HypervisorMessage.CreateVm.class),
  DESTROY_VM("destroy-vm.v1", 125, HypervisorMessage.DestroyVm.class),
  CREATION_REFUSED("creation-refused.v1", 126, HypervisorReport.CreationRefused.class),
  DESCRIBE_VM("describe-vm.v1", 200, HypervisorMessage.DescribeVm.class),
  RESERVE_ROOM("reserve-room.v1", 201, HypervisorMessage.ReserveRoom.class),
  RESERVE_IF_FIT("reserve-if-fit.v1", 269, HypervisorMessage.ReserveIfFit.class),
  START_IF_FIT("start-if-fit.v1", 270, HypervisorMessage.StartIfFit.class),
  RELEASE_ROOM("release-room.v1", 202, HypervisorMessage.ReleaseRoom.class),
  OPERATE_DEVICE("operate-device.v1", 203, HypervisorMessage.OperateDevice.class),
  STOP_VCPUS("stop-vcpus.v1", 204, HypervisorMessage.StopVcpus.class),
  START_VCPUS("start-vcpus.v1", 205, HypervisorMessage.StartVcpus.class),
  REMOVE_VM("remove-vm.v1", 206, HypervisorMessage.RemoveVm.class),
  LOSE_POWER("lose-power.v1", 208, HypervisorMessage.LosePower.class),
  BOOT("boot.v1", 209, HypervisorMessage.Boot.class),
  LAUNCH_VM("launch-vm.v1", 210, HypervisorMessage.LaunchVm.class),
  PAUSE_HOST("pause-host.v1", 212, HypervisorMessage.PauseHost.class),
  RESUME_HOST("resume-host.v1", 213, HypervisorMessage.ResumeHost.class),
  SLOW_HOST("slow-host.v1", 214, HypervisorMessage.SlowHost.class),
  MISFIT_HOST("misfit-host.v1", 215, HypervisorMessage.MisfitHost.class),
  KILL_VM("kill-vm.v1", 216, HypervisorMessage.KillVm.class),
  VCPUS_SETTLED("vcpus-settled.v1", 207, HypervisorMessage.VcpusSettled.class),

  VM_DESCRIBED("vm-described.v1", 220, HypervisorAnswer.VmDescribed.class),
  ROOM_RESERVED("room-reserved.v1", 221, HypervisorAnswer.RoomReserved.class),
  REQUEST_REFUSED("request-refused.v1", 222, HypervisorAnswer.RequestRefused.class),
  ROOM_RELEASED("room-released.v1", 223, HypervisorAnswer.RoomReleased.class),
  DEVICE_OPERATED("device-operated.v1", 224, HypervisorAnswer.DeviceOperated.class),
  DEVICE_REFUSED("device-refused.v1", 225, HypervisorAnswer.DeviceRefused.class),
  VCPUS_STOPPED("vcpus-stopped.v1", 226, HypervisorAnswer.VcpusStopped.class),
  VCPUS_STARTED("vcpus-started.v1", 227, HypervisorAnswer.VcpusStarted.class),
  VM_REMOVED("vm-removed.v1", 228, HypervisorAnswer.VmRemoved.class),

  VM_KILLED("vm-killed.v1", 217, HypervisorAnswer.VmKilled.class),

  QUEUE_FULL("queue-full.v1", 240, DriverMessage.QueueFull.class),
  RING_AGAIN("ring-again.v1", 880, DriverMessage.RingAgain.class),
  INTERRUPT("interrupt.v1", 241, DriverMessage.Interrupt.class),
  TRY_AGAIN("try-again.v1", 242, DriverMessage.TryAgain.class),
  TIMED_OUT("timed-out.v1", 243, DriverMessage.TimedOut.class),
  STATUS_SHOWN("status-shown.v1", 244, DriverMessage.StatusShown.class),
  STATUS_READ("status-read.v1", 245, DriverMessage.StatusRead.class),
  FUNCTION_RESET("function-reset.v1", 246, DriverMessage.FunctionReset.class),
  DEVICE_CAME_BACK("device-came-back.v2", 249, DriverMessage.DeviceCameBack.class),
  FUNCTION_CLEARED("function-cleared.v1", 820, DriverMessage.FunctionCleared.class),
  OWNER_CAME_BACK("owner-came-back.v1", 248, DriverMessage.OwnerCameBack.class),

  RING_DOORBELL("ring-doorbell.v1", 300, OwnerMessage.RingDoorbell.class),
  RING_WITHIN("ring-within.v1", 310, OwnerMessage.RingWithin.class),
  FRAME_FETCHED("frame-fetched.v1", 301, OwnerMessage.FrameFetched.class),
  EXECUTED("executed.v1", 302, OwnerMessage.Executed.class),
  DISTURB_OWNER("disturb-owner.v1", 303, OwnerMessage.DisturbOwner.class),
  HAMPER_OWNER("hamper-owner.v1", 135, OwnerMessage.HamperOwner.class),
  OWNER_BACK("owner-back.v2", 305, OwnerMessage.OwnerBack.class),

  EXECUTE("execute.v1", 400, MemberMessage.Execute.class),
  RESUME("resume.v1", 401, MemberMessage.Resume.class),
  STRUCK("struck.v1", 402, MemberMessage.Struck.class),
  SETTLED("settled.v1", 403, MemberMessage.Settled.class),
  RESET_FUNCTION("reset-function.v1", 404, MemberMessage.ResetFunction.class),
  GUEST_RUNS("guest-runs.v1", 405, MemberMessage.GuestRuns.class),
  HAND_OVER("hand-over.v1", 407, MemberMessage.HandOver.class),
  INTERRUPTS_CAME("interrupts-came.v2", 829, MemberMessage.InterruptsCame.class),
  MEMORY_CAME("memory-came.v1", 408, MemberMessage.MemoryCame.class),
  CUT_OFF("cut-off.v1", 140, MemberMessage.CutOff.class),
  OVERWRITE("overwrite.v1", 841, MemberMessage.Overwrite.class),
  RING_ALL("ring-all.v1", 409, MemberMessage.RingAll.class),
  DRIVER_READY("driver-ready.v1", 406, MemberMessage.DriverReady.class),

  START_ATTEMPT("start-attempt.v1", 500, MigrationMessage.StartAttempt.class),
  MEET_KINDS("meet-kinds.v1", 130, MigrationMessage.MeetKinds.class),
  CANCEL_ATTEMPT("cancel-attempt.v2", 127, MigrationMessage.CancelAttempt.class),
  PEER_STANDS("peer-stands.v1", 131, MigrationMessage.PeerStands.class),
  PHASE_OVERDUE("phase-overdue.v1", 137, MigrationMessage.PhaseOverdue.class),
  REPORT_ATTEMPT("report-attempt.v1", 132, MigrationMessage.ReportAttempt.class),
  ATTEMPT_REPORTED("attempt-reported.v1", 133, MigrationAnswer.AttemptReported.class),
  ATTEMPT_DENIED("attempt-denied.v1", 134, MigrationAnswer.AttemptDenied.class),
  WAIT_OVER("wait-over.v1", 502, MigrationMessage.WaitOver.class),
  STRIKE_DUE("strike-due.v1", 503, MigrationMessage.StrikeDue.class),
  HOST_SILENT("host-silent.v1", 505, MigrationMessage.HostSilent.class),
  RESTART_GUEST("restart-guest.v1", 506, MigrationMessage.RestartGuest.class),
  STRIKE_NOW("strike-now.v1", 507, MigrationMessage.StrikeNow.class),
  PLACE_STRUCK("place-struck.v1", 508, MigrationAnswer.PlaceStruck.class),
  CANCEL_WANTED("cancel-wanted.v1", 509, MigrationAnswer.CancelWanted.class),
  ATTEMPT_ENDED("attempt-ended.v1", 520, MigrationAnswer.AttemptEnded.class),

  START_FLOW("start-flow.v1", 600, FabricMessage.StartFlow.class),
  STOP_FLOW("stop-flow.v1", 601, FabricMessage.StopFlow.class),
  LOOK("look.v1", 602, FabricMessage.Look.class),
  CHANGE_LINK("change-link.v1", 603, FabricMessage.ChangeLink.class),
  BREAK_FLOWS("break-flows.v1", 605, FabricMessage.BreakFlows.class),
  REPORT_USAGE("report-usage.v1", 604, FabricMessage.ReportUsage.class),
  CHANGE_BACKGROUND("change-background.v1", 610, FabricMessage.ChangeBackground.class),
  BACKGROUND_USAGE("background-usage.v1", 611, FabricAnswer.BackgroundUsage.class),
  FLOW_ENDED("flow-ended.v2", 622, FabricAnswer.FlowEnded.class),
  USAGE("usage.v1", 621, FabricAnswer.Usage.class);

  private final String manifest;
  private final int id;
  private final Class<? extends Message> record;

  <T extends Record & Message> MessageType(String manifest, int id, Class<T> record) {
    this.manifest = manifest;
    this.id = id;
    this.record = record;
  }

  /** Stable name and version, such as {@code start-flow.v1}. */
  public String manifest() {
    return manifest;
  }

  /** Stable number, which is what stands in a checkpoint. */
  public int id() {
    return id;
  }

  /** The message's class in this version of Godwit. */
  public Class<? extends Message> record() {
    return record;
  }
}
