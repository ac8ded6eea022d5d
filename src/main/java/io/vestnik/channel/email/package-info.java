/** E-mail by SMTP: what a mail looks like, the connections to the relays, and what their answers mean. */
package io.vestnik.channel.email;
