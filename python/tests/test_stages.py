"""Estimators and models from Python, on a real Spark."""

from __future__ import annotations

import pytest

pytest.importorskip("pyspark", reason="needs PySpark")

from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import OneVsRest
from pyspark.ml.evaluation import MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.ml.tuning import (
    CrossValidator,
    CrossValidatorModel,
    ParamGridBuilder,
    TrainValidationSplit,
)

from kindling_spark import (
    NeuralNetworkClassificationModel,
    NeuralNetworkClassifier,
    NeuralNetworkRegressionModel,
    NeuralNetworkRegressor,
)


def classifier(**more):
    params = {
        "featuresCols": ["x", "y"],
        "hiddenLayers": [8],
        "stepSize": 0.03,
        "batchSize": 24,
        "shards": 2,
        "maxIter": 15,
    }
    return NeuralNetworkClassifier(**{**params, **more})


def regressor(**more):
    params = {
        "featuresCols": ["x", "y"],
        "labelCol": "distance",
        "labelScale": "standardize",
        "hiddenLayers": [16],
        "stepSize": 0.03,
        "batchSize": 24,
        "shards": 2,
        "maxIter": 20,
    }
    return NeuralNetworkRegressor(**{**params, **more})


def r2(scored):
    return RegressionEvaluator(labelCol="distance", metricName="r2").evaluate(scored)


def rows(scored):
    return scored.orderBy("id").select("id", "prediction").collect()


def test_params_are_those_of_java(java):
    for stage in (NeuralNetworkClassifier(), NeuralNetworkRegressor()):
        java = {param.name(): param.doc() for param in stage._java_obj.params()}
        assert set(java) == {param.name for param in stage.params}
        for param in stage.params:
            java_param = stage._java_obj.getParam(param.name)
            assert stage.hasDefault(param) == stage._java_obj.hasDefault(java_param), param.name


def test_a_classifier_learns_and_tells_how(points):
    model = classifier().fit(points)
    scored = model.transform(points)
    accuracy = MulticlassClassificationEvaluator(metricName="accuracy").evaluate(scored)
    assert accuracy > 0.95
    assert model.numFeatures == 2
    assert model.numClasses == 3
    assert model.getFeaturesCols() == ["x", "y"]
    assert model.getLoss() == "softmax_cross_entropy"


def test_a_regressor_predicts_numbers_in_the_units_of_the_data(points):
    model = regressor().fit(points)
    assert r2(model.transform(points)) > 0.9
    assert model.numFeatures == 2
    assert model.getLabelScale() == "standardize"


def test_several_targets_are_an_array(points):
    arrays = points.selectExpr("id", "x", "y", "array(x, -y) AS distance")
    scored = regressor().fit(arrays).transform(arrays)
    near = scored.where("abs(prediction[0] - x) < 0.4 AND abs(prediction[1] + y) < 0.4").count()
    assert near > 200


def test_a_model_has_its_weights_and_tells_how_it_was_trained(java, points):
    model = classifier().fit(points)
    assert len(model.weights) == 2 * 8 + 8 + 8 * 3 + 3
    assert model.summary.totalIterations == 15
    assert model.summary.bestEpoch == 15
    assert model.summary.objectiveHistory[-1] < model.summary.objectiveHistory[0]
    assert model.summary.warnings == []


def test_over_connect_what_the_server_does_not_give_is_told(spark, points):
    if "connect" not in type(spark).__module__:
        pytest.skip("only over Spark Connect")
    model = classifier(maxIter=1).fit(points)
    with pytest.raises(NotImplementedError, match="summary"):
        model.summary
    with pytest.raises(NotImplementedError, match="weights"):
        model.weights


def test_models_declare_all_params_of_java(java, points):
    """Over Spark Connect nothing adds those that Python does not declare."""
    numbers = NeuralNetworkRegressor(featuresCols=["x", "y"], labelCol="distance", maxIter=1)
    for model in (classifier(maxIter=1).fit(points), numbers.fit(points)):
        declared = {param.name for param in type(model)().params}
        assert declared == {param.name() for param in model._java_obj.params()}


