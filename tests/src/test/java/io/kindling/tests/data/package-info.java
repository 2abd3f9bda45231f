/** Files as people have them. */
package io.kindling.tests.data;
