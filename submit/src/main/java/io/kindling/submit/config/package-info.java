/** The config file of a training: YAML whose every value knows its line. */
package io.kindling.submit.config;
