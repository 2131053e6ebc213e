package io.godwit.model.owner;

import io.godwit.model.entity.StatePart;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.CommandList;

/** What the owner's driver has said since the last reset: which commands, how many objects. */
final class Negotiated implements StatePart {

  private CommandList ofSelf = CommandList.INITIAL;
  private CommandList ofMembers = CommandList.INITIAL;

  /** Limits are zero until the driver sets them. */
  private ObjectLimits limits = ObjectLimits.NONE;

  /** The commands that are legal for a group. */
  CommandList commands(int group) {
    return group == AdminCommand.GROUP_SELF ? ofSelf : ofMembers;
  }

  ObjectLimits limits() {
    return limits;
  }

  void use(int group, CommandList commands) {
    if (group == AdminCommand.GROUP_SELF) {
      ofSelf = commands;
    } else {
      ofMembers = commands;
    }
  }

  void limit(ObjectLimits set) {
    limits = set;
  }

  void forget() {
    ofSelf = CommandList.INITIAL;
    ofMembers = CommandList.INITIAL;
    limits = ObjectLimits.NONE;
  }
}
