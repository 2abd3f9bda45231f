"""The params of Kindling's estimators and models.

Names, meanings and defaults are those of Java (io.kindling.ml.NetworkParams); its tests compare them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.ml.linalg import Vector

E = TypeVar("E", bound="NetworkSetters")

#: What params are where nobody sets them. A loss has one too, which classes and numbers differ in.
DEFAULTS: dict[str, Any] = {
    "handleInvalid": "error",
    "hiddenLayers": [64],
    "activation": "relu",
    "dropout": 0.0,
    "solver": "adam",
    "stepSize": 0.001,
    "maxIter": 10,
    "tol": 0.0,
    "blockSize": 128,
    "sync": "every_step",
    "scale": "none",
    "labelScale": "none",
    "missing": "error",
    "seed": 1,
}


class NetworkArguments(TypedDict, total=False):
    """What constructors of estimators take, all of it by name."""

    featuresCol: str
    labelCol: str
    predictionCol: str
    featuresCols: Sequence[str]
    weightCol: str
    validationIndicatorCol: str
    idCol: str
    handleInvalid: str
    layers: Sequence[int]
    hiddenLayers: Sequence[int]
    activation: str
    dropout: float
    network: str
    loss: str
    solver: str
    stepSize: float
    optimizer: str
    penalty: str
    clipping: str
    maxIter: int
    tol: float
    patience: int
    metrics: Sequence[str]
    batchSize: int
    blockSize: int
    shards: int
    sync: str
    scale: str
    labelScale: str
    missing: str
    columns: str
    classWeights: str
    initialWeights: Vector
    initFrom: str
    freeze: Sequence[str]
    checkpointDir: str
    seed: int


class NetworkParams(Params):
    """The params of estimators and models of networks."""

    featuresCols: Param[list[str]] = Param(
        Params._dummy(),
        "featuresCols",
        "columns of features: numbers, truth values, or words, each of which becomes a "
        "category; in place of featuresCol",
        typeConverter=TypeConverters.toListString,
    )
    weightCol: Param[str] = Param(
        Params._dummy(),
        "weightCol",
        "column of what a row counts for; all alike if not set",
        typeConverter=TypeConverters.toString,
    )
    validationIndicatorCol: Param[str] = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "column that is true for the rows to validate on, which are not trained on",
        typeConverter=TypeConverters.toString,
    )
    idCol: Param[str] = Param(
        Params._dummy(),
        "idCol",
        "column that the rows are ordered by before they are shuffled by the seed; by "
        "what they hold if not set",
        typeConverter=TypeConverters.toString,
    )
    handleInvalid: Param[str] = Param(
        Params._dummy(),
        "handleInvalid",
        "what becomes of a row to score that is missing or damaged: error, skip (the "
        "row is left out) or keep (its outputs are NaN)",
        typeConverter=TypeConverters.toString,
    )
    layers: Param[list[int]] = Param(
        Params._dummy(),
        "layers",
        "sizes of the layers from input to output, as those of "
        "MultilayerPerceptronClassifier; in place of hiddenLayers",
        typeConverter=TypeConverters.toListInt,
    )
    hiddenLayers: Param[list[int]] = Param(
        Params._dummy(),
        "hiddenLayers",
        "units of the hidden dense layers, the first nearest the features; none for a "
        "linear model",
        typeConverter=TypeConverters.toListInt,
    )
    activation: Param[str] = Param(
        Params._dummy(),
        "activation",
        "activation behind each hidden layer, such as relu or sigmoid",
        typeConverter=TypeConverters.toString,
    )
    dropout: Param[float] = Param(
        Params._dummy(),
        "dropout",
        "share of the units behind each hidden layer that a training step leaves out",
        typeConverter=TypeConverters.toFloat,
    )
    network: Param[str] = Param(
        Params._dummy(),
        "network",
        "the whole network in YAML or JSON, as in Kindling's config files, in place of "
        "layers and hiddenLayers; dense: {units: classes} takes as many as there are "
        "classes",
        typeConverter=TypeConverters.toString,
    )
    loss: Param[str] = Param(
        Params._dummy(),
        "loss",
        "what training makes small, in YAML or JSON, such as huber",
        typeConverter=TypeConverters.toString,
    )
    solver: Param[str] = Param(
        Params._dummy(),
        "solver",
        "name of the optimizer, which steps with stepSize",
        typeConverter=TypeConverters.toString,
    )
    stepSize: Param[float] = Param(
        Params._dummy(),
        "stepSize",
        "learning rate of the solver",
        typeConverter=TypeConverters.toFloat,
    )
    optimizer: Param[str] = Param(
        Params._dummy(),
        "optimizer",
        "a whole optimizer in YAML or JSON, with its schedule of rates, in place of "
        "solver and stepSize",
        typeConverter=TypeConverters.toString,
    )
    penalty: Param[str] = Param(
        Params._dummy(),
        "penalty",
        "penalty for large weights in YAML or JSON, {l2: 0.0001}",
        typeConverter=TypeConverters.toString,
    )
    clipping: Param[str] = Param(
        Params._dummy(),
        "clipping",
        "what keeps gradients from becoming too large, in YAML or JSON,"
        " {clip_by_global_norm: {limit: 1}}",
        typeConverter=TypeConverters.toString,
    )
    maxIter: Param[int] = Param(
        Params._dummy(),
        "maxIter",
        "passes over the rows (epochs) at most",
        typeConverter=TypeConverters.toInt,
    )
    tol: Param[float] = Param(
        Params._dummy(),
        "tol",
        "by how much the validation loss must become lower to count as better",
        typeConverter=TypeConverters.toFloat,
    )
    patience: Param[int] = Param(
        Params._dummy(),
        "patience",
        "training stops after so many epochs without a better validation loss; never if"
        " not set",
        typeConverter=TypeConverters.toInt,
    )
    metrics: Param[list[str]] = Param(
        Params._dummy(),
        "metrics",
        "what validation measures besides the loss, such as accuracy",
        typeConverter=TypeConverters.toListString,
    )
    batchSize: Param[int] = Param(
        Params._dummy(),
        "batchSize",
        "rows in an optimizer step, over all executors; it follows from the number of "
        "rows if not set",
        typeConverter=TypeConverters.toInt,
    )
    blockSize: Param[int] = Param(
        Params._dummy(),
        "blockSize",
        "taken for the sake of programs for MultilayerPerceptronClassifier; how many "
        "rows go through the network at once is Kindling's own matter",
        typeConverter=TypeConverters.toInt,
    )
    shards: Param[int] = Param(
        Params._dummy(),
        "shards",
        "into how many parts the rows are divided, on which the model depends; it "
        "follows from the batch size if not set",
        typeConverter=TypeConverters.toInt,
    )
    sync: Param[str] = Param(
        Params._dummy(),
        "sync",
        "how often the shards' parameters become one, in YAML or JSON: every_step, or "
        "{local_steps: {steps: 8}}",
        typeConverter=TypeConverters.toString,
    )
    scale: Param[str] = Param(
        Params._dummy(),
        "scale",
        "how features are scaled, fitted to the rows that are trained on",
        typeConverter=TypeConverters.toString,
    )
    labelScale: Param[str] = Param(
        Params._dummy(),
        "labelScale",
        "how the targets of a regression are scaled in training; predictions are in the"
        " units of the data",
        typeConverter=TypeConverters.toString,
    )
    missing: Param[str] = Param(
        Params._dummy(),
        "missing",
        "what stands for features that are missing: error, mean, median, zero or "
        "indicator",
        typeConverter=TypeConverters.toString,
    )
    columns: Param[str] = Param(
        Params._dummy(),
        "columns",
        "kinds of columns by their names in YAML or JSON, as in Kindling's config files:"
        " {when: {date: {parts: [year, month]}}}; those of others follow from what "
        "stands in them",
        typeConverter=TypeConverters.toString,
    )
    classWeights: Param[str] = Param(
        Params._dummy(),
        "classWeights",
        "how much rows count because of their class: balanced, or a list with a weight "
        "for each class in YAML or JSON, [1, 2.5]; all alike if not set",
        typeConverter=TypeConverters.toString,
    )
    initialWeights: Param[Vector] = Param(
        Params._dummy(),
        "initialWeights",
        "what training starts with, in the order of a model's weights; it follows from "
        "the seed if not set",
        typeConverter=TypeConverters.toVector,
    )
    initFrom: Param[str] = Param(
        Params._dummy(),
        "initFrom",
        "folder of a saved model to start from, or {model: FOLDER, except: [layers]} in "
        "YAML or JSON, where layers start anew; that model also says how features are "
        "read and scaled; or a safetensors file of PyTorch",
        typeConverter=TypeConverters.toString,
    )
    freeze: Param[list[str]] = Param(
        Params._dummy(),
        "freeze",
        "layers whose parameters stay as they are: positions, such as 0 or head.0, or "
        "nodes",
        typeConverter=TypeConverters.toListString,
    )
    checkpointDir: Param[str] = Param(
        Params._dummy(),
        "checkpointDir",
        "folder of checkpoints, from the last of which a fit of the same rows goes on",
        typeConverter=TypeConverters.toString,
    )
    seed: Param[int] = Param(
        Params._dummy(),
        "seed",
        "seed of all randomness",
        typeConverter=TypeConverters.toInt,
    )

    def __init__(self, *args: Any):
        super().__init__(*args)
        self._setDefault(**DEFAULTS)

    def getFeaturesCols(self) -> list[str]:
        """The value of ``featuresCols``, or its default."""
        return self.getOrDefault(self.featuresCols)

    def getWeightCol(self) -> str:
        """The value of ``weightCol``, or its default."""
        return self.getOrDefault(self.weightCol)

    def getValidationIndicatorCol(self) -> str:
        """The value of ``validationIndicatorCol``, or its default."""
        return self.getOrDefault(self.validationIndicatorCol)

    def getIdCol(self) -> str:
        """The value of ``idCol``, or its default."""
        return self.getOrDefault(self.idCol)

    def getHandleInvalid(self) -> str:
        """The value of ``handleInvalid``, or its default."""
        return self.getOrDefault(self.handleInvalid)

    def getLayers(self) -> list[int]:
        """The value of ``layers``, or its default."""
        return self.getOrDefault(self.layers)

    def getHiddenLayers(self) -> list[int]:
        """The value of ``hiddenLayers``, or its default."""
        return self.getOrDefault(self.hiddenLayers)

    def getActivation(self) -> str:
        """The value of ``activation``, or its default."""
        return self.getOrDefault(self.activation)

    def getDropout(self) -> float:
        """The value of ``dropout``, or its default."""
        return self.getOrDefault(self.dropout)

    def getNetwork(self) -> str:
        """The value of ``network``, or its default."""
        return self.getOrDefault(self.network)

    def getLoss(self) -> str:
        """The value of ``loss``, or its default."""
        return self.getOrDefault(self.loss)

    def getSolver(self) -> str:
        """The value of ``solver``, or its default."""
        return self.getOrDefault(self.solver)

    def getStepSize(self) -> float:
        """The value of ``stepSize``, or its default."""
        return self.getOrDefault(self.stepSize)

    def getOptimizer(self) -> str:
        """The value of ``optimizer``, or its default."""
        return self.getOrDefault(self.optimizer)

    def getPenalty(self) -> str:
        """The value of ``penalty``, or its default."""
        return self.getOrDefault(self.penalty)

    def getClipping(self) -> str:
        """The value of ``clipping``, or its default."""
        return self.getOrDefault(self.clipping)

    def getMaxIter(self) -> int:
        """The value of ``maxIter``, or its default."""
        return self.getOrDefault(self.maxIter)

    def getTol(self) -> float:
        """The value of ``tol``, or its default."""
        return self.getOrDefault(self.tol)

    def getPatience(self) -> int:
        """The value of ``patience``, or its default."""
        return self.getOrDefault(self.patience)

    def getMetrics(self) -> list[str]:
        """The value of ``metrics``, or its default."""
        return self.getOrDefault(self.metrics)

    def getBatchSize(self) -> int:
        """The value of ``batchSize``, or its default."""
        return self.getOrDefault(self.batchSize)

    def getBlockSize(self) -> int:
        """The value of ``blockSize``, or its default."""
        return self.getOrDefault(self.blockSize)

    def getShards(self) -> int:
        """The value of ``shards``, or its default."""
        return self.getOrDefault(self.shards)

    def getSync(self) -> str:
        """The value of ``sync``, or its default."""
        return self.getOrDefault(self.sync)

    def getScale(self) -> str:
        """The value of ``scale``, or its default."""
        return self.getOrDefault(self.scale)

    def getLabelScale(self) -> str:
        """The value of ``labelScale``, or its default."""
        return self.getOrDefault(self.labelScale)

    def getMissing(self) -> str:
        """The value of ``missing``, or its default."""
        return self.getOrDefault(self.missing)

    def getColumns(self) -> str:
        """The value of ``columns``, or its default."""
        return self.getOrDefault(self.columns)

    def getClassWeights(self) -> str:
        """The value of ``classWeights``, or its default."""
        return self.getOrDefault(self.classWeights)

    def getInitialWeights(self) -> Vector:
        """The value of ``initialWeights``, or its default."""
        return self.getOrDefault(self.initialWeights)

    def getInitFrom(self) -> str:
        """The value of ``initFrom``, or its default."""
        return self.getOrDefault(self.initFrom)

    def getFreeze(self) -> list[str]:
        """The value of ``freeze``, or its default."""
        return self.getOrDefault(self.freeze)

    def getCheckpointDir(self) -> str:
        """The value of ``checkpointDir``, or its default."""
        return self.getOrDefault(self.checkpointDir)

    def getSeed(self) -> int:
        """The value of ``seed``, or its default."""
        return self.getOrDefault(self.seed)


class NetworkSetters(NetworkParams):
    """Sets the params of estimators; each returns the estimator."""

    def setFeaturesCols(self: E, value: Sequence[str]) -> E:
        """Sets ``featuresCols``."""
        return self._set(featuresCols=list(value))

    def setWeightCol(self: E, value: str) -> E:
        """Sets ``weightCol``."""
        return self._set(weightCol=value)

    def setValidationIndicatorCol(self: E, value: str) -> E:
        """Sets ``validationIndicatorCol``."""
        return self._set(validationIndicatorCol=value)

    def setIdCol(self: E, value: str) -> E:
        """Sets ``idCol``."""
        return self._set(idCol=value)

    def setHandleInvalid(self: E, value: str) -> E:
        """Sets ``handleInvalid``."""
        return self._set(handleInvalid=value)

    def setLayers(self: E, value: Sequence[int]) -> E:
        """Sets ``layers``."""
        return self._set(layers=list(value))

    def setHiddenLayers(self: E, value: Sequence[int]) -> E:
        """Sets ``hiddenLayers``."""
        return self._set(hiddenLayers=list(value))

    def setActivation(self: E, value: str) -> E:
        """Sets ``activation``."""
        return self._set(activation=value)

    def setDropout(self: E, value: float) -> E:
        """Sets ``dropout``."""
        return self._set(dropout=value)

    def setNetwork(self: E, value: str) -> E:
        """Sets ``network``."""
        return self._set(network=value)

    def setLoss(self: E, value: str) -> E:
        """Sets ``loss``."""
        return self._set(loss=value)

    def setSolver(self: E, value: str) -> E:
        """Sets ``solver``."""
        return self._set(solver=value)

    def setStepSize(self: E, value: float) -> E:
        """Sets ``stepSize``."""
        return self._set(stepSize=value)

    def setOptimizer(self: E, value: str) -> E:
        """Sets ``optimizer``."""
        return self._set(optimizer=value)

    def setPenalty(self: E, value: str) -> E:
        """Sets ``penalty``."""
        return self._set(penalty=value)

    def setClipping(self: E, value: str) -> E:
        """Sets ``clipping``."""
        return self._set(clipping=value)

    def setMaxIter(self: E, value: int) -> E:
        """Sets ``maxIter``."""
        return self._set(maxIter=value)

    def setTol(self: E, value: float) -> E:
        """Sets ``tol``."""
        return self._set(tol=value)

    def setPatience(self: E, value: int) -> E:
        """Sets ``patience``."""
        return self._set(patience=value)

    def setMetrics(self: E, value: Sequence[str]) -> E:
        """Sets ``metrics``."""
        return self._set(metrics=list(value))

    def setBatchSize(self: E, value: int) -> E:
        """Sets ``batchSize``."""
        return self._set(batchSize=value)

    def setBlockSize(self: E, value: int) -> E:
        """Sets ``blockSize``."""
        return self._set(blockSize=value)

    def setShards(self: E, value: int) -> E:
        """Sets ``shards``."""
        return self._set(shards=value)

    def setSync(self: E, value: str) -> E:
        """Sets ``sync``."""
        return self._set(sync=value)

    def setScale(self: E, value: str) -> E:
        """Sets ``scale``."""
        return self._set(scale=value)

    def setLabelScale(self: E, value: str) -> E:
        """Sets ``labelScale``."""
        return self._set(labelScale=value)

    def setMissing(self: E, value: str) -> E:
        """Sets ``missing``."""
        return self._set(missing=value)

    def setColumns(self: E, value: str) -> E:
        """Sets ``columns``."""
        return self._set(columns=value)

    def setClassWeights(self: E, value: str) -> E:
        """Sets ``classWeights``."""
        return self._set(classWeights=value)

    def setInitialWeights(self: E, value: Vector) -> E:
        """Sets ``initialWeights``."""
        return self._set(initialWeights=value)

    def setInitFrom(self: E, value: str) -> E:
        """Sets ``initFrom``."""
        return self._set(initFrom=value)

    def setFreeze(self: E, value: Sequence[str]) -> E:
        """Sets ``freeze``."""
        return self._set(freeze=list(value))

    def setCheckpointDir(self: E, value: str) -> E:
        """Sets ``checkpointDir``."""
        return self._set(checkpointDir=value)

    def setSeed(self: E, value: int) -> E:
        """Sets ``seed``."""
        return self._set(seed=value)
