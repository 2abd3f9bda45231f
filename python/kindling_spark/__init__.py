"""Kindling's neural networks as estimators and models of PySpark."""

import sys

from kindling_spark import stages
from kindling_spark.stages import (
    NetworkTrainingSummary,
    NeuralNetworkClassificationModel,
    NeuralNetworkClassifier,
    NeuralNetworkRegressionModel,
    NeuralNetworkRegressor,
)

__all__ = [
    "NetworkTrainingSummary",
    "NeuralNetworkClassificationModel",
    "NeuralNetworkClassifier",
    "NeuralNetworkRegressionModel",
    "NeuralNetworkRegressor",
]

# Where PySpark loads a stage, alone or in a pipeline, it imports the class by the name that Java has
# for it, and no module can be called io.kindling.ml, as io is Python's own. What is found here is not
# looked for elsewhere.
sys.modules[stages.JAVA_PACKAGE] = stages
