package io.godwit.model.vfio;

import static io.godwit.model.vfio.VfioStates.ERROR;
import static io.godwit.model.vfio.VfioStates.PRE_COPY;
import static io.godwit.model.vfio.VfioStates.PRE_COPY_P2P;
import static io.godwit.model.vfio.VfioStates.RESUMING;
import static io.godwit.model.vfio.VfioStates.RUNNING;
import static io.godwit.model.vfio.VfioStates.RUNNING_P2P;
import static io.godwit.model.vfio.VfioStates.STOP;
import static io.godwit.model.vfio.VfioStates.STOP_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VfioStatesTest {

  @Test
  void should_take_the_shortest_way_of_arcs() {
    assertThat(RUNNING.pathTo(STOP)).containsExactly(RUNNING_P2P, STOP);
    assertThat(PRE_COPY.pathTo(STOP_COPY)).containsExactly(PRE_COPY_P2P, STOP_COPY);
    assertThat(STOP_COPY.pathTo(RUNNING)).containsExactly(STOP, RUNNING_P2P, RUNNING);
    assertThat(RUNNING.pathTo(RESUMING)).containsExactly(RUNNING_P2P, STOP, RESUMING);
    assertThat(RESUMING.pathTo(RUNNING)).containsExactly(STOP, RUNNING_P2P, RUNNING);
    assertThat(PRE_COPY.pathTo(RUNNING)).containsExactly(RUNNING);
  }

  @Test
  void should_begin_no_data_session_on_its_way() {
    for (VfioStates from : VfioStates.values()) {
      for (VfioStates to : VfioStates.values()) {
        List<VfioStates> path = from.pathTo(to);
        VfioStates at = from;
        for (VfioStates step : path) {
          assertThat(at.hasArcTo(step)).isTrue();
          assertThat(step.saves() && step != to && !(from.saves() && to.saves())).isFalse();
          at = step;
        }
        boolean cannot =
            from == to
                || from == ERROR
                || to == ERROR
                || (from == STOP_COPY && (to == PRE_COPY || to == PRE_COPY_P2P));
        assertThat(path.isEmpty()).as("%s to %s", from, to).isEqualTo(cannot);
      }
    }
  }

  /** The mode after an arc, from the mapping in facts/virtio.md G.2. */
  @ParameterizedTest
  @CsvSource({
    "RUNNING, active, running, running",
    "PRE_COPY, active, running, running",
    "RUNNING_P2P, stop, stopped, quiesced",
    "PRE_COPY_P2P, stop, stopped, quiesced",
    "STOP, freeze, stopped, freezed",
    "STOP_COPY, freeze, stopped, freezed",
    "RESUMING, freeze, stopped, freezed"
  })
  void should_be_that_mode_of_a_profile(
      VfioStates state, String seed, String standard, String precursor) {
    assertThat(mode(state, Profiles.SEED_2023)).isEqualTo(seed);
    assertThat(mode(state, Profiles.VIRTIO_1_4)).isEqualTo(standard);
    assertThat(mode(state, Profiles.PRECURSOR)).isEqualTo(precursor);
  }

  private static String mode(VfioStates state, Profiles profile) {
    return state.mode(profile.modes()).map(Mode::word).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void should_have_a_mode_unless_it_is_broken(VfioStates state) {
    assertThat(state.mode(Profiles.SEED_2023.modes()).isEmpty()).isEqualTo(state == ERROR);
  }

  /** The commands of Linux for the accepted text, from the same mapping. */
  @ParameterizedTest
  @CsvSource({
    "RUNNING, PRE_COPY, resource-obj-create|dev-parts-metadata-get|dev-parts-get",
    "PRE_COPY, PRE_COPY_P2P, dev-mode-set stopped",
    "PRE_COPY_P2P, STOP_COPY, dev-parts-metadata-get|dev-parts-get",
    "STOP, STOP_COPY, resource-obj-create|dev-parts-metadata-get|dev-parts-get",
    "RUNNING_P2P, STOP, ''",
    "STOP_COPY, STOP, resource-obj-destroy",
    "STOP, RESUMING, resource-obj-create|dev-parts-set",
    "RESUMING, STOP, resource-obj-destroy",
    "STOP, RUNNING_P2P, ''",
    "RUNNING_P2P, RUNNING, dev-mode-set running",
    "PRE_COPY, RUNNING, resource-obj-destroy"
  })
  void should_be_those_commands_of_the_accepted_text(
      VfioStates from, VfioStates to, String commands) {
    assertThat(String.join("|", new VfioArc(from, to).commands(Profiles.VIRTIO_1_4)))
        .isEqualTo(commands);
  }

  @Test
  void should_take_both_steps_of_the_seed() {
    assertThat(new VfioArc(PRE_COPY, PRE_COPY_P2P).commands(Profiles.SEED_2023))
        .containsExactly("dev-mode-set stop");
    assertThat(new VfioArc(PRE_COPY_P2P, STOP_COPY).commands(Profiles.SEED_2023))
        .containsExactly("dev-mode-set freeze", "dev-ctx-size-get", "dev-ctx-read");
    assertThat(new VfioArc(STOP, RESUMING).commands(Profiles.SEED_2023))
        .containsExactly("dev-ctx-write");
  }
}
