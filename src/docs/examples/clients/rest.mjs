// One message by REST, with nothing but Node.js 18 or later. Usage: node rest.mjs [http://127.0.0.1:8080]
const hub = process.argv[2] ?? 'http://127.0.0.1:8080';
const key = process.env.VESTNIK_KEY ?? 'demo-key';

// the same Idempotency-Key again never sends twice: repeat the call as it is when there was no answer
async function send(requestId, message) {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(`${hub}/api/v1/messages`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': requestId },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(30_000),
    }).catch(away => ({ status: 503, away }));
    if (answer.status === 202) {
      return answer.json();
    }
    if (attempt === 5 || ![429, 500, 503].includes(answer.status)) {
      throw answer.away ?? new Error(await answer.text()); // every error, each with its place
    }
    await new Promise(rested => setTimeout(rested, 1000 * attempt));
  }
}

const { id, status } = await send(process.env.REQUEST_ID ?? 'order-18', {
  to: { phone: '+79161234567' },
  class: 'transactional',
  text: 'Заказ 18 в пути',
});
console.log(id, status);
