package io.vestnik.channel.http;

/**
 * A first question of a platform's, before anything is verified.
 *
 * @param given what must equal the key; null: nothing is asked
 */
record Challenge(Jq when, Template given, Template key, Template answer) {}
