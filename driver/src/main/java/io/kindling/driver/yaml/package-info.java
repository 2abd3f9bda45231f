/** Declarations in YAML, as in config files and in params of estimators. */
package io.kindling.driver.yaml;
