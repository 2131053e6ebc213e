package io.godwit.model.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.context.Resets;
import io.godwit.model.device.Access;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.RaceDecided;
import io.godwit.model.member.Effect;
import io.godwit.model.member.MemberBench;
import io.godwit.model.member.MemberBench.Answer;
import io.godwit.model.option.Option;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Operation;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Races;
import io.godwit.model.protocol.Rule;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.DeviceCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the race matrix (facts/virtio.md F-11), for every profile and every choice. */
class RacesTest {

  private static final List<Option> DECIDING =
      List.of(
          Option.MODE_DURING_FLR,
          Option.READ_DURING_FLR,
          Option.COMMAND_ON_FLR,
          Option.MODE_DURING_RESET,
          Option.MODE_DURING_POWER,
          Option.READ_IN_D3);

  static Stream<Arguments> cells() {
    var cells = new ArrayList<Arguments>();
    for (Profiles profile : Profiles.values()) {
      for (Operation operation : Operation.values()) {
        for (Disturbance disturbance : Disturbance.values()) {
          cells.add(Arguments.of(profile, operation, disturbance));
        }
      }
    }
    return cells.stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void should_decide_every_cell_as_its_rule_says(
      Profiles profile, Operation operation, Disturbance disturbance) {
    meet(Protocol.of(profile), operation, disturbance);
    for (Option deciding : DECIDING) {
      for (String choice : deciding.words()) {
        meet(Protocol.of(profile).with(deciding, choice), operation, disturbance);
      }
    }
  }

  private static void meet(Protocol protocol, Operation operation, Disturbance disturbance) {
    Rule rule = Races.rule(protocol, operation, disturbance);
    assertThat(rule.decidedBy()).isNotBlank();
    var bench = new MemberBench(protocol, true);
    bench.member.later(SimDuration.ofMillis(50));
    if (operation == Operation.CONTEXT_WRITE) {
      bench.bring(protocol.modes().in(Stage.STOPPED));
    }
    Bytes before = bench.context();
    bench.disturb(disturbance);
    if (disturbance == Disturbance.LINK_CHANGE) {
      assertThat(rule.fate()).isEqualTo(Rule.Fate.UNAFFECTED);
    } else if (operation.isCommand()) {
      command(bench, operation, before)
          .ifPresent(asked -> judge(bench, rule, asked, disturbance, before));
    } else {
      bench.touch(access(operation));
      judgeAccess(bench, rule, disturbance);
    }
  }

  private static Optional<AdminCommand> command(
      MemberBench bench, Operation operation, Bytes context) {
    Mode stopped = bench.protocol.modes().in(Stage.STOPPED);
    return switch (operation) {
      case MODE_SET -> Optional.of(bench.frames.setMode(1, stopped));
      case CONTEXT_READ -> Optional.of(bench.frames.read(1));
      case CONTEXT_WRITE -> Optional.of(bench.frames.write(1, context));
      case METADATA -> Optional.of(bench.frames.size(1));
      case LEGACY ->
          DeviceCommand.LEGACY_COMMON_READ
              .code(bench.protocol)
              .map(code -> new AdminCommand(code, AdminCommand.GROUP_SRIOV, 1, Bytes.EMPTY));
      default -> Optional.empty(); // objects are the owner's: OwnerProfileTest
    };
  }

  private static void judge(
      MemberBench bench, Rule rule, AdminCommand command, Disturbance disturbance, Bytes before) {
    Bytes disturbed = bench.context();
    Optional<Answer> answer = bench.tell(command);
    RaceDecided decided = bench.all(RaceDecided.class).get(0);
    assertThat(decided.fate()).isEqualTo(rule.fate().word());
    assertThat(decided.decidedBy()).isEqualTo(rule.decidedBy());
    assertThat(decided.choice()).isEqualTo(rule.choice());
    assertThat(decided.disturbance()).isEqualTo(disturbance.word());
    switch (rule.fate()) {
      case WAIT -> {
        assertThat(answer).isEmpty();
        bench.settle(disturbance);
        assertThat(bench.tell(command)).isPresent();
      }
      case HANG -> assertThat(answer).isEmpty();
      case TRY_AGAIN ->
          refused(
              bench, answer.orElseThrow(), AdminStatus.EAGAIN, AdminQualifier.TRY_AGAIN, disturbed);
      case REFUSE ->
          refused(
              bench,
              answer.orElseThrow(),
              AdminStatus.EINVAL,
              AdminQualifier.INVALID_COMMAND,
              disturbed);
      case FAIL_LOCALLY ->
          refused(
              bench,
              answer.orElseThrow(),
              AdminStatus.EIO,
              AdminQualifier.INVALID_COMMAND,
              disturbed);
      case COMPLETE_FIRST, UNAFFECTED, PROCEED, TORN -> {
        assertThat(answer.orElseThrow().ok()).isTrue();
        judgeContent(bench, rule, command, answer.get(), disturbance, before);
      }
      case SWALLOWED -> throw new AssertionError("no command is swallowed");
    }
  }

  private static void refused(
      MemberBench bench, Answer answer, int status, int qualifier, Bytes before) {
    bench.assertRefused(answer, status, qualifier);
    assertThat(bench.context()).isEqualTo(before);
  }

  /** Before the disturbance, after it, or torn between both: the content of a read says which. */
  private static void judgeContent(
      MemberBench bench,
      Rule rule,
      AdminCommand command,
      Answer answer,
      Disturbance disturbance,
      Bytes before) {
    boolean reads = command.opcode() == bench.frames.read(1).opcode();
    if (!reads || !disturbance.clears()) {
      return;
    }
    Bytes content = bench.frames.content(answer.result().orElseThrow());
    Bytes defaults = bench.frames.encode(Resets.left(bench.member.state.fields()));
    switch (rule.fate()) {
      case PROCEED -> assertThat(content).isEqualTo(defaults);
      case TORN -> assertThat(content).isNotIn(defaults, before);
      default -> assertThat(content).isNotEqualTo(defaults);
    }
  }

  private static Access access(Operation operation) {
    return switch (operation) {
      case DOORBELL -> Access.DOORBELL;
      case CONFIG_WRITE -> Access.CONFIG_WRITE;
      default -> Access.CONTROL_COMMAND;
    };
  }

  private static void judgeAccess(MemberBench bench, Rule rule, Disturbance disturbance) {
    AccessServed served = bench.all(AccessServed.class).get(0);
    RaceDecided decided = bench.all(RaceDecided.class).get(0);
    assertThat(decided.fate()).isEqualTo(rule.fate().word());
    assertThat(decided.disturbance()).isEqualTo(disturbance.word());
    assertThat(served.effect().equals(Effect.SWALLOWED.word()))
        .isEqualTo(rule.fate() == Rule.Fate.SWALLOWED);
  }
}
