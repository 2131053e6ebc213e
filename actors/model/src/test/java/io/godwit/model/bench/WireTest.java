package io.godwit.model.bench;

import static io.godwit.model.bench.Bench14.MEMBERS;
import static io.godwit.model.bench.Bench14.SELF;
import static io.godwit.model.bench.Bench14.header;
import static io.godwit.model.bench.Bench14.le;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import org.junit.jupiter.api.Test;

/** The owner's own commands, to the letter of virtio 1.4, 2.12.1. */
class WireTest {

  private static final AdminResult NO_OPCODE = AdminResult.invalid(AdminQualifier.INVALID_OPCODE);
  private static final AdminResult BAD_FIELD = AdminResult.invalid(AdminQualifier.INVALID_FIELD);

  private static final int GET = 0;
  private static final int SET = 1;

  private static final AdminResult NOT_THERE = failure(AdminStatus.ENXIO);

  private static AdminResult failure(int status) {
    return new AdminResult(status, AdminQualifier.INVALID_FIELD, Bytes.EMPTY);
  }

  private static Bench14 fresh() {
    return new Bench14(DeviceTypes.NET, 3, 8, false);
  }

  // Lists.

  @Test
  void should_know_but_two_commands_before_it_is_told_which_are_used() {
    Bench14 bench = fresh();
    assertThat(bench.ask(7, SELF, 0, "")).isEqualTo(NO_OPCODE);
    assertThat(bench.mode(1, 1)).isEqualTo(NO_OPCODE);
    assertThat(bench.ask(0, SELF, 0, "").result()).isEqualTo(Bytes.ofHex("8303000000000000"));
    assertThat(bench.ask(0, MEMBERS, 0, "").result()).isEqualTo(Bytes.ofHex("7ffc030000000000"));
  }

  @Test
  void should_hold_each_group_to_its_own_list() {
    Bench14 bench = fresh();
    assertThat(bench.ask(1, SELF, 0, "8303000000000000").ok()).isTrue();
    assertThat(bench.ask(7, SELF, 0, "").ok()).isTrue();
    assertThat(bench.mode(1, 1)).isEqualTo(NO_OPCODE);
    assertThat(bench.ask(1, MEMBERS, 0, "0300020000000000").ok()).isTrue();
    assertThat(bench.mode(1, 1).ok()).isTrue();
    assertThat(bench.ask(6, MEMBERS, 1, "")).isEqualTo(NO_OPCODE);
  }

