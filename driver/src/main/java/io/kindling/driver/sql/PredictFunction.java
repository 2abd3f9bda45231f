package io.kindling.driver.sql;

import io.kindling.driver.evaluation.RowScorer;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * Makes the expression of {@code kindling_predict(folder, features…)}. The model is read when a
 * query is analysed, and goes to each executor once as long as it stays the same.
 */
final class PredictFunction extends AbstractFunction1<Seq<Expression>, Expression> {
  static final String NAME = "kindling_predict";

  private final Map<String, Known> byFolder = new HashMap<>();

  /** The model that a folder had when it was looked into last. */
  private record Known(String sha256, TrainedModel model, RowScorer scorer) {}

  @Override
  public Expression apply(Seq<Expression> arguments) {
    List<Expression> all = new ArrayList<>(CollectionConverters.asJava(arguments));
    if (all.size() < 2
        || !all.get(0).foldable()
        || !(all.get(0).dataType() instanceof StringType)) {
      throw InvalidInputException.at(
          NAME, "other arguments", "the folder of a model as a text, and its features");
    }
    Known known = known(String.valueOf(all.get(0).eval(null)));
    Expression features = features(all.subList(1, all.size()));
    PredictedStruct predicted = new PredictedStruct(known.model());
    return new ScalaUDF(
        known.scorer().function((StructType) features.dataType(), predicted),
        predicted.type(),
        seq(List.of(features)),
        seq(List.of()),
        Option.empty(),
        Option.apply(NAME),
        false,
        true);
  }

  private synchronized Known known(String folder) {
    SparkSession session = SparkSession.active();
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    TrainedModel model = ModelFiles.load(hadoop, ModelFiles.folderIn(hadoop, folder));
    String sha256 = model.sha256();
    Known known = byFolder.get(folder);
    if (known == null || !known.sha256().equals(sha256)) {
      known = new Known(sha256, model, new RowScorer(session, model));
      byFolder.put(folder, known);
    }
    return known;
  }

  /** The features in one struct, by the names of their columns. */
  private static Expression features(List<Expression> features) {
    if (features.size() == 1 && features.get(0).dataType() instanceof StructType) {
      return features.get(0);
    }
    List<Expression> named = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      named.add(Literal.create(name(features.get(i), i), DataTypes.StringType));
      named.add(features.get(i));
    }
    return new CreateNamedStruct(seq(named));
  }

  private static String name(Expression feature, int index) {
    if (feature instanceof NamedExpression named) {
      return named.name();
    }
    return feature instanceof GetStructField field
        ? field.extractFieldName()
        : "argument " + (index + 1);
  }

  private static <T> Seq<T> seq(List<T> values) {
    return CollectionConverters.asScala(values).toSeq();
  }
}
