package io.kindling.driver.sql;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import scala.Tuple3;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Functions of SQL: {@code kindling_predict('folder', features…)} gives the predictions of a saved
 * model, in its own folder or in that of a model of Spark ML. The features are columns of the names
 * that the model was trained on, one column of vectors or arrays, or one struct. A row of classes
 * gives a struct of {@code prediction}, the class's name, and {@code probability}, an array of
 * those of all classes in their order; one of labels, {@code probability}; one of regression,
 * {@code prediction}. A row that the model cannot take ends the query in one line.
 *
 * <p>They are registered in a session, or in all by {@code
 * spark.sql.extensions=io.kindling.driver.sql.KindlingFunctions}.
 */
public final class KindlingFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  private static final FunctionIdentifier PREDICT = new FunctionIdentifier(PredictFunction.NAME);

  /** For Spark, which makes one by its name. */
  public KindlingFunctions() {}

  /** Registers the functions in a session. */
  public static void register(SparkSession session) {
    ((org.apache.spark.sql.classic.SparkSession) session)
        .sessionState()
        .functionRegistry()
        .createOrReplaceTempFunction(PredictFunction.NAME, new PredictFunction(), "java_udf");
  }

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectFunction(new Tuple3<>(PREDICT, info(), new PredictFunction()));
    return BoxedUnit.UNIT;
  }

  private static ExpressionInfo info() {
    return new ExpressionInfo(PredictFunction.class.getName(), PredictFunction.NAME);
  }
}
