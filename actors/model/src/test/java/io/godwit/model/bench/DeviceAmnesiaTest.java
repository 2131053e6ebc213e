package io.godwit.model.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Twins;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.OwnerEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.member.MemberDevice;
import io.godwit.model.member.MemberStory;
import io.godwit.model.owner.OwnerDevice;
import io.godwit.model.owner.OwnerStory;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

/** A device that is recovered from its record after every message goes on as if nothing was. */
class DeviceAmnesiaTest {

  private static final EntityId HOST = EntityId.hypervisor("h");
  private static final String OWNER = "h/net0";
  private static final String MEMBER = "h/net0/1";

  private static final Set<Class<?>> RECORDED = new HashSet<>();

  @Property(tries = 25)
  void should_not_be_noticed_of_a_member(Gen gen) {
    for (Profiles profile : Profiles.values()) {
      tell(gen, new MemberStory(gen, profile));
    }
  }

  private static void tell(Gen gen, MemberStory story) {
    boolean assigned = gen.chance(70);
    var member = Twins.of(() -> new MemberDevice(MEMBER, story.settings, assigned));
    var errands = new Errands<>(EntityId.member(MEMBER), member, message -> Optional.empty());
    var frames = new CommandFrames(story.settings.protocol());
    int messages = gen.between(1, 40);
    for (int i = 0; i < messages; i++) {
      errands.pass(story.pause());
      Bytes context = frames.encode(member.state().context(member.now()));
      errands.tell(HOST, story.next(context));
    }
    errands.pass(story.settings.resetTime().times(2));
    member.all(MemberEvent.class).forEach(event -> RECORDED.add(event.getClass()));
  }

  @Property(tries = 25)
  void should_not_be_noticed_of_an_owner(Gen gen) {
    for (Profiles profile : Profiles.values()) {
      tell(gen, new OwnerStory(gen, profile));
    }
  }

  private static void tell(Gen gen, OwnerStory story) {
    var owner = Twins.of(() -> new OwnerDevice(OWNER, story.settings));
    var errands = new Errands<>(EntityId.owner(OWNER), owner, story::others);
    int messages = gen.between(1, 30);
    for (int i = 0; i < messages; i++) {
      errands.pass(gen.chance(50) ? SimDuration.ZERO : story.pause());
      errands.tell(HOST, story.next());
    }
    errands.pass(SimDuration.ofSeconds(1));
    owner.all(OwnerEvent.class).forEach(event -> RECORDED.add(event.getClass()));
  }

  /** Else the properties would say less than they seem to. */
  @AfterAll
  static void everythingThatDevicesRecordWasRecorded() {
    if (System.getProperty("godwit.property.seed") == null) {
      assertThat(RECORDED)
          .containsAll(Dispatch.records(MemberEvent.class).toList())
          .containsAll(Dispatch.records(OwnerEvent.class).toList());
    }
  }
}
