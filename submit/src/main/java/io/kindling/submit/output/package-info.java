/** What a training leaves in its output folder. */
package io.kindling.submit.output;
