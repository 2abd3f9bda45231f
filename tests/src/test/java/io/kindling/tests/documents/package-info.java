/** What README, CONTRIBUTING and ARCHITECTURE show and list, against what there is. */
package io.kindling.tests.documents;
