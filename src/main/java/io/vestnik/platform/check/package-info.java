/** What the program does besides running: judging settings and routes, and telling editors how routes are written. */
package io.vestnik.platform.check;
