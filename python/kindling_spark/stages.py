"""The estimators and models: what runs is in Java, in kindling-ml, here or on a server of Spark Connect."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyspark.ml.param.shared import (
    HasFeaturesCol,
    HasLabelCol,
    HasPredictionCol,
    HasProbabilityCol,
    HasRawPredictionCol,
    HasThresholds,
)
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel
from pyspark.sql.utils import is_remote

from kindling_spark.params import NetworkArguments, NetworkParams, NetworkSetters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyspark.ml.linalg import Vector
    from pyspark.ml.param import Param
    from pyspark.sql import DataFrame
    from typing_extensions import Self, Unpack

#: PySpark derives the name of a Java class from the module of its own, and so each class says that it
#: is in this one, under which the package makes it known.
JAVA_PACKAGE = "io.kindling.ml"


class ClassifierArguments(NetworkArguments, total=False):
    """What the constructor of a classifier takes besides."""

    rawPredictionCol: str
    probabilityCol: str
    thresholds: Sequence[float]


@dataclass(frozen=True)
class NetworkTrainingSummary:
    """How a fit went."""

    #: The mean training loss of each epoch.
    objectiveHistory: list[float]
    #: Passes over the rows.
    totalIterations: int
    #: The epoch whose parameters the model has, from 1.
    bestEpoch: int
    #: From start to end, reading the rows not counted.
    seconds: float
    #: What a user should know, a line each.
    warnings: list[str]


class _ColumnSetters(HasFeaturesCol, HasLabelCol, HasPredictionCol):
    """The columns that estimators and models of both kinds name."""

    def setFeaturesCol(self, value: str) -> Self:
        """Sets ``featuresCol``: a column of vectors or of arrays of numbers."""
        return self._set(featuresCol=value)

    def setPredictionCol(self, value: str) -> Self:
        """Sets ``predictionCol``; with "" there is none."""
        return self._set(predictionCol=value)


class _ClassSetters(HasRawPredictionCol, HasProbabilityCol, HasThresholds):
    """The columns that classifiers and their models name, and thresholds."""

    def setRawPredictionCol(self, value: str) -> Self:
        """Sets ``rawPredictionCol``; with "" there is none."""
        return self._set(rawPredictionCol=value)

    def setProbabilityCol(self, value: str) -> Self:
        """Sets ``probabilityCol``; with "" there is none."""
        return self._set(probabilityCol=value)

    def setThresholds(self, value: Sequence[float]) -> Self:
        """Sets ``thresholds``, by which probabilities are divided before they are compared."""
        return self._set(thresholds=list(value))


class _FittedTogether:
    """Numbers and models of several sets of params, all fitted when the first is asked for.

    Searches ask from several threads at once.
    """

    def __init__(self, count: int, fit: Callable[[], list[Any]]):
        self._numbers = iter(range(count))
        self._fit = fit
        self._models: list[Any] | None = None
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        return self

    def __next__(self) -> tuple[int, Any]:
        with self._lock:
            number = next(self._numbers)
            if self._models is None:
                self._models = self._fit()
            return number, self._models[number]


class _NetworkEstimator(
    JavaEstimator, _ColumnSetters, NetworkSetters, JavaMLWritable, JavaMLReadable
):
    """What both estimators have."""

    def _start(self, loss: str, params: NetworkArguments) -> None:
        java_class = f"{JAVA_PACKAGE}.{type(self).__name__}"
        try:
            self._java_obj = self._new_java_obj(java_class, self.uid)
        except TypeError as e:  # py4j takes a class that is not there for a package
            raise RuntimeError(
                f"{java_class}: found no such class in Spark, expected the jar of kindling-ml_2.13 and"
                " what it depends on (spark.jars.packages, or --packages)"
            ) from e
        self._setDefault(loss=loss)
        self.setParams(**params)

    def setParams(self, **params: Unpack[NetworkArguments]) -> Self:
        """Sets the params that are given."""
        return self._set(**params)

    def fitMultiple(
        self, dataset: DataFrame, paramMaps: Sequence[dict[Param, Any]]
    ) -> Iterator[tuple[int, Any]]:
        """Fits several sets of params, as CrossValidator and TrainValidationSplit ask for it.

        Those that agree in epochs, batch size, shards, seed, scaling and the model to start from
        share each pass over the rows. Over Spark Connect each is fitted by itself.
        """
        if is_remote():
            return super().fitMultiple(dataset, paramMaps)
        estimator = self.copy()
        return _FittedTogether(
            len(paramMaps), lambda: estimator._fit_together(dataset, paramMaps)
        )

    def _fit_together(
        self, dataset: DataFrame, param_maps: Sequence[dict[Param, Any]]
    ) -> list[Any]:
        self._transfer_params_to_java()
        java_maps = [self._transfer_param_map_to_java(one) for one in param_maps]
        to_seq = dataset.sparkSession._jvm.PythonUtils.toSeq
        java_models = self._java_obj.fit(dataset._jdf, to_seq(java_maps))
        return [
            self.copy(one)._copyValues(self._create_model(java_models.apply(number)))
            for number, one in enumerate(param_maps)
        ]

    def setLabelCol(self, value: str) -> Self:
        """Sets ``labelCol``."""
        return self._set(labelCol=value)


class _NetworkModel(JavaModel, _ColumnSetters, NetworkParams, JavaMLWritable, JavaMLReadable):
    """What both models have."""

    @property
    def numFeatures(self) -> int:
        """How many inputs the network has: words have one for each category."""
        return self._call_java("numFeatures")

    @property
    def weights(self) -> Vector:
        """All weights and biases, as they lie in the network's one flat array. Not over Spark Connect."""
        self._need_java("weights")
        return self._call_java("weights")

    @property
    def summary(self) -> NetworkTrainingSummary:
        """How it was trained. Not over Spark Connect, whose server has no summaries of such models."""
        self._need_java("summary")
        java = self._java_obj.summary()
        return NetworkTrainingSummary(
            objectiveHistory=list(java.objectiveHistory()),
            totalIterations=java.totalIterations(),
            bestEpoch=java.bestEpoch(),
            seconds=java.seconds(),
            warnings=list(java.warnings()),
        )

    def _need_java(self, what: str) -> None:
        if is_remote():
            raise NotImplementedError(f"{what}: Spark Connect's server does not give it")

    def predict(self, value: Vector) -> float:
        """The prediction for the features of a single row."""
        return self._call_java("predict", value)

    def setHandleInvalid(self, value: str) -> Self:
        """Sets ``handleInvalid``: error, skip or keep."""
        return self._set(handleInvalid=value)


