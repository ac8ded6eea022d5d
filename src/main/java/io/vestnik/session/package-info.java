/** Chats between recipients and bots of ours: who may be written to, until when, and who came by which link. */
package io.vestnik.session;
