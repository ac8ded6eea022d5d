// A file of messages by SFTP with npm's ssh2-sftp-client. Usage: npm install ssh2-sftp-client && node sftp.js [127.0.0.1:2222]
const Client = require('ssh2-sftp-client');
const path = require('node:path');

const [host, port] = (process.argv[2] ?? '127.0.0.1:2222').split(':');
const name = process.env.FILE_NAME ?? 'winter';

async function main() {
  const sftp = new Client();
  await sftp.connect({
    host,
    port: Number(port),
    username: process.env.VESTNIK_USER ?? 'demo',
    password: process.env.VESTNIK_PASSWORD ?? 'demo',
    // hostVerifier: key => key.equals(...): give it the hub's host key where the network is not yours
  });
  await sftp.put(path.join(__dirname, 'winter.csv'), `/in/${name}.csv.part`);
  await sftp.rename(`/in/${name}.csv.part`, `/in/${name}.csv`); // under its real name it is complete

  const answer = `/out/${name}.accepted.csv`;
  for (let waited = 0; !(await sftp.exists(answer)); waited++) {
    if (waited === 60) {
      throw new Error(`no answer yet, see /bad: ${(await sftp.list('/bad')).map(file => file.name)}`);
    }
    await new Promise(rested => setTimeout(rested, 1000));
  }
  console.log((await sftp.get(answer)).toString()); // row,key,id,error
  await sftp.end();
}

main().catch(failure => {
  console.error(failure.message);
  process.exit(1);
});
