package io.kindling.submit.output;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.StrictJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What of a history goes on where its training does: the lines of the epochs that are over, byte
 * for byte, and the events of all others. A line that is damaged keeps nobody from going on: it is
 * left out, and told. No more than a bounded part of a file, and of a line, is ever in memory.
 */
final class EarlierHistory {
  /** The most bytes of a line: the events of one have a tenth of them. */
  static final int LONGEST_LINE = 1 << 20;

  /** The most bytes of a file: some 250,000 epochs. */
  static final int MOST_BYTES = 1 << 26;

  private static final int MOST_TOLD = 10;
  private static final String EXPECTED = "the line of an epoch";
  private static final List<String> NUMBERS =
      List.of("step", "train_loss", "learning_rate", "seconds", "samples_per_second");

  private final String place;
  private final int epochs;
  private final Consumer<Object> events;
  private final Consumer<String> damage;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int line = 1;
  private int lastEpoch;
  private int damaged;

  private EarlierHistory(
      String place, int epochs, Consumer<Object> events, Consumer<String> damage) {
    this.place = place;
    this.epochs = epochs;
    this.events = events;
    this.damage = damage;
  }

  /**
   * Reads a history.
   *
   * @param place what people call the file
   * @param epochs how many are over
   * @param events takes what happened in lines that are not kept
   * @param damage takes a line of text for each that is damaged, up to ten
   * @return the lines that are kept, each with its end
   */
  static byte[] read(
      String place, InputStream in, int epochs, Consumer<Object> events, Consumer<String> damage)
      throws IOException {
    EarlierHistory history = new EarlierHistory(place, epochs, events, damage);
    history.read(new BufferedInputStream(in));
    return history.kept.toByteArray();
  }

  private void read(InputStream in) throws IOException {
    ByteArrayOutputStream current = new ByteArrayOutputStream();
    int bytes = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (++bytes > MOST_BYTES) {
        damage.accept(
            "%s: found more than %s bytes, expected a history of at most so many; what is in it from line"
                    .formatted(place, MOST_BYTES)
                + " %s on is left out".formatted(line));
        return;
      }
      if (next == '\n') {
        end(current);
      } else if (current.size() <= LONGEST_LINE) {
        current.write(next);
      }
    }
    end(current);
    if (damaged > MOST_TOLD) {
      damage.accept(
          "%s: %s more damaged lines are left out"
              .formatted(place, Names.count(damaged - MOST_TOLD)));
    }
  }

  private void end(ByteArrayOutputStream current) {
    byte[] bytes = current.toByteArray();
    try {
      if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
        take(bytes);
      }
    } catch (InvalidInputException e) {
      if (++damaged <= MOST_TOLD) {
        damage.accept(e.getMessage() + "; it is left out of the history");
      }
    }
    current.reset();
    line++;
  }

  private void take(byte[] bytes) {
    if (bytes.length > LONGEST_LINE) {
      throw wrong("more than %s bytes".formatted(LONGEST_LINE));
    }
    checkText(bytes);
    Map<String, Object> values = StrictJson.entriesOfLine(place, line, bytes, EXPECTED);
    try {
      int epoch = epoch(values);
      if (epoch <= epochs) {
        checkNumbers(values);
        checkOrder(epoch);
        kept.writeBytes(bytes);
        kept.write('\n');
        return;
      }
    } catch (InvalidInputException e) {
      takeEvents(values);
      throw e;
    }
    takeEvents(values);
  }

  private void checkText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw wrong("bytes that are not UTF-8");
    }
  }

  private int epoch(Map<String, Object> values) {
    Object epoch = values.get(HistoryWriter.EPOCH);
    if (epoch instanceof Integer number && number > 0) {
      return number;
    }
    throw wrong(
        epoch == null
            ? "no 'epoch'"
            : "'epoch' %s".formatted(Names.shortened(String.valueOf(epoch))));
  }

  private void checkNumbers(Map<String, Object> values) {
    for (String name : NUMBERS) {
      if (!values.containsKey(name)) {
        throw wrong("no '%s'".formatted(name));
      }
      Object value = values.get(name);
      if (value != null && !(value instanceof Number)) { // null is what is no number
        throw wrong("'%s' %s".formatted(name, Names.shortened(String.valueOf(value))));
      }
    }
  }

  private void checkOrder(int epoch) {
    if (epoch <= lastEpoch) {
      throw wrong("epoch %s behind epoch %s".formatted(epoch, lastEpoch));
    }
    lastEpoch = epoch;
  }

  private void takeEvents(Map<String, Object> values) {
    if (values.get(HistoryWriter.EVENTS) instanceof Collection<?> happened) {
      new ArrayList<Object>(happened).forEach(events);
    }
  }

  private InvalidInputException wrong(String found) {
    return InvalidInputException.at(place + ":" + line, found, EXPECTED);
  }
}