def test_a_single_row_is_predicted_as_in_a_frame(points):
    assembled = VectorAssembler(inputCols=["x", "y"], outputCol="features").transform(points)
    params = {"hiddenLayers": [8], "maxIter": 2, "seed": 3}
    model = NeuralNetworkClassifier(**params).fit(assembled)
    for row in model.transform(assembled).take(20):
        assert model.predict(row.features) == row.prediction
        assert model.predictProbability(row.features) == row.probability


def test_an_estimator_is_saved_and_loaded(spark, tmp_path):
    saved = classifier(optimizer="{adam: {learning_rate: 0.1}}")
    path = str(tmp_path / "estimator")
    saved.save(path)
    loaded = NeuralNetworkClassifier.load(path)
    assert type(loaded) is NeuralNetworkClassifier
    assert loaded.uid == saved.uid
    assert loaded.getOptimizer() == saved.getOptimizer()
    assert loaded.getHiddenLayers() == [8]


def test_models_are_saved_and_loaded(points, tmp_path):
    classes = classifier().fit(points)
    classes.save(str(tmp_path / "classes"))
    loaded = NeuralNetworkClassificationModel.load(str(tmp_path / "classes"))
    assert rows(loaded.transform(points)) == rows(classes.transform(points))
    numbers = NeuralNetworkRegressor(
        featuresCols=["x", "y"], labelCol="distance", labelScale="standardize", maxIter=3
    ).fit(points)
    numbers.write().overwrite().save(str(tmp_path / "numbers"))
    loaded = NeuralNetworkRegressionModel.load(str(tmp_path / "numbers"))
    assert rows(loaded.transform(points)) == rows(numbers.transform(points))


def test_a_pipeline_is_saved_and_loaded(points, tmp_path):
    assembler = VectorAssembler(inputCols=["x", "y"], outputCol="features")
    network = NeuralNetworkClassifier(hiddenLayers=[8], maxIter=3)
    pipeline = Pipeline(stages=[assembler, network])
    pipeline.save(str(tmp_path / "pipeline"))
    model = Pipeline.load(str(tmp_path / "pipeline")).fit(points)
    model.save(str(tmp_path / "model"))
    loaded = PipelineModel.load(str(tmp_path / "model"))
    assert isinstance(loaded.stages[-1], NeuralNetworkClassificationModel)
    assert rows(loaded.transform(points)) == rows(model.transform(points))


def test_a_pipeline_of_words_and_a_regressor_is_fitted_saved_and_loaded(points, tmp_path):
    named = points.selectExpr(
        "*", "element_at(array('one', 'two', 'three'), 1 + int(label)) AS corner"
    )
    pipeline = Pipeline(
        stages=[
            StringIndexer(inputCol="corner", outputCol="index"),
            VectorAssembler(inputCols=["x", "y", "index"], outputCol="assembled"),
            NeuralNetworkRegressor(
                featuresCol="assembled", labelCol="distance", labelScale="standardize", maxIter=5
            ),
        ]
    )
    model = pipeline.fit(named)
    model.write().overwrite().save(str(tmp_path / "model"))
    loaded = PipelineModel.load(str(tmp_path / "model"))
    assert isinstance(loaded.stages[-1], NeuralNetworkRegressionModel)
    assert rows(loaded.transform(named)) == rows(model.transform(named))


def test_a_summary_is_saved_with_its_model(java, points, tmp_path):
    model = classifier(maxIter=2).fit(points)
    model.save(str(tmp_path / "model"))
    assert NeuralNetworkClassificationModel.load(str(tmp_path / "model")).summary == model.summary


