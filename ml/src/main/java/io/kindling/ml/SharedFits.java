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
  private final int searches;
  private final transient Joint<M> joint;
  private int searched;
  private transient @Nullable Dataset<?> rows;
  private transient List<M> models = List.of();

  /** Fits all sets of params. */
  @FunctionalInterface
  interface Joint<M> {
    /**
     * The models, in the order of the sets.
     *
     * @param fold which rows these are, from 0
     */
    List<M> fit(Dataset<?> rows, int fold);
  }

  /**
   * @param maps the sets of params
   * @param searches on how many rows all of them are fitted; behind these, each by itself, as the
   *     best one is in the end
   */
  SharedFits(Estimator<M> estimator, ParamMap[] maps, int searches, Joint<M> joint) {
    this(Uid.announce(estimator.uid()), estimator, maps, searches, joint);
  }

  private SharedFits(
      Uid announced, Estimator<M> estimator, ParamMap[] maps, int searches, Joint<M> joint) {
    this.uid = announced.taken();
    this.estimator = estimator;
    this.maps = maps.clone();
    this.searches = searches;
    this.joint = joint;
  }

  /** The models of all sets of params on a fold, whose checkpoints are apart from others'. */
  static <M extends Model<M>> List<M> ofFold(
      Estimator<M> network, Dataset<?> rows, int fold, ParamMap... maps) {
    Estimator<M> ofFold =
        network instanceof NetworkParams params && params.isDefined(params.checkpointDir())
            ? network.copy(
                new ParamMap()
                    .put(
                        params.checkpointDir(),
                        NetworkFolder.child(params.getCheckpointDir(), "fold-" + fold)))
            : network;
    return CollectionConverters.asJava(
        ofFold.fit(rows, CollectionConverters.asScala(List.of(maps)).toSeq()));
  }

  @Override
  public String uid() {
    return Uid.orAnnounced(uid);
  }

  @Override
  public synchronized M fit(Dataset<?> some, ParamMap map) {
    if (some != rows && searched < searches) {
      models = joint.fit(some, searched);
      rows = some;
      searched++;
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
    return new SharedFits<>(estimator.copy(extra), maps, searches - searched, joint);
  }
}
