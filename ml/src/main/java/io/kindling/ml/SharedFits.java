package io.kindling.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Stands for an estimator in one of Spark's searches, which asks for the model of each set of
 * params by itself: fits all of them at once when the first is asked for on new rows.
 *
 * @param <M> the class of the models
 */
final class SharedFits<M extends Model<M>> extends Estimator<M> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient Estimator<M> estimator;
  private final transient ParamMap[] maps;
  private int searches;
  private transient @Nullable Dataset<?> rows;
  private transient List<M> models = List.of();

  /**
   * @param maps the sets of params
   * @param searches on how many rows all of them are fitted; behind these, each by itself, as the
   *     best one is in the end
   */
  SharedFits(Estimator<M> estimator, ParamMap[] maps, int searches) {
    this(Uid.announce(estimator.uid()), estimator, maps, searches);
  }

  private SharedFits(Uid announced, Estimator<M> estimator, ParamMap[] maps, int searches) {
    this.uid = announced.taken();
    this.estimator = estimator;
    this.maps = maps.clone();
    this.searches = searches;
  }

  @Override
  public String uid() {
    return uid == null ? Uid.announced() : uid;
  }

  @Override
  public synchronized M fit(Dataset<?> some, ParamMap map) {
    if (some != rows && searches > 0) {
      models =
          CollectionConverters.asJava(
              estimator.fit(some, CollectionConverters.asScala(List.of(maps)).toSeq()));
      rows = some;
      searches--;
    }
    return some == rows ? models.get(Arrays.asList(maps).indexOf(map)) : estimator.fit(some, map);
  }

  @Override
  public M fit(Dataset<?> some) {
    return estimator.fit(some);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return estimator.transformSchema(schema);
  }

  @Override
  public SharedFits<M> copy(ParamMap extra) {
    return new SharedFits<>(estimator.copy(extra), maps, searches);
  }
}
