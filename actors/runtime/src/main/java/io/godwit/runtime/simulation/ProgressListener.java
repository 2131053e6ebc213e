package io.godwit.runtime.simulation;

/** Is told now and then how a run goes, and may end it. */
public interface ProgressListener {

  /** Hears nothing and lets the run go on. */
  ProgressListener NONE = progress -> true;

  /** Whether the run shall go on. Called on the kernel's thread every few thousand deliveries. */
  boolean onProgress(Progress progress);
}
