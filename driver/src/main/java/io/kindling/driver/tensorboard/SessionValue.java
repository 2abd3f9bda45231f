package io.kindling.driver.tensorboard;

import java.util.Map;

/**
 * What TensorBoard's page of hyperparameters knows of a training: its settings, and how it ended.
 * Which settings and metrics there are to compare is left to TensorBoard, which finds it out over
 * all trainings of a folder; a training that declared it would do so for the others too.
 */
final class SessionValue {
  private static final int STARTED = 3;
  private static final int ENDED = 4;
  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  private SessionValue() {}

  /**
   * Its start.
   *
   * @param settings numbers, truths, and what is shown as text, by their names
   */
  static ProtobufMessage start(Map<String, Object> settings) {
    ProtobufMessage start = new ProtobufMessage();
    settings.forEach(
        (name, value) ->
            start.message(1, new ProtobufMessage().text(1, name).message(2, value(value))));
    start.float64(5, now());
    return value("_hparams_/session_start_info", STARTED, start);
  }

  private static ProtobufMessage value(Object value) {
    ProtobufMessage message = new ProtobufMessage();
    if (value instanceof Number number) {
      return message.float64(2, number.doubleValue());
    }
    return value instanceof Boolean truth
        ? message.number(4, truth ? 1 : 0)
        : message.text(3, String.valueOf(value));
  }

  /** Its end. */
  static ProtobufMessage end(boolean success) {
    ProtobufMessage end = new ProtobufMessage().number(1, success ? SUCCESS : FAILURE);
    return value("_hparams_/session_end_info", ENDED, end.float64(2, now()));
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  /** All is in the metadata of the value, which itself is a tensor that says nothing. */
  private static ProtobufMessage value(String tag, int kind, ProtobufMessage data) {
    ProtobufMessage plugin =
        new ProtobufMessage()
            .text(1, "hparams")
            .message(2, new ProtobufMessage().message(kind, data));
    ProtobufMessage oneByOne = new ProtobufMessage().message(2, new ProtobufMessage().number(1, 1));
    ProtobufMessage nothing = new ProtobufMessage().number(1, 1).message(2, oneByOne).float32(5, 0);
    return new ProtobufMessage()
        .text(1, tag)
        .message(9, new ProtobufMessage().message(1, plugin))
        .message(8, nothing);
  }
}
