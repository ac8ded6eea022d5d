/** What is true of SMS whatever carries it: alphabets, parts, receipt texts, what a command_status means. No I/O. */
package io.vestnik.channel.sms;
