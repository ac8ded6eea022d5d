// One message by SOAP with npm's soap, as the WSDL has it. Usage: npm install soap && node soap.js [http://127.0.0.1:8080]
const soap = require('soap');

const door = `${process.argv[2] ?? 'http://127.0.0.1:8080'}/soap/v1`;
const user = process.env.VESTNIK_USER ?? 'demo';
const password = process.env.VESTNIK_PASSWORD ?? 'demo';

async function main() {
  const client = await soap.createClientAsync(`${door}?wsdl`, { endpoint: door });
  client.setSecurity(new soap.BasicAuthSecurity(user, password));
  // the same requestId again never sends twice: repeat the call as it is when there was no answer
  const [answer] = await client.SendMessageAsync({
    requestId: process.env.REQUEST_ID ?? 'order-19',
    message: { to: { phone: '+79161234567' }, class: 'transactional', text: 'Заказ 19 в пути' },
  });
  console.log(answer.id, answer.status);
}

main().catch(failure => {
  const fault = failure.root?.Envelope?.Body?.Fault;
  console.error(fault ? JSON.stringify(fault.detail ?? fault.faultstring) : failure.message); // every error, each with its place
  process.exit(1);
});
