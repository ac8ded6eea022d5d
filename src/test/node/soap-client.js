// Calls a Vestnik hub with npm's soap client and prints what came back as one JSON object.
// node soap-client.js URL USER PASSWORD basic|token|digest
const soap = require('soap');

async function main([url, user, password, how]) {
  const client = await soap.createClientAsync(url + '?wsdl', { endpoint: url });
  const options = {
    token: { passwordType: 'PasswordText', hasTimeStamp: true, mustUnderstand: true },
    digest: { passwordType: 'PasswordDigest', hasNonce: true, hasTokenCreated: true, mustUnderstand: true },
  }[how];
  client.setSecurity(options
    ? new soap.WSSecurity(user, password, options)
    : new soap.BasicAuthSecurity(user, password));

  const message = text => ({
    to: { phone: '+79161234567', address: [{ attributes: { channel: 'telegram' }, $value: '777' }] },
    class: 'service',
    text,
    channels: { step: [{ channel: 'telegram', timeout: 'PT2M' }, { channel: 'sms' }] },
    tags: { tag: [{ attributes: { name: 'peer' }, $value: 'npm' }] },
  });

  const [sent] = await client.SendMessageAsync({ requestId: 'npm-' + how, message: message('Привет от node') });
  const [batch] = await client.SendBatchAsync({ message: [message('один'), { to: { phone: '12' }, text: 'x' }] });

  let fault;
  try {
    await client.SendMessageAsync({ message: { to: { phone: '12' }, class: 'urgent' } });
  } catch (e) {
    const { faultcode, detail } = e.root.Envelope.Body.Fault;
    fault = { faultcode, status: e.response.status, errors: [].concat(detail.ClientFault.error) };
  }
  console.log(JSON.stringify({ sent, batch, fault }));
}

main(process.argv.slice(2)).catch(e => {
  console.error(e.stack);
  process.exit(1);
});
