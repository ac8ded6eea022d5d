// Binds to a Vestnik hub with npm's smpp client, submits in every way it knows, waits for the receipts, and prints what came back
// as one JSON object.
// node smpp-client.js PORT SYSTEM_ID PASSWORD
const smpp = require('smpp');

const PATIENCE = 60000;

async function main([port, systemId, password]) {
  const session = smpp.connect({ host: '127.0.0.1', port: Number(port) });
  await new Promise((resolve, reject) => session.once('connect', resolve).once('error', reject));
  const ask = (command, fields) => new Promise(resolve => session[command](fields, resolve));
  const receipts = [];
  session.on('deliver_sm', pdu => {
    receipts.push({
      id: pdu.receipted_message_id,
      state: pdu.message_state,
      esmClass: pdu.esm_class,
      from: pdu.source_addr,
      to: pdu.destination_addr,
      text: pdu.short_message.message,
    });
    session.send(pdu.response());
  });
  session.on('enquire_link', pdu => session.send(pdu.response()));

  const bound = await ask('bind_transceiver', { system_id: systemId, password });
  const submit = fields => ask('submit_sm', {
    source_addr_ton: 5, source_addr: 'VESTNIK', dest_addr_ton: 1, dest_addr_npi: 1, registered_delivery: 1, ...fields,
  });

  const answers = {};
  answers.latin = await submit({ destination_addr: '79161230401', short_message: 'Hello from node @{}' });
  answers.russian = await submit({ destination_addr: '79161230402', short_message: 'Привет из node' });
  answers.payload = await submit({ destination_addr: '79161230403', message_payload: 'Длинно '.repeat(100) });
  const part = (number, text) => submit({
    destination_addr: '79161230404',
    short_message: { udh: Buffer.from([0x06, 0x08, 0x04, 0x12, 0x34, 0x02, number]), message: text },
  });
  [answers.second, answers.first] = await Promise.all([part(2, 'and the end'), part(1, 'The beginning ')]);
  answers.wrong = await submit({ destination_addr: '12', short_message: 'x' });
  answers.foreign = await submit({ destination_addr: '79161230405', source_addr: 'STRANGER', short_message: 'x' });
  answers.undelivered = await submit({ destination_addr: '79161230001', short_message: 'Not to be' });
  answers.planned = await submit({
    destination_addr: '79161230406', short_message: 'Tomorrow', schedule_delivery_time: '000001000000000R',
  });
  answers.data = await ask('data_sm', {
    source_addr_ton: 5, source_addr: 'VESTNIK', dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '79161230407',
    registered_delivery: 1, data_coding: 8, message_payload: 'По data_sm',
  });
  answers.many = await ask('submit_multi', {
    source_addr_ton: 5, source_addr: 'VESTNIK', registered_delivery: 1, short_message: 'To many',
    dest_address: ['79161230408', '12', '79161230409'].map(to => ({ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to })),
  });
  const query = await ask('query_sm', { message_id: answers.planned.message_id, source_addr: 'VESTNIK' });
  const cancel = await ask('cancel_sm', { message_id: answers.planned.message_id, source_addr: 'VESTNIK', destination_addr: '79161230406' });
  const enquired = await ask('enquire_link', {});

  const expected = 10; // of latin, russian, payload, both parts, undelivered, cancelled, data, and two of many
  const ids = Object.values(answers).map(pdu => pdu.message_id);
  const own = () => receipts.filter(receipt => ids.includes(receipt.id)); // others may have left some for this login
  const start = Date.now();
  while (own().length < expected && Date.now() - start < PATIENCE) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  const unbound = await ask('unbind', {});
  session.close();

  const told = {};
  for (const [name, pdu] of Object.entries(answers)) {
    const of = receipts.filter(receipt => receipt.id === pdu.message_id);
    told[name] = { status: pdu.command_status, id: pdu.message_id, why: pdu.additional_status_info_text, receipts: of };
  }
  console.log(JSON.stringify({
    bound: bound.command_status,
    told,
    unsuccess: answers.many.unsuccess_sme.map(sme => [sme.destination_addr, sme.error_status_code]),
    query: { status: query.command_status, state: query.message_state },
    cancel: cancel.command_status,
    enquired: enquired.command_status,
    unbound: unbound.command_status,
    receipts: own().length,
  }));
}

main(process.argv.slice(2)).catch(e => {
  console.error(e.stack);
  process.exit(1);
});
