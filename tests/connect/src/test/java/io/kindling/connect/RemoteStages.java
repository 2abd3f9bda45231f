package io.kindling.connect;

import java.util.Map;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.Fetch;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlCommandResult;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlOperator.OperatorType;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.MlRelation;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connect.SparkSession;
import org.apache.spark.sql.connect.common.LiteralValueProtoConverter;
import scala.collection.Iterator;
import scala.runtime.BoxedUnit;

/**
 * Stages of Spark ML that are on a server, by the messages that PySpark sends: Spark has no classes
 * of them for clients in the JVM.
 */
final class RemoteStages {
  private final SparkSession session;

  RemoteStages(SparkSession session) {
    this.session = session;
  }

  /** A model that the server keeps. */
  record RemoteModel(ObjectRef reference) {}

  /** Params of a stage: numbers, texts, and arrays of them. */
  private static MlParams params(Map<String, ?> values) {
    MlParams.Builder params = MlParams.newBuilder();
    values.forEach(
        (name, value) -> params.putParams(name, LiteralValueProtoConverter.toLiteralProto(value)));
    return params.build();
  }

  /** Fits an estimator. */
  RemoteModel fit(String estimator, Map<String, ?> params, Dataset<Row> rows) {
    MlCommand.Fit fit =
        MlCommand.Fit.newBuilder()
            .setEstimator(operator(estimator, OperatorType.OPERATOR_TYPE_ESTIMATOR))
            .setParams(params(params))
            .setDataset(relation(rows))
            .build();
    MlCommandResult result = run(MlCommand.newBuilder().setFit(fit).build());
    return new RemoteModel(result.getOperatorInfo().getObjRef());
  }

  /** The rows with a model's columns added. */
  Dataset<Row> transform(RemoteModel model, Dataset<Row> rows) {
    return transform(
        MlRelation.Transform.newBuilder().setObjRef(model.reference()).setInput(relation(rows)));
  }

  /** The rows with the columns of a transformer added that has no model. */
  Dataset<Row> transform(String transformer, Map<String, ?> params, Dataset<Row> rows) {
    return transform(
        MlRelation.Transform.newBuilder()
            .setTransformer(operator(transformer, OperatorType.OPERATOR_TYPE_TRANSFORMER))
            .setParams(params(params))
            .setInput(relation(rows)));
  }

  private Dataset<Row> transform(MlRelation.Transform.Builder transform) {
    return session.newDataFrame(
        builder -> {
          builder.setMlRelation(MlRelation.newBuilder().setTransform(transform));
          return BoxedUnit.UNIT;
        });
  }

  /** Saves a model. */
  void save(RemoteModel model, String path) {
    save(MlCommand.Write.newBuilder().setObjRef(model.reference()), path);
  }

  /** Saves an estimator. */
  void save(String estimator, Map<String, ?> params, String path) {
    save(
        MlCommand.Write.newBuilder()
            .setOperator(operator(estimator, OperatorType.OPERATOR_TYPE_ESTIMATOR))
            .setParams(params(params)),
        path);
  }

  private void save(MlCommand.Write.Builder write, String path) {
    run(MlCommand.newBuilder().setWrite(write.setPath(path)).build());
  }

  /** Loads a model. */
  RemoteModel loadModel(String type, String path) {
    return new RemoteModel(load(type, OperatorType.OPERATOR_TYPE_MODEL, path).getObjRef());
  }

  /** The params of an estimator that was saved. */
  MlParams loadParams(String type, String path) {
    return load(type, OperatorType.OPERATOR_TYPE_ESTIMATOR, path).getParams();
  }

  private MlCommandResult.MlOperatorInfo load(String type, OperatorType kind, String path) {
    MlCommand.Read read =
        MlCommand.Read.newBuilder().setOperator(operator(type, kind)).setPath(path).build();
    return run(MlCommand.newBuilder().setRead(read).build()).getOperatorInfo();
  }

  /** What a method of a model gives. */
  Expression.Literal fetch(RemoteModel model, String method) {
    Fetch fetch =
        Fetch.newBuilder()
            .setObjRef(model.reference())
            .addMethods(Fetch.Method.newBuilder().setMethod(method))
            .build();
    return run(MlCommand.newBuilder().setFetch(fetch).build()).getParam();
  }

  /** What the server has in memory: a line for each model. */
  String cached() {
    MlCommand.GetCacheInfo info = MlCommand.GetCacheInfo.getDefaultInstance();
    return run(MlCommand.newBuilder().setGetCacheInfo(info).build()).getParam().toString();
  }

  private static MlOperator operator(String name, OperatorType type) {
    return MlOperator.newBuilder().setName(name).setUid("remote").setType(type).build();
  }

  private static Relation relation(Dataset<Row> rows) {
    return ((org.apache.spark.sql.connect.Dataset<Row>) rows).plan().getRoot();
  }

  private MlCommandResult run(MlCommand command) {
    Iterator<ExecutePlanResponse> responses =
        session.execute(Command.newBuilder().setMlCommand(command).build()).iterator();
    while (responses.hasNext()) {
      ExecutePlanResponse response = responses.next();
      if (response.hasMlCommandResult()) {
        return response.getMlCommandResult();
      }
    }
    throw new AssertionError("no result of " + command);
  }
}
