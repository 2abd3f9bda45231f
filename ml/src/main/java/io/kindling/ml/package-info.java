/** Neural networks as estimators and models of Spark ML. */
package io.kindling.ml;