class NeuralNetworkClassifier(_NetworkEstimator, _ClassSetters):
    """Trains neural networks that tell classes apart.

    Labels are the numbers 0 … K − 1 in a numeric column, or texts, whose sorted values are the classes
    then. Features are a vector, an array of numbers, or several columns (``featuresCols``).

    >>> classifier = NeuralNetworkClassifier(hiddenLayers=[64, 32], maxIter=20, seed=7)
    >>> model = classifier.fit(rows)
    >>> model.transform(rows).select("probability", "prediction")
    """

    __module__ = JAVA_PACKAGE

    def __init__(self, **params: Unpack[ClassifierArguments]):
        super().__init__()
        self._start("softmax_cross_entropy", params)

    def setParams(self, **params: Unpack[ClassifierArguments]) -> Self:
        """Sets the params that are given."""
        return self._set(**params)

    def _create_model(self, java_model: Any) -> NeuralNetworkClassificationModel:
        return NeuralNetworkClassificationModel(java_model)


class NeuralNetworkClassificationModel(_NetworkModel, _ClassSetters):
    """A trained network that tells classes apart."""

    __module__ = JAVA_PACKAGE

    @property
    def numClasses(self) -> int:
        """How many classes there are."""
        return self._call_java("numClasses")

    def predictRaw(self, value: Vector) -> Vector:
        """What the network gives for the features of a single row before the softmax."""
        return self._call_java("predictRaw", value)

    def predictProbability(self, value: Vector) -> Vector:
        """The probability of each class for the features of a single row."""
        return self._call_java("predictProbability", value)


class NeuralNetworkRegressor(_NetworkEstimator):
    """Trains neural networks that predict a number.

    With ``labelScale`` the targets are scaled in training; predictions are in the units of the data.

    >>> regressor = NeuralNetworkRegressor(labelCol="price", labelScale="standardize")
    >>> model = regressor.fit(rows)
    """

    __module__ = JAVA_PACKAGE

    def __init__(self, **params: Unpack[NetworkArguments]):
        super().__init__()
        self._start("squared_error", params)

    def _create_model(self, java_model: Any) -> NeuralNetworkRegressionModel:
        return NeuralNetworkRegressionModel(java_model)


class NeuralNetworkRegressionModel(_NetworkModel):
    """A trained network that predicts a number."""

    __module__ = JAVA_PACKAGE
