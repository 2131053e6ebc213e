package io.godwit.scenarios.run;

/** Whether a run gets a page. */
public enum Pages {
  NONE,
  /** One of its own, {@code report.html} in its folder. */
  OWN,
  /** It is one of several that share a page. */
  SHARED
}
