package io.godwit.model.virtio;

/** Status qualifiers of an admin command (facts/virtio.md A.5). */
public final class AdminQualifier {

  public static final int OK = 0;
  public static final int INVALID_COMMAND = 1;
  public static final int INVALID_OPCODE = 2;
  public static final int INVALID_FIELD = 3;
  public static final int INVALID_GROUP = 4;
  public static final int INVALID_MEMBER = 5;
  public static final int NO_RESOURCE = 6;
  public static final int TRY_AGAIN = 7;

  private AdminQualifier() {}
}
