package io.kindling.predictor.scoring;

import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.TargetScale;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A declared model with what happens to its rows, compiled once in a process. It may travel to
 * others; Spark's Kryo cannot serialise records, so the declaration travels as bytes.
 */
public final class CompiledModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] spec;
  private final RowTransform transform;
  private final TargetScale targets;
  private transient @Nullable ModelSpec declared; // where it has not travelled
  private transient @Nullable Objective objective;

  /** A model. */
  public CompiledModel(ModelSpec spec, Preprocessing preprocessing) {
    this.declared = spec;
    this.spec = serialize(spec);
    this.transform = preprocessing.transform();
    this.targets = preprocessing.targets();
  }

  /** The compiled network and its loss. */
  public synchronized Objective objective() {
    if (objective == null) {
      objective = new Objective(declared == null ? deserialize(spec) : declared);
      declared = null;
    }
    return objective;
  }

  /** What happens to a row before it enters the network. */
  RowTransform transform() {
    return transform;
  }

  /** Whether rows enter the network without their zeros. */
  boolean isSparse() {
    return transform.isSparse() && objective().network().takesSparse();
  }

  /**
   * How many values of a row that enters the network without its zeros there are at most; 0 where
   * rows enter whole.
   *
   * @param kept how many values of a row as it is kept are not 0 at most
   */
  public int mostEntries(int kept) {
    return isSparse() ? transform.mostEntries(kept) : 0;
  }

  /** The scaling of the targets. */
  public TargetScale targets() {
    return targets;
  }

  private static byte[] serialize(ModelSpec spec) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ModelSpec deserialize(byte[] bytes) {
    try (ObjectInputStream in = new ContextObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (ModelSpec) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("an executor lacks a class of the model", e);
    }
  }

  /** Finds classes as Spark does: with the class loader of the task, which knows the added jars. */
  private static final class ContextObjectInputStream extends ObjectInputStream {
    ContextObjectInputStream(ByteArrayInputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(description.getName(), false, loader);
    }
  }
}
