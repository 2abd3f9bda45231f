/** Pictures of trainings: loss against steps, loss against the learning rate. */
package io.kindling.submit.chart;