def test_a_fit_starts_from_a_saved_model_and_leaves_frozen_layers(java, points, tmp_path):
    first = classifier(maxIter=3).fit(points)
    first.save(str(tmp_path / "first"))
    second = classifier(initFrom=str(tmp_path / "first"), freeze=["0"], maxIter=1).fit(points)
    body = 2 * 8 + 8
    assert list(second.weights)[:body] == list(first.weights)[:body]
    assert list(second.weights)[body:] != list(first.weights)[body:]
    assert second.getFreeze() == ["0"]


def test_sets_of_params_are_fitted_together_and_give_the_models_of_each(java, points):
    network = classifier(maxIter=2)
    maps = [
        {network.stepSize: 0.01},
        {network.stepSize: 0.05, network.hiddenLayers: [4]},
        {network.batchSize: 40},
    ]
    together = network.fit(points, maps)
    for one, model in zip(maps, together):
        alone = network.fit(points, one)
        assert model.weights == alone.weights
        assert model.getStepSize() == alone.getStepSize()
        assert model.getBatchSize() == alone.getBatchSize()
    assert network.getBatchSize() == 24


def test_params_are_tuned(points):
    network = classifier(maxIter=3)
    grid = ParamGridBuilder().addGrid(network.stepSize, [1e-6, 0.05]).build()
    evaluator = MulticlassClassificationEvaluator(metricName="accuracy")
    tuned = CrossValidator(
        estimator=network, estimatorParamMaps=grid, evaluator=evaluator, numFolds=2, seed=1
    ).fit(points)
    assert tuned.bestModel.getStepSize() == 0.05


def test_a_search_of_a_regressor_is_saved_and_loaded(points, tmp_path):
    network = regressor(maxIter=5)
    grid = ParamGridBuilder().addGrid(network.stepSize, [1e-6, 0.05]).build()
    tuned = CrossValidator(
        estimator=network,
        estimatorParamMaps=grid,
        evaluator=RegressionEvaluator(labelCol="distance", metricName="r2"),
        numFolds=2,
        seed=1,
    ).fit(points)
    assert tuned.avgMetrics[1] > tuned.avgMetrics[0]
    assert tuned.bestModel.getStepSize() == 0.05
    tuned.save(str(tmp_path / "search"))
    loaded = CrossValidatorModel.load(str(tmp_path / "search"))
    assert isinstance(loaded.bestModel, NeuralNetworkRegressionModel)
    assert rows(loaded.transform(points)) == rows(tuned.transform(points))


def test_params_of_a_pipelines_last_stage_are_tuned(points):
    network = NeuralNetworkClassifier(hiddenLayers=[8], batchSize=24, shards=2, maxIter=5)
    pipeline = Pipeline(
        stages=[VectorAssembler(inputCols=["x", "y"], outputCol="features"), network]
    )
    grid = ParamGridBuilder().addGrid(network.stepSize, [1e-6, 0.05]).build()
    tuned = TrainValidationSplit(
        estimator=pipeline,
        estimatorParamMaps=grid,
        evaluator=MulticlassClassificationEvaluator(metricName="accuracy"),
        parallelism=2,
        seed=1,
    ).fit(points)
    assert tuned.validationMetrics[1] > tuned.validationMetrics[0]
    assert tuned.bestModel.stages[-1].getStepSize() == 0.05


def test_one_vs_rest_takes_a_classifier(points):
    assembled = VectorAssembler(inputCols=["x", "y"], outputCol="features").transform(points)
    network = NeuralNetworkClassifier(hiddenLayers=[8], stepSize=0.03, batchSize=24, maxIter=10)
    scored = OneVsRest(classifier=network).fit(assembled).transform(assembled)
    assert MulticlassClassificationEvaluator(metricName="accuracy").evaluate(scored) > 0.9


def test_what_is_wrong_is_told_by_java(points):
    with pytest.raises(Exception, match="dense"):
        classifier(network="[dens: {units: 5}]").fit(points)
