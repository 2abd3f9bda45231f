/** Config files written from what is seen in data. */
@org.jspecify.annotations.NullMarked
package io.kindling.submit.draft;
