/** Bots of Telegram that are asked what is new; all else of the Bot API is {@code routes/egress/telegram.http.yaml}. */
package io.vestnik.channel.telegram;
