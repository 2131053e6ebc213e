package io.godwit.model.device;

/** How members are named: {@code <host>/<owner>/<number>}, numbers from 1 as on the wire. */
public final class MemberName {

  private MemberName() {}

  public static String of(String host, String owner, int number) {
    return host + '/' + owner + '/' + number;
  }

  /** The host of {@code member}. */
  public static String host(String member) {
    return hostOfOwner(owner(member));
  }

  /** The host of the owner with this full name. */
  public static String hostOfOwner(String owner) {
    return owner.substring(0, owner.lastIndexOf('/'));
  }

  /** The full name of the owner of {@code member}: everything before the last slash. */
  public static String owner(String member) {
    return member.substring(0, member.lastIndexOf('/'));
  }

  /** The owner's name on its own host, such as {@code net0}. */
  public static String slot(String member) {
    int end = member.lastIndexOf('/');
    return member.substring(member.lastIndexOf('/', end - 1) + 1, end);
  }

  /** The name on its own host of the owner with this full name. */
  public static String slotOfOwner(String owner) {
    return owner.substring(owner.lastIndexOf('/') + 1);
  }

  /** The member's number in its group, from 1. */
  public static int number(String member) {
    return Integer.parseInt(member.substring(member.lastIndexOf('/') + 1));
  }
}
