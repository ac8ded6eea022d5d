// One message by SMPP 3.4 with npm's smpp, and its receipt. Usage: npm install smpp && node smpp.js [127.0.0.1:2775]
const smpp = require('smpp');

const [host, port] = (process.argv[2] ?? '127.0.0.1:2775').split(':');
smpp.addTLV('request_id', { id: 0x1501, type: smpp.types.tlv.cstring }); // the hub's own: makes a submit safe to repeat

const session = smpp.connect({ host, port: Number(port), auto_enquire_link_period: 30_000 });
const fail = why => { console.error(why); process.exit(1); };
session.on('error', failure => fail(failure.message));

session.on('connect', () => session.bind_transceiver({
  system_id: process.env.VESTNIK_USER ?? 'demo',
  password: process.env.VESTNIK_PASSWORD ?? 'demo',
  interface_version: 0x34,
}, bound => bound.command_status ? fail(`not bound: 0x${bound.command_status.toString(16)}`) : submit()));

function submit() {
  session.submit_sm({
    service_type: 'TRX',
    source_addr_ton: 5, source_addr: '', // '': the account's default sender
    dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '79161234567',
    registered_delivery: 1,
    data_coding: 8, short_message: 'Заказ 20 в пути',
    request_id: process.env.REQUEST_ID ?? 'order-20',
  }, answer => answer.command_status ? fail(`refused: 0x${answer.command_status.toString(16)}`) : console.log(answer.message_id, 'accepted'));
  setTimeout(() => { console.error('no receipt: a repeated request was told before, any other waits for the next bind'); process.exit(0); }, 60_000);
}

session.on('deliver_sm', pdu => {
  session.send(pdu.response()); // only then does the hub forget it
  console.log(pdu.short_message.message); // id:… stat:DELIVRD …
  session.unbind(() => session.close(() => process.exit(0)));
});
