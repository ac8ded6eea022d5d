/** Telegram's Bot API: texts in parts, its answers and what they mean, what bots were told. */
package io.vestnik.channel.telegram;
