package io.godwit.scenarios.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/** Standard output that remembers when it could not be written; a writer alone swallows that. */
final class StandardOutput extends OutputStream {

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private IOException failure;

  /** In the terminal's encoding. */
  PrintWriter writer() {
    String encoding = System.getProperty("sun.stdout.encoding");
    return new PrintWriter(
        this, true, encoding == null ? Charset.defaultCharset() : Charset.forName(encoding));
  }

  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether nobody was left to read, as after {@code | head}. */
  static boolean isClosedPipe(IOException failure) {
    return "Broken pipe".equals(failure.getMessage());
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException failed) {
      failure = failed;
      throw failed;
    }
  }
}
