/** From the records of trainings to a page for people. */
package io.kindling.submit.report.page;
