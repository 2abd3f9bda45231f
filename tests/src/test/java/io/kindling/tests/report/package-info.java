/** Reports as a browser shows them. */
package io.kindling.tests.report;
