package io.kindling.ml;

import org.jspecify.annotations.Nullable;

/**
 * The unique id of a stage on its way past the constructors of Spark's classes, which ask for it
 * before a Java class can set a field of its own.
 */
final class Uid {
  private static final ThreadLocal<@Nullable Uid> ANNOUNCED = new ThreadLocal<>();

  private final String text;

  private Uid(String text) {
    this.text = text;
  }

  /** Says which uid the stage has that this thread constructs next. */
  static Uid announce(String text) {
    Uid uid = new Uid(text);
    ANNOUNCED.set(uid);
    return uid;
  }

  /** A stage's own field, or what is announced where Spark's constructors ask before it is set. */
  static String orAnnounced(@Nullable String field) {
    if (field != null) {
      return field;
    }
    Uid uid = ANNOUNCED.get();
    if (uid == null) {
      throw new IllegalStateException("no stage is being constructed");
    }
    return uid.text;
  }

  /** The uid for the stage's own field, once Spark's constructors are done. */
  String taken() {
    ANNOUNCED.remove();
    return text;
  }
}
