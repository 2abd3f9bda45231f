package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.Uniform;
import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Shape;
import java.util.Optional;

/**
 * A learnt vector for each category. Every input value is the number of a category, such as a
 * hashed column gives, and becomes {@code dimensions} outputs (Bengio et al. 2003). Take the
 * columns that hold numbers of categories out of a row by {@link Slice}. Parameter: {@code weight}
 * (categories, dimensions).
 *
 * @param categories how many there are, at least 1
 * @param dimensions of the vectors, at least 1
 * @param initializer how the vectors start
 */
@Formula("y = W[x], a row of W for each input value")
public record Embedding(int categories, int dimensions, @Default("uniform") Initializer initializer)
    implements LayerSpec {
  /** Checks both numbers. */
  public Embedding {
    Require.atLeast(1, "Embedding categories", categories);
    Require.atLeast(1, "Embedding dimensions", dimensions);
  }

  /** Vectors that start small and random. */
  public Embedding(int categories, int dimensions) {
    this(categories, dimensions, new Uniform(0.05));
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.vector(Math.multiplyExact(input.size(), dimensions));
  }

  @Override
  public Optional<Layer> compile(int index, Shape input, ParameterLayout.Builder parameters) {
    int weight = parameters.addTable("weight", categories, dimensions, input.size(), initializer);
    return Optional.of(new EmbeddingLayer(input.size(), categories, dimensions, weight));
  }
}
