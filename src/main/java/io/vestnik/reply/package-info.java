/** What recipients write back: whose it is, and who is told of it. */
package io.vestnik.reply;
