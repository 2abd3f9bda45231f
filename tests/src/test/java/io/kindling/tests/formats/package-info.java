/** Models and checkpoints of earlier versions, which every later one loads. */
package io.kindling.tests.formats;
