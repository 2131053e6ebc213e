package io.godwit.model.guest;

/** {@code pages} consecutive guest pages of 4 KiB, the first being number {@code from}. */
public record PageRange(long from, long pages) {

  public PageRange {
    if (from < 0 || pages < 0) {
      throw new IllegalArgumentException("a range of " + pages + " pages from page " + from);
    }
  }

  /** The first page after the range. */
  public long end() {
    return from + pages;
  }

  public boolean isEmpty() {
    return pages == 0;
  }
}