  @Test
  void should_take_no_list_with_a_command_that_it_does_not_have() {
    Bench14 bench = fresh();
    assertThat(bench.ask(1, SELF, 0, "0300020000000000")).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(1, MEMBERS, 0, "0300040000000000")).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(1, MEMBERS, 0, le(3, 8) + le(1, 8))).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(1, MEMBERS, 0, le(3, 8) + le(0, 64)).ok()).isTrue();
  }

  @Test
  void should_be_blocked_by_a_list_without_lists_until_it_is_reset() {
    Bench14 bench = fresh();
    assertThat(bench.ask(1, SELF, 0, "").ok()).isTrue();
    assertThat(bench.ask(0, SELF, 0, "")).isEqualTo(NO_OPCODE);
    assertThat(bench.ask(0, MEMBERS, 0, "").ok()).isTrue();
    bench.bench.disturbOwner(Disturbance.PF_FLR, SimDuration.ofMillis(1));
    bench.bench.pass(SimDuration.ofMillis(2));
    assertThat(bench.ask(0, SELF, 0, "").ok()).isTrue();
  }

  @Test
  void should_check_the_group_then_the_opcode_then_the_member() {
    Bench14 bench = Bench14.prepared();
    assertThat(bench.ask(0x7777, 2, 99, "").qualifier()).isEqualTo(AdminQualifier.INVALID_GROUP);
    assertThat(bench.ask(0x7777, MEMBERS, 99, "")).isEqualTo(NO_OPCODE);
    assertThat(bench.ask(0x7777, SELF, 99, "")).isEqualTo(NO_OPCODE);
    assertThat(bench.ask(0x11, SELF, 0, "01")).isEqualTo(NO_OPCODE);
    assertThat(bench.ask(7, MEMBERS, 1, "")).isEqualTo(NO_OPCODE);
    assertThat(bench.mode(0, 1).qualifier()).isEqualTo(AdminQualifier.INVALID_MEMBER);
    assertThat(bench.mode(5, 1).qualifier()).isEqualTo(AdminQualifier.INVALID_MEMBER);
    assertThat(bench.mode(1L << 40 | 1, 1).qualifier()).isEqualTo(AdminQualifier.INVALID_MEMBER);
    assertThat(bench.ask(7, SELF, 1, "").qualifier()).isEqualTo(AdminQualifier.INVALID_MEMBER);
  }

  // Capabilities.

  @Test
  void should_have_one_capability_with_two_limits() {
    Bench14 bench = Bench14.prepared();
    assertThat(bench.ask(7, SELF, 0, "").result()).isEqualTo(Bytes.ofHex("0100000000000000"));
    assertThat(bench.ask(8, SELF, 0, le(0, 8)).result()).isEqualTo(Bytes.ofHex("0808"));
    assertThat(bench.ask(8, SELF, 0, le(1, 8))).isEqualTo(NOT_THERE);
    assertThat(bench.ask(9, SELF, 0, le(0x800, 8) + "0101")).isEqualTo(NOT_THERE);
    assertThat(bench.ask(9, SELF, 0, le(0, 8) + "0901")).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(9, SELF, 0, le(0, 8) + "0109")).isEqualTo(BAD_FIELD);
  }

  @Test
  void should_be_too_busy_for_limits_below_what_is_there() {
    Bench14 bench = Bench14.prepared();
    bench.create(1, 0, GET);
    assertThat(bench.ask(9, SELF, 0, le(0, 8) + "0000").status()).isEqualTo(AdminStatus.EBUSY);
    assertThat(bench.ask(9, SELF, 0, le(0, 8) + "0008").status()).isEqualTo(AdminStatus.EBUSY);
    assertThat(bench.ask(9, SELF, 0, le(0, 8) + "0100").ok()).isTrue();
    assertThat(bench.ask(0xd, MEMBERS, 1, header(0, 0)).ok()).isTrue();
    assertThat(bench.ask(9, SELF, 0, le(0, 8) + "0000").ok()).isTrue();
  }

  // Objects.

  @Test
  void should_make_no_object_before_it_has_a_limit_nor_beyond_one() {
    Bench14 bench = new Bench14(DeviceTypes.NET, 3, 8, false);
    bench.ask(1, MEMBERS, 0, "7ffc030000000000");
    bench.ask(1, SELF, 0, "8303000000000000");
    assertThat(bench.create(1, 0, GET)).isEqualTo(BAD_FIELD);
    bench.ask(9, SELF, 0, le(0, 8) + "0204");
    assertThat(bench.create(1, 4_000_000_000L, GET)).isEqualTo(BAD_FIELD);
    assertThat(bench.create(1, 4, SET)).isEqualTo(BAD_FIELD);
    assertThat(bench.create(1, 3, SET).ok()).isTrue();
  }

  /** Two limits: one direction that is full leaves the other its room. */
  @Test
  void should_count_each_direction_for_itself() {
    Bench14 bench = Bench14.prepared();
    bench.ask(9, SELF, 0, le(0, 8) + "0204");
    assertThat(bench.create(1, 0, GET).ok()).isTrue();
    assertThat(bench.create(2, 1, GET).ok()).isTrue();
    AdminResult full = bench.create(3, 2, GET);
    assertThat(full.status()).isEqualTo(AdminStatus.ENOSPC);
    assertThat(full.qualifier()).isEqualTo(AdminQualifier.NO_RESOURCE);
    assertThat(bench.create(3, 2, SET).ok()).isTrue();
    assertThat(bench.create(4, 3, SET).ok()).isTrue();
  }

  @Test
  void should_make_an_object_of_one_id_once_and_again_when_it_is_gone() {
    Bench14 bench = Bench14.prepared();
    assertThat(bench.create(1, 3, GET).ok()).isTrue();
    assertThat(bench.create(1, 3, GET)).isEqualTo(failure(AdminStatus.EEXIST));
    assertThat(bench.create(2, 3, SET)).isEqualTo(failure(AdminStatus.EEXIST));
    assertThat(bench.create(1, 4, 2)).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(0xd, MEMBERS, 1, header(0, 3)).ok()).isTrue();
    assertThat(bench.ask(0xd, MEMBERS, 1, header(0, 3))).isEqualTo(NOT_THERE);
    assertThat(bench.create(2, 3, SET).ok()).isTrue();
  }

  @Test
  void should_tell_of_an_object_what_was_last_said_of_it() {
    Bench14 bench = Bench14.prepared();
    bench.create(1, 0, GET);
    String query = header(0, 0) + le(0, 8);
    assertThat(bench.ask(0xc, MEMBERS, 1, query).result()).isEqualTo(Bytes.ofHex(le(0, 8)));
    assertThat(bench.ask(0xb, MEMBERS, 1, query + le(1, 8)).ok()).isTrue();
    assertThat(bench.ask(0xc, MEMBERS, 1, query).result()).isEqualTo(Bytes.ofHex(le(1, 8)));
    assertThat(bench.ask(0xb, MEMBERS, 1, query + le(7, 8))).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(0xc, MEMBERS, 1, query).result()).isEqualTo(Bytes.ofHex(le(1, 8)));
    assertThat(bench.ask(0xc, MEMBERS, 1, header(0, 1) + le(0, 8))).isEqualTo(NOT_THERE);
    assertThat(bench.ask(0xb, MEMBERS, 1, header(0, 1) + le(0, 8))).isEqualTo(NOT_THERE);
  }

  /** Ids are the owner's, objects a member's: another member does not have it. */
  @Test
  void should_know_an_object_by_its_type_its_member_and_its_direction() {
    Bench14 bench = Bench14.prepared();
    bench.create(1, 0, GET);
    assertThat(bench.get(1, 0).ok()).isTrue();
    assertThat(bench.get(2, 0)).isEqualTo(NOT_THERE);
    assertThat(bench.get(1, 1)).isEqualTo(NOT_THERE);
    assertThat(bench.ask(0xf, MEMBERS, 1, header(0x200, 0) + le(1, 8))).isEqualTo(NOT_THERE);
    assertThat(bench.ask(0xd, MEMBERS, 2, header(0, 0))).isEqualTo(NOT_THERE);
    assertThat(bench.ask(0xc, MEMBERS, 2, header(0, 0))).isEqualTo(NOT_THERE);
    assertThat(bench.set(1, 0, "")).isEqualTo(BAD_FIELD);
    assertThat(bench.ask(0xa, MEMBERS, 1, header(0x200, 1) + le(0, 16))).isEqualTo(BAD_FIELD);
  }

  @Test
  void should_lose_lists_limits_and_objects_when_it_is_reset() {
    Bench14 bench = Bench14.prepared();
    bench.create(1, 0, GET);
    bench.bench.disturbOwner(Disturbance.PF_FLR, SimDuration.ofMillis(1));
    bench.bench.pass(SimDuration.ofMillis(40));
    assertThat(bench.get(1, 0)).isEqualTo(NO_OPCODE);
    bench.ask(1, MEMBERS, 0, "7ffc030000000000");
    assertThat(bench.get(1, 0)).isEqualTo(NOT_THERE);
    assertThat(bench.create(1, 0, GET)).isEqualTo(BAD_FIELD);
  }

  @Test
  void should_know_no_members_while_they_are_turned_off() {
    Bench14 bench = Bench14.prepared();
    bench.bench.disturbOwner(Disturbance.VF_DISABLE, SimDuration.ofMillis(1));
    assertThat(bench.mode(1, 1).qualifier()).isEqualTo(AdminQualifier.INVALID_GROUP);
    assertThat(bench.ask(7, SELF, 0, "").ok()).isTrue();
  }

  // Lengths.

  @Test
  void should_cut_results_off_and_say_how_much_was_written() {
    Bench14 bench = Bench14.prepared();
    assertThat(bench.ask(7, SELF, 0, "", 16).size()).isEqualTo(16);
    assertThat(bench.ask(7, SELF, 0, "", 12))
        .isEqualTo(Bytes.ofHex("0000000000000000" + "01000000"));
    assertThat(bench.ask(7, SELF, 0, "", 400).size()).isEqualTo(16);
    assertThat(bench.ask(7, SELF, 9, "", 2)).isEqualTo(Bytes.ofHex("1600"));
    assertThat(bench.ask(8, SELF, 0, "", 64).size()).isEqualTo(10);
    assertThat(bench.ask(9, SELF, 0, le(0, 8) + "01", 64).size()).isEqualTo(8);
  }

  @Test
  void should_read_zeros_where_a_frame_has_nothing_and_ignore_what_is_too_much() {
    Bench14 bench = Bench14.prepared();
    assertThat(bench.ask(0x11, MEMBERS, 1, "").ok()).isTrue();
    assertThat(bench.ask(0x11, MEMBERS, 1, "01" + le(0, 7) + "ffff").ok()).isTrue();
    assertThat(bench.bench.view(1).mode()).isEqualTo("stopped");
    assertThat(bench.ask(8, SELF, 0, "").ok()).isTrue();
  }

  @Test
  void should_have_no_memory_for_metadata_that_does_not_fit() {
    Bench14 bench = Bench14.prepared();
    bench.create(1, 0, GET);
    Bytes noMemory = Bytes.ofHex("0c00" + "0600" + "00000000");
    assertThat(bench.ask(0xe, MEMBERS, 1, header(0, 0) + le(0, 8), 15)).isEqualTo(noMemory);
    assertThat(bench.ask(0xe, MEMBERS, 1, header(0, 0) + le(0, 8), 16).size()).isEqualTo(16);
    assertThat(bench.ask(0xe, MEMBERS, 1, header(0, 0) + le(2, 8), 64)).isEqualTo(noMemory);
    assertThat(bench.ask(0xf, MEMBERS, 1, header(0, 0) + le(1, 8), 64).size()).isEqualTo(64);
  }
}
