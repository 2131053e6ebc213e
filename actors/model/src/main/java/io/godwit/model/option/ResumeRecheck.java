package io.godwit.model.option;

/** Whether a device that resumes looks at its rings without having been asked. */
public enum ResumeRecheck implements Choice {
  YES,
  NO;

  @Override
  public Option option() {
    return Option.RESUME_RECHECK;
  }
}
