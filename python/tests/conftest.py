"""A session of Spark that has Kindling's jars: KINDLING_JARS names them, with commas between them.

Or one over Spark Connect: KINDLING_REMOTE is the address of a server that was started with the jars.
"""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session")
def spark():
    pytest.importorskip("pyspark", reason="needs PySpark")
    from pyspark.sql import SparkSession

    remote = os.environ.get("KINDLING_REMOTE")
    if remote:
        session = SparkSession.builder.remote(remote).getOrCreate()
        yield session
        session.stop()
        return
    jars = os.environ.get("KINDLING_JARS")
    if not jars:
        pytest.skip("KINDLING_JARS is not set: kindling-ml_2.13 and what it depends on")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.jars", jars)
        .config("spark.driver.extraClassPath", jars.replace(",", os.pathsep))
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture
def java(spark):
    """For tests of what there is only with a JVM beside Python."""
    if "connect" in type(spark).__module__:
        pytest.skip("not over Spark Connect")


@pytest.fixture(scope="session")
def points(spark):
    """Points in three corners, their corner, and how far they are from the origin."""
    return spark.sql(
        """
        SELECT id, x, y, corner AS label, sqrt(x * x + y * y) AS distance
        FROM (
          SELECT id, corner, corner - 1 + 0.4 * sin(id) AS x, corner % 2 + 0.4 * cos(7 * id) AS y
          FROM (SELECT id, CAST(id % 3 AS DOUBLE) AS corner FROM range(240))
        )
        """
    ).cache()
