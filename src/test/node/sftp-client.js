// Uses a Vestnik hub's SFTP door with npm's ssh2-sftp-client and prints what it saw as one JSON object.
// node sftp-client.js PORT USER PASSWORD: uploads node.csv in both ways, waits for an answer, then tries what is refused.
const Client = require('ssh2-sftp-client');

const pause = ms => new Promise(done => setTimeout(done, ms));

async function main([port, username, password]) {
  const sftp = new Client();
  await sftp.connect({ host: '127.0.0.1', port: Number(port), username, password });

  const folders = (await sftp.list('/')).map(entry => entry.type + entry.name).sort();
  await sftp.put(Buffer.from('phone,text\n'), '/in/node.csv');
  await sftp.put(Buffer.from('phone,text\n'), 'in/node-2.csv.filepart');
  await sftp.rename('in/node-2.csv.filepart', 'in/node-2.csv');
  for (let i = 0; i < 100 && !(await sftp.exists('/out/node-2.csv.answer') && await sftp.exists('/out/node.csv.answer')); i++) {
    await pause(200);
  }
  const answer = (await sftp.get('/out/node.csv.answer')).toString();
  await sftp.delete('/out/node.csv.answer');

  const refused = {};
  const attempt = async (name, action) => {
    try {
      await action();
      refused[name] = false;
    } catch (e) {
      refused[name] = true;
    }
  };
  const x = Buffer.from('x');
  await attempt('newline', () => sftp.put(x, '/in/a\nb.csv'));
  await attempt('escape', () => sftp.put(x, '/in/a\u001b[2Jb.csv'));
  await attempt('long', () => sftp.put(x, '/in/' + 'x'.repeat(300) + '.csv'));
  await attempt('over', () => sftp.put(x, '/in/' + 'ы'.repeat(101) + '.csv'));
  await attempt('up', () => sftp.put(x, '/in/../../evil.csv'));
  await attempt('mkdir', () => sftp.mkdir('/in/deep'));
  await attempt('rmdir', () => sftp.rmdir('/in', true));
  await attempt('read', () => sftp.get('/../../poll_key'));
  await sftp.chmod('/in', 0o777); // taken, and without an effect
  const mode = (await sftp.stat('/in')).mode & 0o777;
  await sftp.end();
  console.log(JSON.stringify({ folders, answer, refused, mode }));
}

main(process.argv.slice(2)).catch(e => {
  console.error(e.stack);
  process.exit(1);
});
