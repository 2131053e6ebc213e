package io.godwit.model.option;

/**
 * Whether all devices of a guest leave Freeze for Stop before the first one works (VFIO's P2P at
 * the destination; nothing where no mode lies between, or none may follow).
 */
public enum ResumeTogether implements Choice {
  NO,
  YES;

  @Override
  public Option option() {
    return Option.RESUME_TOGETHER;
  }
}
