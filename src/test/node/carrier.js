// An SMPP carrier that shares no code with the hub: takes submits, sends a receipt for each, prints what it got.
// node carrier.js PORT COUNT: ends when COUNT submits were taken and their receipts answered.
const smpp = require('smpp');

const [port, count] = process.argv.slice(2).map(Number);
let taken = 0;
let answered = 0;

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    const known = pdu.system_id === 'hub' && pdu.password === 'secret';
    session.send(pdu.response({ command_status: known ? 0 : smpp.ESME_RINVPASWD }));
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu) => {
    const id = `n${++taken}`;
    const text = pdu.short_message.message;
    console.log(JSON.stringify({
      to: pdu.destination_addr,
      from: pdu.source_addr,
      coding: pdu.data_coding,
      text: Buffer.isBuffer(text) ? text.toString('hex') : text,
      udh: (pdu.short_message.udh || []).map((element) => element.toString('hex')),
    }));
    session.send(pdu.response({ message_id: id }));
    session.send(new smpp.PDU('deliver_sm', {
      esm_class: 4,
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:DELIVRD err:000 text:`,
    }), (response) => {
      if (response.command_status === 0 && ++answered === count) {
        process.exit(0);
      }
    });
  });
});
server.listen(port, '127.0.0.1', () => console.error('listening'));
