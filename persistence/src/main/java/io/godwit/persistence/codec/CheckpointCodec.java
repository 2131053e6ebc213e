package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.checkpoint.Checkpoint.QueuedMessage;
import io.godwit.model.checkpoint.Checkpoint.SentCount;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checkpoints of one run to bytes and back. A file is: eight bytes that name the format, its
 * version, which run it is of, the checkpoint, and the SHA-256 of all that. In the checkpoint an
 * entity is named once and then called by its place among the names; a message arrives so many
 * nanoseconds after the one before it, and has waited for so many since it arrived first.
 */
public final class CheckpointCodec {

  /** Raised with every change of the layout; {@link MessageType} has versions of its own. */
  static final int VERSION = 3;

  private static final byte[] MAGIC = "GdwtChkp".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM = 32;
  private static final int FIRST_BUFFER = 1 << 16;

  private final MessageCodec messages = new MessageCodec();
  private final String run;

  /** For checkpoints of {@code run}, which tells it from all that come to other events. */
  public CheckpointCodec(String run) {
    this.run = run;
  }

  /** The content of a file that holds {@code checkpoint}. */
  public byte[] encode(Checkpoint checkpoint) {
    var out = new Output(FIRST_BUFFER, -1);
    out.writeBytes(MAGIC);
    out.writeVarInt(VERSION, true);
    FieldType.TEXT.write(out, run);
    out.writeVarLong(checkpoint.now().nanos(), true);
    out.writeVarLong(checkpoint.step(), true);
    out.writeLong(checkpoint.digest());
    out.writeVarLong(checkpoint.recorded(), true);
    Map<EntityId, Integer> places = places(checkpoint);
    out.writeVarInt(places.size(), true);
    places.keySet().forEach(id -> FieldType.TEXT.write(out, id.persistenceId()));
    writeSent(out, checkpoint.sent(), places);
    writeQueue(out, checkpoint, places);
    byte[] content = out.toBytes();
    byte[] file = Arrays.copyOf(content, content.length + CHECKSUM);
    System.arraycopy(checksum(content, content.length), 0, file, content.length, CHECKSUM);
    return file;
  }

  private static Map<EntityId, Integer> places(Checkpoint checkpoint) {
    Map<EntityId, Integer> places = new LinkedHashMap<>();
    checkpoint.sent().forEach(each -> places.putIfAbsent(each.from(), places.size()));
    for (QueuedMessage each : checkpoint.queue()) {
      places.putIfAbsent(each.from(), places.size());
      places.putIfAbsent(each.to(), places.size());
    }
    return places;
  }

  private static void writeSent(Output out, List<SentCount> sent, Map<EntityId, Integer> places) {
    out.writeVarInt(sent.size(), true);
    for (SentCount each : sent) {
      out.writeVarInt(places.get(each.from()), true);
      out.writeVarLong(each.count(), true);
    }
  }

  private void writeQueue(Output out, Checkpoint checkpoint, Map<EntityId, Integer> places) {
    out.writeVarInt(checkpoint.queue().size(), true);
    long before = checkpoint.now().nanos();
    for (QueuedMessage each : checkpoint.queue()) {
      out.writeVarLong(each.at().nanos() - before, true);
      before = each.at().nanos();
      out.writeVarLong(before - each.first().nanos(), true);
      out.writeVarInt(places.get(each.from()), true);
      out.writeVarLong(each.sequence(), true);
      out.writeVarInt(places.get(each.to()), true);
      messages.write(out, each.message());
    }
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @throws CheckpointCodecException for a file that is damaged, of another version, or of another
   *     run
   */
  public Checkpoint decode(byte[] file) {
    int length = file.length - CHECKSUM;
    if (length < MAGIC.length || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new CheckpointCodecException("it is no checkpoint");
    }
    byte[] checksum = Arrays.copyOfRange(file, length, file.length);
    if (!MessageDigest.isEqual(checksum(file, length), checksum)) {
      throw new CheckpointCodecException("it is damaged: its checksum is wrong");
    }
    var in = new Input(file, MAGIC.length, length - MAGIC.length);
    try {
      return read(in);
    } catch (KryoException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CheckpointCodecException("another version wrote it: " + e.getMessage(), e);
    }
  }

  private Checkpoint read(Input in) {
    int version = in.readVarInt(true);
    if (version != VERSION) {
      throw new CheckpointCodecException(
          "it has format %d, this Godwit reads %d".formatted(version, VERSION));
    }
    if (!run.equals(FieldType.TEXT.read(in))) {
      throw new CheckpointCodecException("it is of another run");
    }
    var now = new SimTime(in.readVarLong(true));
    long step = in.readVarLong(true);
    long digest = in.readLong();
    long recorded = in.readVarLong(true);
    List<EntityId> ids = new ArrayList<>();
    for (int left = in.readVarInt(true); left > 0; left--) {
      ids.add(EntityId.ofPersistenceId((String) FieldType.TEXT.read(in)));
    }
    List<SentCount> sent = new ArrayList<>();
    for (int left = in.readVarInt(true); left > 0; left--) {
      sent.add(new SentCount(ids.get(in.readVarInt(true)), in.readVarLong(true)));
    }
    return new Checkpoint(now, step, digest, recorded, sent, readQueue(in, now, ids));
  }

  private List<QueuedMessage> readQueue(Input in, SimTime now, List<EntityId> ids) {
    List<QueuedMessage> queue = new ArrayList<>();
    long at = now.nanos();
    for (int left = in.readVarInt(true); left > 0; left--) {
      at += in.readVarLong(true);
      var first = new SimTime(at - in.readVarLong(true));
      EntityId from = ids.get(in.readVarInt(true));
      long sequence = in.readVarLong(true);
      EntityId to = ids.get(in.readVarInt(true));
      queue.add(new QueuedMessage(new SimTime(at), first, from, sequence, to, messages.read(in)));
    }
    return queue;
  }

  private static byte[] checksum(byte[] content, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(content, 0, length);
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
