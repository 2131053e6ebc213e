package io.godwit.persistence.codec;

/** Bytes that are no checkpoint from which this version can go on; says why. */
public final class CheckpointCodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CheckpointCodecException(String what) {
    super(what);
  }

  CheckpointCodecException(String what, Throwable cause) {
    super(what, cause);
  }
}
