/** One contract for every channel, as tables: {@link io.vestnik.channel.contract.ChannelContract}. */
package io.vestnik.channel.contract;
